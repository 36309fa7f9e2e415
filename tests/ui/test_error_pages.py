"""When something fails the page says what happened and what to do, needing nothing that may be gone."""

import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client

from liaison.ui import views

ALONE = ["400", "403", "403_csrf", "404", "409", "429", "500", "503"]


@pytest.mark.parametrize("code", ALONE)
def test_an_error_page_needs_no_request_and_no_database(code, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = render_to_string(f"errors/{code}.html", {"reason": "此件已办结。"})
    assert f"{code[:3]}</p>" in page
    assert 'href="/"' in page
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("code", ["500", "503"])
def test_our_own_failures_need_not_even_a_context(code):
    assert "请" in render_to_string(f"errors/{code}.html")


def test_a_wrong_address_is_answered_without_telling_what_exists(rf):
    page = views.missing(rf.get("/nowhere/"))
    assert page.status_code == 404
    assert "没有找到" in page.content.decode()


def test_a_refusal_passes_on_a_reason_written_for_people(rf):
    page = views.denied(rf.get("/"), PermissionDenied("只有主任会议成员可以确定重点督办。"))
    assert page.status_code == 403
    assert "只有主任会议成员可以确定重点督办。" in page.content.decode()


def test_a_refusal_keeps_a_programmer_s_words_to_itself(rf):
    assert (
        "Traceback"
        not in views.denied(rf.get("/"), PermissionDenied("Traceback: x")).content.decode()
    )


def test_a_form_left_open_too_long_says_that_nothing_was_changed():
    page = Client(enforce_csrf_checks=True).post("/preferences/", {"size": "elder"})
    assert page.status_code == 403
    assert "什么也没有改动" in page.content.decode()


def test_a_broken_request_and_our_own_fault_answer_with_their_codes(rf):
    assert views.bad_request(rf.get("/")).status_code == 400
    assert views.broken(rf.get("/")).status_code == 500
