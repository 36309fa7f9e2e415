"""The pages that belong to no app: choosing the look, and what a page says when something fails."""

import sys

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from liaison import errors
from liaison.ui import preferences as looks


@login_not_required
@require_POST
def preferences(request):
    """Remember theme, type size and contrast in a cookie, and go back to where the visitor was."""
    chosen = looks.from_cookie(request.COOKIES.get(looks.COOKIE, "")).changed(request.POST.dict())
    response = redirect(_safe(request, request.POST.get("next", "")))
    response.set_cookie(
        looks.COOKIE,
        chosen.as_cookie(),
        max_age=looks.COOKIE_AGE_SECONDS,
        secure=request.is_secure(),
        httponly=False,
        samesite="Lax",
    )
    return response


def _safe(request, address: str) -> str:
    """`address` when it is a page of this site, else the front page: nobody is led elsewhere."""
    fine = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if fine and address.startswith("/") else "/"


def bad_request(request, exception=None):
    """400: the request itself is broken (a forged address, a host name that is not ours)."""
    return HttpResponse(render_to_string("errors/400.html"), status=400)


def denied(request, exception=None):
    """403: the page exists, but not for this seat; `exception` may carry the reason in Chinese."""
    return render(request, "errors/403.html", {"reason": _reason(exception)}, status=403)


def missing(request, exception=None):
    """404: nothing here, or nothing this seat may know of. Says the same in both cases."""
    return render(request, "errors/404.html", status=404)


def broken(request):
    """500: our own fault, unless a server behind us is gone (503) or the value impossible (400).

    Needs no database, no session and no context processor.
    """
    if answer := errors.answer_to(request, sys.exception()):
        return answer
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def csrf_refused(request, reason=""):
    """403 for a form that stood open too long or came from another site (CSRF_FAILURE_VIEW)."""
    return HttpResponse(render_to_string("errors/403_csrf.html"), status=403)


def _reason(exception) -> str:
    """What the exception says, when it was written for the person who reads it."""
    text = str(exception) if exception else ""
    return text if any("一" <= letter <= "鿿" for letter in text) else ""
