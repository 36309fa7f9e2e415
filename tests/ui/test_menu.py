"""Everyone finds in the menu what is theirs, and nothing else."""

import re
from types import SimpleNamespace

import pytest
from django.urls import reverse

from liaison.accounts.roles import Role
from liaison.ui import menu
from scripts.vendor import VENDOR


def menu_of(role, path="/desk/"):
    return menu.Menu.of(SimpleNamespace(role=role), path)


@pytest.mark.parametrize("entry", menu.ENTRIES, ids=lambda entry: entry.label)
def test_every_entry_leads_somewhere(entry):
    assert reverse(entry.url_name).startswith("/")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.HOTLINE}))
def test_every_seat_has_a_menu_whose_keys_and_addresses_are_distinct(role):
    links = list(menu_of(role))
    assert links
    assert len({link.url for link in links}) == len(links)
    assert len({link.key for link in links}) == len(links)
    assert len(menu_of(role).primary) <= menu.PRIMARY_ENTRIES


def test_without_a_seat_there_is_no_menu():
    assert list(menu.Menu.of(None, "/desk/")) == []


def test_the_hotline_s_seat_finds_its_orders_and_nothing_else():
    assert [link.label for link in menu_of(Role.HOTLINE)] == ["来件"]


def test_the_page_one_is_on_is_marked_once_and_a_page_below_it_too():
    concerns = reverse("suggestions:concerns")
    for path in (concerns, f"{concerns}17/"):
        assert [link.url for link in menu_of(Role.COMMITTEE, path) if link.is_current] == [concerns]


def test_a_page_of_no_entry_s_is_not_said_to_be_today_s():
    today = reverse("supervision:today")
    assert [link.url for link in menu_of(Role.COMMITTEE, today) if link.is_current] == [today]
    assert not [link for link in menu_of(Role.COMMITTEE, "/desk/none/") if link.is_current]


@pytest.mark.parametrize(
    ("page", "entry"),
    [
        ("deputies:cadres", "deputies:list"),
        ("deputies:campaigns", "deputies:needs"),
        ("deputies:switches", "deputies:terms"),
        ("stations:calendar", "stations:activities"),
    ],
)
def test_a_page_beside_its_entry_s_address_is_marked_as_that_entry_s(page, entry):
    marked = [link.url for link in menu_of(Role.COMMITTEE, reverse(page)) if link.is_current]
    assert marked == [reverse(entry)]


def test_every_icon_of_the_menu_exists():
    known = set(
        re.findall(
            r"\.bi-([a-z0-9-]+)::before", next(VENDOR.glob("bootstrap-icons/*.css")).read_text()
        )
    )
    assert {entry.icon for entry in menu.ENTRIES} <= known
