"""Pages of a list cost the same however long the list is."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liaison.ui import paging


@pytest.fixture
def rows():
    ContentType.objects.bulk_create(
        [ContentType(app_label="paging", model=f"row{number:03}") for number in range(45)]
    )
    return ContentType.objects.filter(app_label="paging").order_by("model", "pk")


def models(page):
    return [row.model for row in page]


def test_a_page_is_one_statement_with_a_limit_and_never_a_count(rows, rf):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        page = paging.pages(rows, rf.get("/?page=2"))
    assert len(seen) == 1
    assert "COUNT" not in seen[0]["sql"].upper()
    assert "LIMIT 21 OFFSET 20" in seen[0]["sql"]
    assert models(page) == [f"row{number:03}" for number in range(20, 40)]


def test_the_first_middle_and_last_page_know_what_is_around_them(rows, rf):
    first, middle, last = (paging.pages(rows, rf.get(f"/?page={number}")) for number in (1, 2, 3))
    assert (first.has_previous, first.has_next) == (False, True)
    assert (middle.has_previous, middle.has_next) == (True, True)
    assert (last.has_previous, last.has_next) == (True, False)
    assert (last.first_row, last.last_row, len(last)) == (41, 45, 5)


def test_a_list_that_fills_its_page_exactly_has_no_next_page(rows, rf):
    assert not paging.pages(rows[:20], rf.get("/")).has_next


@pytest.mark.parametrize("asked", ["", "0", "-3", "x", "1.5", "²", "9" * 40])
def test_nonsense_is_the_first_page(rows, rf, asked):
    assert paging.pages(rows, rf.get("/", {"page": asked})).number == 1


def test_beyond_the_end_is_an_empty_page_not_an_error(rows, rf):
    page = paging.pages(rows, rf.get("/?page=9"))
    assert (len(page), page.has_next, page.first_row) == (0, False, 0)


def test_nobody_leafs_deeper_than_the_database_likes(rf):
    page = paging.pages(range(1_000_000), rf.get("/?page=99999"), size=50)
    assert page.number * page.size == paging.DEEPEST_ROW
    assert page.is_deepest
    assert not page.has_next


def test_turning_the_page_keeps_the_filters(rows, rf):
    page = paging.pages(rows, rf.get("/?stage=judged&stage=in_hand&page=2"))
    assert page.next_query == "?stage=judged&stage=in_hand&page=3"
    assert page.previous_query == "?stage=judged&stage=in_hand&page=1"
    assert page.first_query == "?stage=judged&stage=in_hand"


def test_a_count_stops_at_its_cap(rows):
    assert paging.capped_count(rows) == 45
    assert paging.capped_count(rows, cap=45) == 45
    assert paging.capped_count(rows, cap=44) == "44+"
