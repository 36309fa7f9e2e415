"""The page of one question: what will happen, the form, the button; 422 when it was sent wrong."""

from django.shortcuts import render


def ask(request, *, heading, form, button, back, lines=(), notes=(), danger=False):
    """`back`: (address, label) of where one came from; `lines`: (label, value) of what is known."""
    context = {"page_heading": heading, "form": form, "button": button, "danger": danger}
    context |= {"back_url": back[0], "back_label": back[1], "lines": lines, "notes": notes}
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "deputies/ask.html", context, status=status)
