"""The guards of the tests themselves bite: each is broken once on purpose."""

import pytest
from django.db import connection

from liaison.accounts.models import User
from tests.pages import refuse_writes, sins_of

FORM = '<form method="post" action="/x/">{}</form>'


@pytest.mark.parametrize(
    ("html", "sin"),
    [
        ('<a onclick="go()">去</a>', "inline handler"),
        ('<p style="color:red">红</p>', "inline style"),
        ("<script>let x</script>", "no nonce"),
        ("<style>p{}</style>", "no nonce"),
        ("<p>{{ seat.label }}</p>", "left over"),
        (FORM.format("<button>提交</button>"), "no CSRF token"),
    ],
)
def test_a_page_with_a_sin_is_found_out(html, sin):
    assert any(sin in found for found in sins_of(html))


def test_a_clean_page_has_no_sin():
    page = '<script nonce="n">let x</script><script src="/s.js"></script>' + FORM.format(
        '<input type="hidden" name="csrfmiddlewaretoken" value="t">'
    )
    assert sins_of(page) == []


def test_a_page_that_is_looked_at_may_read_and_not_write():
    with connection.execute_wrapper(refuse_writes):
        assert not User.objects.filter(username="nobody").exists()
        with pytest.raises(AssertionError, match="a GET writes"):
            User.objects.filter(username="nobody").update(name="somebody")
