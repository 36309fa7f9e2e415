"""One page for a step of a table of steps: what will happen, what is asked, the button."""

from collections.abc import Callable, Mapping

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from liaison.attachments import sniff


def take(
    request,
    thing,
    key: str,
    *,
    acts: Mapping[str, Callable],
    form: forms.BaseForm,
    tells: str = "",
    done: str = "已办理。",
):
    """The page of step `key` of `thing`, and the step itself when it is confirmed.

    The right to it is asked before the form is read: 404 for a key without action, 403, 409, 422.
    `tells` says what the step brings about, before anybody presses the button.
    """
    if key not in acts:
        raise Http404
    step = thing.check_step(key, by=request.seat)
    if request.method == "POST" and form.is_valid():
        try:
            acts[key](thing, by=request.seat, **form.cleaned_data)
        except sniff.Unacceptable as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, done)
            return redirect(thing)
    context = {"thing": thing, "step": step, "form": form, "tells": tells}
    status = 422 if form.is_bound else 200
    return render(request, "deputies/step.html", context, status=status)
