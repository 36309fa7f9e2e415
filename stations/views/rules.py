"""The library of rule documents: the list, one document with its versions, a new one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.attachments.models import Attachment
from liaison.attachments.sniff import Unacceptable
from liaison.ui.paging import pages
from stations import checklist
from stations.actions import standards as actions
from stations.forms import standards as forms
from stations.models import RuleDocument, station_of
from stations.views.desk import posted


@seat_required()
@require_safe
def index(request):
    """制度文件: what is in force on a day, or every version there ever was."""
    asked = forms.RulesFilter(request.GET if request.GET else {"on": clock.today()})
    found = asked.narrow(RuleDocument.objects.visible_to(request.seat)).for_list().defer("text")
    context = {
        "filter": asked,
        "page": pages(found, request),
        "today": clock.today(),
        "may_write": _keeps_rules(request.seat),
    }
    return render(request, "stations/standards/rules.html", context)


@seat_required()
@require_safe
def detail(request, pk):
    """One version: its text, its files, its checklist, the versions before and after."""
    rule = get_object_or_404(RuleDocument.objects.visible_to(request.seat), pk=pk)
    context = {
        "rule": rule,
        "versions": RuleDocument.objects.versions_of(rule.title).defer("text"),
        "items": rule.items.for_list(),
        "files": Attachment.objects.of(rule),
        "today": clock.today(),
        "may_write": _keeps_rules(request.seat) and rule.repealed_on is None,
    }
    return render(request, "stations/standards/rule.html", context)


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def new(request):
    """录入制度文件."""
    return _form(request, None)


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def new_version(request, pk):
    """录入新版本: begins as a copy of the version it will replace."""
    return _form(request, get_object_or_404(RuleDocument.objects.visible_to(request.seat), pk=pk))


def _form(request, replaces):
    files = request.FILES if request.method == "POST" else None
    form = forms.RuleForm(
        posted(request), files, replaces=replaces, initial=_as_it_is(replaces) if replaces else {}
    )
    if request.method == "POST" and form.is_valid():
        try:
            rule = actions.issue_rule(replaces=replaces, by=request.seat, **_given(form, replaces))
        except Unacceptable as wrong:
            form.add_error("upload", str(wrong))
        else:
            messages.success(request, f"已录入{rule}。")
            return redirect(rule)
    context = {"form": form, "replaces": replaces}
    status = 422 if form.is_bound else 200
    return render(request, "stations/standards/rule_form.html", context, status=status)


def _given(form, replaces):
    given = dict(form.cleaned_data)
    return given if replaces is None else {**given, "title": replaces.title}


def _as_it_is(rule):
    items = list(rule.items.for_list())
    return {
        "number": rule.number,
        "issuer": rule.issuer,
        "text": rule.text,
        "sheet": items[0].sheet if items else "",
        "kind": items[0].kind if items else "",
        "lines": checklist.as_lines((item.text, item.points) for item in items),
    }


def _keeps_rules(seat) -> bool:
    station = station_of(seat)
    return seat.role == Role.COMMITTEE and station is not None and station.depth == 1
