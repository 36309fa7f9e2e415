"""Every address answers every seat as the matrix says, and no address is missing from it."""

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, get_resolver, reverse

from liaison.ui.menu import ENTRIES
from tests.architecture import scenes
from tests.architecture.matrix import COLUMNS, MACHINES, ROWS
from tests.architecture.scene import Scene

ANSWERS = {
    200: "ok", 201: "ok", 302: "go", 403: "no", 404: "--", 409: "nw", 422: "er",
}  # fmt: skip
#: Enough that a form is filled in, too little for any form.
HARDLY_ANYTHING = {"sent": "1"}
GET_FOR = {"er": "ok", "go": "ok"}


@pytest.fixture
def scene(settings):
    settings.HOTLINE_RECEIVER = True
    return Scene()


def answer(client, scene, method, route, thing, role) -> str:
    """What `role` gets; whatever it changed is undone."""
    client.cookies.clear()
    arguments = scene.arguments(thing, role)
    with transaction.atomic():
        if role:
            client.force_login(scene.seats[role].user)
        send = client.get if method == "GET" else client.post
        response = send(reverse(route, kwargs=arguments), HARDLY_ANYTHING)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return "in"
    return ANSWERS.get(response.status_code, str(response.status_code))


@pytest.mark.parametrize(
    ("method", "route", "thing", "cells"), ROWS, ids=[f"{m} {r} {t}" for m, r, t, _ in ROWS]
)
def test_every_seat_gets_what_the_matrix_says(client, scene, method, route, thing, cells):
    scene.seats  # noqa: B018 people are there before anything happens
    expected = dict(zip(COLUMNS, cells.split(), strict=True))
    sent = "POST" if method == "ASK" else method
    assert {role: answer(client, scene, sent, route, thing, role) for role in COLUMNS} == expected
    if method == "ASK":
        looked = {role: answer(client, scene, "GET", route, thing, role) for role in COLUMNS}
        assert looked == {role: GET_FOR.get(cell, cell) for role, cell in expected.items()}


def names(patterns, prefix=""):
    """Every named route, as `reverse` knows it."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern.url_patterns, prefix + space)
        else:
            yield f"{prefix}{pattern.name}"


def test_every_route_has_a_row_and_every_row_a_route():
    routes = set(names(get_resolver().url_patterns))
    assert routes - MACHINES == {route for _, route, _, _ in ROWS}
    assert routes >= MACHINES


def test_everything_under_the_desk_refuses_whoever_is_not_signed_in():
    open_to_all = {
        route
        for _, route, thing, cells in ROWS
        if cells.split()[0] != "in" and _address(route).startswith("/desk/")
    }
    assert open_to_all == set()


def _address(route) -> str:
    for arguments in ({}, {"pk": 1}, {"code": "X"}, {"number": "X"}, {"year": 2026}):
        try:
            return reverse(route, kwargs=arguments)
        except NoReverseMatch:
            continue
    return ""


def test_every_entry_of_the_menu_leads_where_its_seats_may_go():
    may = {
        route: {role for role, cell in zip(COLUMNS, cells.split(), strict=True) if cell == "ok"}
        for method, route, thing, cells in ROWS
        if method == "GET"
    }
    for entry in ENTRIES:
        assert reverse(entry.url_name)
        assert entry.roles <= may[entry.url_name], entry.label


def test_no_two_subjects_give_a_thing_the_same_name():
    assert scenes.named_twice() == set()
