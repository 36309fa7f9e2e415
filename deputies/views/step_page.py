"""How a step about points is asked for: what will happen, the form or only a yes, one page for all."""

from django.shortcuts import render


def ask(request, title, form, *, back, said="", warn=(), button=""):
    """The page of one step; 422 when it was sent wrong.

    title: what is done; said: to what; warn: what will happen, line by line; back: where not doing
    it leads; button: the words on it, the title where none are given.
    """
    told = {
        "step_title": title,
        "form": form,
        "back": back,
        "said": said,
        "warn": warn,
        "button": button or f"确认{title}",
    }
    status = 422 if form.is_bound else 200
    return render(request, "deputies/points/ask.html", told, status=status)


def accepted(request, form) -> bool:
    """Whether this request is a form sent, and sent well."""
    return request.method == "POST" and form.is_valid()
