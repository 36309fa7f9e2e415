"""What no page of ours may do: write when it is only looked at, or carry code between its tags."""

import re
from html.parser import HTMLParser

#: A page that is only looked at may move the end of its session and leave a trace of having been read;
#: the sign-in library notes on the spare codes themselves that they were shown.
MAY_WRITE = re.compile(r'"(django_session|audit_event|mfa_authenticator)"')
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|TRUNCATE|MERGE|CREATE|ALTER|DROP)\b", re.IGNORECASE)


def refuse_writes(execute, sql, params, many, context):
    """A database wrapper under which a statement that changes anything fails the test."""
    assert not WRITES.match(str(sql)) or MAY_WRITE.search(str(sql)), f"a GET writes: {sql}"
    return execute(sql, params, many, context)


class Scanner(HTMLParser):
    """Collects the sins of one page in `sins`."""

    def __init__(self):
        super().__init__()
        self.sins: list[str] = []
        self._open_form = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        line = self.getpos()[0]
        self.sins += [
            f"line {line}: <{tag}> has the inline handler {name}"
            for name in given
            if name.startswith("on") or name.startswith("hx-on")
        ]
        if "style" in given:
            self.sins.append(f"line {line}: <{tag}> has an inline style")
        if tag in {"script", "style"} and not ("src" in given or given.get("nonce")):
            is_data = given.get("type") == "application/json"
            self.sins += [] if is_data else [f"line {line}: <{tag}> has no nonce"]
        self._follow_form(tag, given, line)

    def _follow_form(self, tag, given, line):
        if tag == "form" and (given.get("method") or "").lower() == "post":
            self._open_form = f"line {line}: a form that posts has no CSRF token"
        if tag == "input" and given.get("name") == "csrfmiddlewaretoken":
            self._open_form = ""

    def handle_endtag(self, tag):
        if tag == "form" and self._open_form:
            self.sins.append(self._open_form)
            self._open_form = ""


def sins_of(html: str) -> list[str]:
    """Everything wrong with this page, one line each."""
    scanner = Scanner()
    scanner.feed(html)
    left_over = [f"left over: {mark}" for mark in ("{{", "{%", "{#") if mark in html]
    return scanner.sins + left_over


def scan(request, response) -> None:
    """Fail when `response` is a page with a sin."""
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return
    sins = sins_of(response.content.decode())
    assert not sins, f"{request.method} {request.path}: {sins}"
