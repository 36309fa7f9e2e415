"""How a list is cut into pages without ever counting it: one row more is fetched than is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

#: Rows past this offset are reached by filtering, not by leafing: the database never skips more.
DEEPEST_ROW = 10_000


@dataclass(frozen=True)
class Page:
    """The rows on screen, and whether there are pages before and after.

    `query` is the address's query string, so that links keep the filters.
    """

    items: list
    number: int
    size: int
    has_next: bool
    query: QueryDict
    is_deepest: bool = False

    def __iter__(self) -> Iterator:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def first_row(self) -> int:
        """Position in the whole list of the first row shown, from 1; 0 when the page is empty."""
        return (self.number - 1) * self.size + 1 if self.items else 0

    @property
    def last_row(self) -> int:
        """Position in the whole list of the last row shown."""
        return (self.number - 1) * self.size + len(self.items)

    @property
    def next_query(self) -> str:
        """`?…` leading to the next page, filters kept."""
        return query_with(self.query, page=self.number + 1)

    @property
    def previous_query(self) -> str:
        """`?…` leading to the page before, filters kept."""
        return query_with(self.query, page=self.number - 1)

    @property
    def first_query(self) -> str:
        """`?…` leading to the first page, filters kept."""
        return query_with(self.query, page=None)


def pages(queryset: QuerySet | list, request: HttpRequest, size: int = 20) -> Page:
    """The page of `queryset` that `?page=` asks for, `size` rows long; nonsense means page 1.

    Costs one statement with LIMIT size + 1 and no count, so that a list of a hundred thousand
    rows opens as fast as one of a hundred. The order must be set by the caller.
    """
    last_page = max(1, DEEPEST_ROW // size)
    number = min(_page_number(request.GET.get("page", "")), last_page)
    start = (number - 1) * size
    rows = list(queryset[start : start + size + 1])
    more = len(rows) > size
    return Page(
        items=rows[:size],
        number=number,
        size=size,
        has_next=more and number < last_page,
        query=request.GET,
        is_deepest=more and number == last_page,
    )


def capped_count(queryset: QuerySet, cap: int = 1000) -> int | str:
    """How many rows there are, up to `cap`; beyond it the text "1000+", at the price of `cap` rows."""
    found = queryset.order_by()[: cap + 1].count()
    return found if found <= cap else f"{cap}+"


def capped_counts(querysets: Sequence[QuerySet], cap: int = 1000) -> list[int | str]:
    """`capped_count` of each, in their order, all of them in one statement; none for no querysets."""
    parts = [_counted(queryset, cap) for queryset in querysets]
    if not parts:
        return []
    params = [param for _, given in parts for param in given]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sql for sql, _ in parts)}", params)
        return [found if found <= cap else f"{cap}+" for found in cursor.fetchone()]


def _counted(queryset: QuerySet, cap: int) -> tuple[str, Sequence]:
    """The count of `queryset` up to one more than `cap`, as an expression and its parameters."""
    try:
        sql, params = queryset.order_by().values("pk")[: cap + 1].query.sql_with_params()
    except EmptyResultSet:
        return "0", ()
    return f"(SELECT count(*) FROM ({sql}) AS counted)", params


def query_with(query: QueryDict, **changes: object) -> str:
    """`query` as `?…` with some values changed; None or "" removes one."""
    changed = query.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if value not in (None, ""):
            changed[name] = str(value)
    return f"?{changed.urlencode()}"


def _page_number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else 1
