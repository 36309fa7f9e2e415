"""Large type, contrast and theme are remembered without JavaScript, and lead nobody elsewhere."""

import pytest
from django.test import Client

from liaison.ui import preferences

LOOK = "/preferences/"


def test_a_visitor_without_an_account_chooses_large_type_and_is_brought_back(client):
    answer = client.post(LOOK, {"size": "elder", "next": "/receipt/?number=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/receipt/?number=1")
    assert preferences.from_cookie(client.cookies["look"].value).is_elder


def test_each_choice_leaves_the_others_alone(client):
    client.post(LOOK, {"size": "elder"})
    client.post(LOOK, {"theme": "dark"})
    client.post(LOOK, {"contrast": "high"})
    kept = preferences.from_cookie(client.cookies["look"].value)
    assert kept == preferences.Preferences(theme="dark", size="elder", contrast="high")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "evil",
        "",
    ],
)
def test_nobody_is_led_to_another_site(client, elsewhere):
    assert client.post(LOOK, {"size": "elder", "next": elsewhere})["Location"] == "/"


def test_looking_alone_changes_nothing(client):
    assert client.get(LOOK).status_code == 405


def test_another_site_cannot_choose_for_the_visitor():
    assert Client(enforce_csrf_checks=True).post(LOOK, {"size": "elder"}).status_code == 403


@pytest.mark.parametrize(
    "cookie", ["size=huge", "theme=<script>", "=&=", "x" * 5000, "size=elder&size="]
)
def test_a_strange_cookie_counts_as_no_choice_of_that_kind(cookie):
    found = preferences.from_cookie(cookie)
    for name, allowed in preferences.CHOICES.items():
        assert getattr(found, name) in allowed


def test_the_first_paint_already_wears_the_look(client):
    client.post(LOOK, {"size": "elder", "contrast": "high", "theme": "dark"})
    page = client.get("/accounts/login/").content.decode()
    assert 'data-bs-theme="dark"' in page
    assert 'data-size="elder"' in page
    assert 'data-contrast="high"' in page


def test_the_switch_to_large_type_stands_on_every_public_page(client):
    page = client.get("/accounts/login/").content.decode()
    assert "大字版" in page
    assert "高对比" in page
