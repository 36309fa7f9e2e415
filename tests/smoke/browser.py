"""A person at the site: a browser without scripts, out of the standard library."""

import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar

VOID = {"input", "br", "img", "meta", "link", "hr"}


class Failed(Exception):
    """The site did not do what a person expected; the message says what."""


@dataclass
class Form:
    """A form of a page: where it goes and what is filled in already."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    options: dict[str, dict[str, str]] = field(default_factory=dict)


class Page(HTMLParser):
    """What a person reads on a page: its text, its forms, its marked values, its links."""

    def __init__(self, address: str, status: int, html: str) -> None:
        super().__init__()
        self.address, self.status, self.html = address, status, html
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.marked: dict[str, str] = {}
        self.words: list[str] = []
        self._form: Form | None = None
        self._inside: list[tuple[str, str]] = []
        self._select = self._option = ""
        self.feed(html)

    @property
    def text(self) -> str:
        """Everything written on the page, in one line."""
        return " ".join(" ".join(self.words).split())

    def form(self, path: str) -> Form:
        """The form that is sent to `path`. Raises Failed when the page has none."""
        here = urllib.parse.urlsplit(self.address).path
        for form in self.forms:
            if (urllib.parse.urlsplit(form.action).path or here) == path:
                return form
        raise Failed(f"页面 {self.address} 上没有提交到 {path} 的表单：{self.text[:300]}")

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("action", ""))
            self.forms.append(self._form)
        if tag == "a":
            self.links.append(given.get("href", ""))
        if self._form is not None:
            self._field(tag, given)
        if tag not in VOID:
            mark = next((n.removeprefix("data-") for n in given if n in MARKS), "")
            self._inside.append((tag, mark))

    def handle_endtag(self, tag):
        while self._inside and self._inside.pop()[0] != tag:
            continue
        if tag == "form":
            self._form = None

    def handle_data(self, data):
        tag, mark = self._inside[-1] if self._inside else ("", "")
        if tag in {"script", "style"}:
            return
        if mark:
            self.marked[mark] = data.strip()
        if self._form is not None and tag == "textarea":
            name = self._select
            self._form.fields[name] = self._form.fields.get(name, "") + data.removeprefix("\n")
        if self._form is not None and tag == "option":
            self._form.options.setdefault(self._select, {})[data.strip()] = self._option
        self.words.append(data)

    def _field(self, tag, given):
        assert self._form is not None
        name = given.get("name", "")
        if tag == "input" and name and given.get("type") not in {"file", "submit"}:
            chosen = given.get("type") not in {"radio", "checkbox"} or "checked" in given
            if chosen:
                self._form.fields[name] = given.get("value", "")
        elif tag in {"select", "textarea"}:
            self._select = name
            if tag == "textarea":
                self._form.fields[name] = ""
        elif tag == "option":
            self._option = given.get("value", "")
            if "selected" in given:
                self._form.fields[self._select] = self._option


MARKS = {"data-number", "data-code"}


class Browser:
    """One person's browser; each has cookies of its own."""

    def __init__(self, site: str) -> None:
        self.site = site
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str, *, expect: int = 200) -> Page:
        """Open `path`. Raises Failed when the answer has another status."""
        return self._open(urllib.request.Request(self._url(path)), expect)

    def send(self, page: Page, path: str, **fields: str) -> Page:
        """Fill in the form of `page` that goes to `path`, and send it."""
        form = page.form(path)
        body = urllib.parse.urlencode(form.fields | fields).encode()
        request = urllib.request.Request(
            self._url(path), data=body, headers={"Referer": page.address}
        )
        return self._open(request, 200)

    def fill(self, path: str, **fields: str) -> Page:
        """Open the page of a form and send it."""
        return self.send(self.get(path), urllib.parse.urlsplit(path).path, **fields)

    def sign_in(self, username: str, password: str) -> "Browser":
        """Sign in; gives this browser back."""
        page = self.fill("/accounts/login/", login=username, password=password)
        if "/accounts/login/" in page.address:
            raise Failed(f"{username} 登录失败：{page.text[:300]}")
        return self

    def _url(self, path: str) -> str:
        return urllib.parse.urljoin(self.site, path)

    def _open(self, request, expect: int) -> Page:
        try:
            with self._opener.open(request, timeout=30) as answer:
                page = Page(answer.url, answer.status, answer.read().decode())
        except urllib.error.HTTPError as error:
            page = Page(request.full_url, error.code, error.read().decode())
        if page.status != expect:
            raise Failed(f"{request.full_url} 返回 {page.status}：{page.text[:400]}")
        return page
