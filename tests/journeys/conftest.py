"""A real browser for people's ways through the site, and what every page they open must keep to."""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect, sync_playwright

from tests.factories.accounts import PASSWORD
from tests.factories.network import Network

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
HOW_TO_GET_ONE = "没有找到 chromium。安装：apt-get install chromium fonts-noto-cjk"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
#: Pages are made on a busy machine as well.
PATIENCE_MS = 20_000
GRAVE = {"serious", "critical"}

expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items):
    """Everything in this folder is a journey and commits for real."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.fixture(scope="session")
def browser():
    """The system's chromium; without one the journeys are skipped, on a CI machine they fail."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(HOW_TO_GET_ONE)
        pytest.skip(HOW_TO_GET_ONE)
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def network(transactional_db) -> Network:
    """One small network, a person in every seat."""
    network = Network()
    assert network.seats
    return network


class Person:
    """Somebody in front of the site: opens pages, signs in, and has each page looked over."""

    def __init__(self, page: Page, address: str):
        self.page, self.address = page, address
        page.set_default_timeout(PATIENCE_MS)

    def open(self, path: str) -> None:
        """Go to a page of the site."""
        self.page.goto(self.address + path)
        self.look_over()

    def sign_in(self, username: str) -> None:
        """Through the door, as everybody does."""
        self.open("/accounts/login/")
        self.page.get_by_label("用户名").fill(username)
        self.page.get_by_label("密码").first.fill(PASSWORD)
        self.press("登录")

    def press(self, name: str) -> None:
        """Press a button and arrive at the next page."""
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.arrive()

    def follow(self, name: str) -> None:
        """Follow a link and arrive."""
        self.page.get_by_role("link", name=name).first.click()
        self.arrive()

    def take(self, step: str, answers: dict[str, str], *, choose: str = "") -> None:
        """Take a step: open its form below the button, answer, confirm."""
        self.page.get_by_role("link", name=step, exact=True).first.click()
        confirm = self.page.get_by_role("button", name=f"确认{step}", exact=True)
        expect(confirm).to_be_visible()
        self.look_over()
        if choose:
            self.page.get_by_label(choose, exact=True).check()
        for label, words in answers.items():
            self.page.get_by_label(label).fill(words)
        confirm.click()
        self.arrive()

    def arrive(self) -> None:
        """Wait for the page and look it over."""
        self.page.wait_for_load_state("load")
        self.look_over()

    def sees(self, words: str) -> None:
        """The words stand on the page."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    def look_over(self) -> None:
        """Accessibility rules (WCAG A, AA): nothing serious, nothing critical."""
        found = Axe().run(self.page).response["violations"]
        grave = [
            f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']][:3]}"
            for one in found
            if one["impact"] in GRAVE
        ]
        assert not grave, f"{self.page.url}: {grave}"


class PersonWithoutScript(Person):
    """The same with scripts switched off: the rules cannot run in such a page."""

    def look_over(self) -> None:
        """Left to the same pages with scripts."""


@pytest.fixture
def person(browser, live_server, settings):
    """Makes people: `person()` at a desk, `person(PHONE)` on a phone, `person(script=False)`."""
    settings.SITE_URL = live_server.url
    contexts = []

    def appear(device=None, *, script=True) -> Person:
        context = browser.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            java_script_enabled=script,
            **(device or DESK),
        )
        contexts.append(context)
        kind = Person if script else PersonWithoutScript
        return kind(context.new_page(), live_server.url)

    yield appear
    for context in contexts:
        context.close()
