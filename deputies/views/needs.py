"""服务需求 at the desk and on a deputy's phone: registered, matched, answered, served, rated (T19)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from deputies.actions import needs as actions
from deputies.forms import services as forms
from deputies.models import CampaignEvent, Need, NeedInvitation, deputy_of
from deputies.views.asking import ask
from deputies.workflow import NeedStage
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.ui.paging import pages
from stations.models import station_of
from stations.views.desk import posted

KEEPERS = (Role.STATION, Role.COMMITTEE)
OFFICE = (*KEEPERS, Role.LEADER)
#: Steps whose page asks for something, by key.
FORMS = {
    "arrange": forms.ArrangeForm,
    "serve": forms.ServeForm,
    "feed_back": forms.FeedBackForm,
    "cancel": forms.ReasonForm,
}
NOTES = {
    "arrange": "将在站点建立并发布一项活动，应邀代表列为参加；代表签到后按“121”规则计进站。",
    "cancel": "撤回后不再推荐和邀请代表。",
}


@seat_required(*OFFICE)
@require_safe
def index(request):
    """服务需求: what is wanted at the seat's stations."""
    asked = forms.NeedFilter(request.GET, seat=request.seat)
    needs = asked.narrow(Need.objects.visible_to(request.seat))
    context = {
        "filter": asked,
        "page": pages(needs.for_list(), request),
        "may_register": request.seat.role in KEEPERS,
    }
    return render(request, "deputies/services/needs.html", context)


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def new(request):
    """登记需求."""
    own, today = station_of(request.seat), clock.today()
    start = {"station": own.code if own else None, "from_on": today}
    form = forms.NeedForm(posted(request), seat=request.seat, initial=start)
    if request.method == "POST" and form.is_valid():
        need = actions.register(by=request.seat, **form.cleaned_data)
        messages.success(request, "已登记，请看推荐的代表并邀请。")
        return redirect(need)
    back = (reverse("deputies:needs"), "服务需求")
    return ask(request, heading="登记服务需求", form=form, button="登记", back=back)


@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def detail(request, pk):
    """One need: what is wanted, who was asked, what can be done now, who suits it."""
    need = _seen(request, pk)
    steps = need.steps_for(request.seat)
    keys = {step.key for step in steps}
    asked = need.invitations.select_related("deputy").order_by("asked_at", "pk")
    context = {
        "need": need,
        "invitations": asked.defer("deputy__phone", "deputy__address", "deputy__id_number"),
        "steps": [step for step in steps if step.key in FORMS],
        "may_invite": "invite" in keys,
        "proposed": actions.proposed(need, clock.today()) if "invite" in keys else [],
        "is_office": request.seat.role in OFFICE,
        "own": _own_invitation(request, need),
    }
    return render(request, "deputies/services/need.html", context)


@seat_required(*KEEPERS)
@require_http_methods(["POST"])
def invite(request, pk):
    """邀请代表, those ticked."""
    need = _seen(request, pk)
    need.check_step("invite", by=request.seat)
    offered = [deputy.pk for deputy, _ in actions.proposed(need, clock.today())]
    form = forms.InviteForm(request.POST, offered=offered)
    if not form.is_valid():
        messages.error(request, "没有邀请：请勾选至少一位推荐的代表。")
        return redirect(need)
    number = actions.invite(need, deputies=form.cleaned_data["deputies"], by=request.seat)
    messages.success(request, f"已邀请 {number} 位代表，等待回复。")
    return redirect(need)


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def step(request, pk, key):
    """One step of the table that asks for something: arrange, serve, feed back, cancel."""
    need = _seen(request, pk)
    taken = need.check_step(key, by=request.seat)
    form = FORMS[key](posted(request), initial={"place": need.place, "on": need.from_on})
    if request.method == "POST" and form.is_valid():
        getattr(actions, key)(need, by=request.seat, **form.cleaned_data)
        messages.success(request, f"已办理：{taken.label}。")
        return redirect(need)
    return ask(
        request,
        heading=f"{taken.label}：{need.title}",
        form=form,
        button=taken.label,
        back=(need.get_absolute_url(), need.title),
        notes=[NOTES[key]] if key in NOTES else [],
        danger=key == "cancel",
    )


@seat_required(Role.DEPUTY)
@require_safe
def mine(request):
    """我的服务: what to answer, what was promised, what was done; the own skills."""
    rows = NeedInvitation.objects.visible_to(request.seat)
    accepted = rows.filter(answer=NeedInvitation.Answer.ACCEPTED)
    deputy = deputy_of(request.seat)
    over = (NeedStage.SERVED, NeedStage.CLOSED)
    context = {
        "waiting": rows.waiting().for_list(),
        "promised": accepted.exclude(need__stage__in=(*over, NeedStage.CANCELLED)).for_list(),
        "page": pages(accepted.filter(need__stage__in=over).for_list(), request),
        "deputy": deputy,
        "skills": deputy.known_skills.confirmed().for_list() if deputy else [],
        "events": CampaignEvent.objects.visible_to(request.seat).for_list()[:10],
    }
    return render(request, "deputies/services/mine.html", context)


@seat_required(Role.DEPUTY)
@require_http_methods(["GET", "POST"])
def answer(request, pk):
    """回复服务邀请 on the phone."""
    rows = NeedInvitation.objects.visible_to(request.seat).select_related("need__station")
    invitation = get_object_or_404(rows, pk=pk)
    need = invitation.need
    form = forms.AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.answer(invitation, coming=said["coming"], reason=said["reason"], by=request.seat)
        messages.success(request, "已回复。")
        return redirect("deputies:my_services")
    lines = [
        ("站点", need.station.name),
        ("详细情况", need.text or "—"),
        ("地点", need.place or "—"),
        ("希望", f"{need.from_on:%Y-%m-%d} 至 {need.to_on:%Y-%m-%d}"),
    ]
    back = (reverse("deputies:my_services"), "我的服务")
    return ask(request, heading=need.title, form=form, button="回复", back=back, lines=lines)


def _seen(request, pk):
    rows = Need.objects.visible_to(request.seat).select_related("station", "activity")
    return get_object_or_404(rows.prefetch_related("skills"), pk=pk)


def _own_invitation(request, need):
    if request.seat.role != Role.DEPUTY:
        return None
    return NeedInvitation.objects.visible_to(request.seat).filter(need=need).first()
