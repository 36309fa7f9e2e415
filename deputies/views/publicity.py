"""政策传达: sent by the deputies' work office, read by stations and deputies, the unread listed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies.actions import publicity as actions
from deputies.forms.training import PublicityForm
from deputies.models import Publicity, Receipt
from deputies.views.desk import OFFICE
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.ui.paging import pages
from stations.models import ids_below
from stations.views.desk import posted

READERS = (*OFFICE, Role.DEPUTY)


@seat_required(*READERS)
@require_safe
def index(request):
    """政策传达: what the seat sent or was sent, the latest first."""
    found = Publicity.objects.visible_to(request.seat).with_counts()
    unread = Publicity.objects.unread_by(request.seat)
    context = {
        "page": pages(found.for_list(), request),
        "unread": set(unread.values_list("pk", flat=True)),
        "may_send": request.seat.role in new.seat_roles,
        "is_office": request.seat.role in OFFICE,
    }
    return render(request, "deputies/publicity/index.html", context)


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def new(request):
    """传达政策."""
    form = PublicityForm(posted(request))
    if request.method == "POST" and form.is_valid():
        policy = actions.send(by=request.seat, **form.cleaned_data)
        messages.success(request, "已传达。")
        return redirect(policy)
    status = 422 if form.is_bound else 200
    return render(request, "deputies/publicity/new.html", {"form": form}, status=status)


@seat_required(*READERS)
@require_safe
def detail(request, pk):
    """One policy; for its sender also who has read it and when, the unread first."""
    policy = get_object_or_404(
        Publicity.objects.visible_to(request.seat).with_counts().select_related("station"), pk=pk
    )
    sent_here = _sends(request.seat) and policy.station_id in ids_below(request.seat)
    context = {
        "policy": policy,
        "mine": Receipt.objects.of(request.seat).filter(publicity=policy).first(),
        "page": pages(policy.receipts.for_list(), request, size=50) if sent_here else None,
        "may_remind": sent_here and request.seat.role in remind.seat_roles,
    }
    return render(request, "deputies/publicity/detail.html", context)


@seat_required(Role.STATION, Role.DEPUTY)
@require_POST
def read(request, pk):
    """确认阅读."""
    policy = get_object_or_404(Publicity.objects.visible_to(request.seat), pk=pk)
    actions.read(policy, by=request.seat)
    messages.success(request, "已确认阅读。")
    return redirect(policy)


@seat_required(Role.COMMITTEE)
@require_POST
def remind(request, pk):
    """提醒未读, once a day at most."""
    policy = get_object_or_404(Publicity.objects.sent_below(request.seat), pk=pk)
    told = actions.remind_unread(policy, by=request.seat)
    said = f"已提醒 {told} 人。" if told else "今天已经提醒过，或没有可提醒的账号。"
    messages.success(request, said)
    return redirect(policy)


def _sends(seat) -> bool:
    """Committees send, leaders look over their shoulder."""
    return seat.role in (Role.COMMITTEE, Role.LEADER)
