"""专业特长 at the desk: the vocabulary, what the register's texts say, who has which skill (T19)."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies.actions import skills as actions
from deputies.forms import services as forms
from deputies.models import Deputy, DeputySkill, Skill
from deputies.views.asking import ask
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.ui.paging import pages
from stations.views.desk import posted

KEEPERS = (Role.STATION, Role.COMMITTEE)
OFFICE = (*KEEPERS, Role.LEADER)
SIZE = 50
#: Unknown words named on the page.
NAMED = 30


@seat_required(*OFFICE)
@require_safe
def index(request):
    """词表: each skill with how many of the seat's deputies have it."""
    mine = Deputy.objects.visible_to(request.seat).order_by().values("pk")
    held = Q(deputies__state=DeputySkill.State.CONFIRMED, deputies__deputy__in=mine)
    context = {
        "skills": Skill.objects.annotate(n=Count("deputies", filter=held)).for_list(),
        "waiting": DeputySkill.objects.visible_to(request.seat).waiting().count(),
        "may_edit": request.seat.role == Role.COMMITTEE,
        "may_confirm": request.seat.role in KEEPERS,
    }
    return render(request, "deputies/services/skills.html", context)


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def new(request):
    """增加特长词."""
    return _edit(request, None, "增加特长词")


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """修改特长词."""
    return _edit(request, get_object_or_404(Skill, pk=pk), "修改特长词")


@seat_required(*KEEPERS)
@require_safe
def proposals(request):
    """从花名册识别: what waits for confirmation, and the words the vocabulary lacks."""
    asked = forms.SkillFilter(request.GET)
    rows = asked.narrow(DeputySkill.objects.visible_to(request.seat))
    texts = Deputy.objects.visible_to(request.seat).exclude(skills="").order_by()
    unknown = actions.unknown_words(texts.values_list("skills", flat=True), Skill.objects.words())
    context = {
        "filter": asked,
        "page": pages(rows.for_list(), request, size=SIZE),
        "unknown": unknown[:NAMED],
        "is_waiting": not request.GET.get("state"),
    }
    return render(request, "deputies/services/skill_proposals.html", context)


@seat_required(*KEEPERS)
@require_POST
def propose(request):
    """从花名册识别特长."""
    number = actions.propose_from_texts(by=request.seat)
    messages.success(request, f"识别出 {number} 条新的特长，请核对后确认。")
    return redirect("deputies:skill_proposals")


@seat_required(*KEEPERS)
@require_POST
def confirm(request):
    """确认或不采用, those ticked or all that wait."""
    waiting = DeputySkill.objects.visible_to(request.seat).waiting()
    if request.POST.get("which") != "all":
        keys = [key for key in request.POST.getlist("pk") if key.isascii() and key.isdigit()]
        waiting = waiting.filter(pk__in=[int(key) for key in keys if len(key) < 19])
    is_right = request.POST.get("answer") != "no"
    number = actions.confirm(waiting, is_right=is_right, by=request.seat)
    if number:
        messages.success(request, f"已{'确认' if is_right else '标为不采用'} {number} 条。")
    else:
        messages.warning(request, "没有选中待确认的条目。")
    return redirect("deputies:skill_proposals")


@seat_required(*KEEPERS, Role.DEPUTY)
@require_http_methods(["GET", "POST"])
def of_deputy(request, pk):
    """一位代表的特长: told by the office or by himself; shown in public only when he agrees."""
    deputy = get_object_or_404(Deputy.objects.visible_to(request.seat).public(), pk=pk)
    form = forms.DeputySkillForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.give(deputy, by=request.seat, **form.cleaned_data)
        messages.success(request, "已登记。")
        return redirect("deputies:deputy_skills", pk=deputy.pk)
    rows = deputy.known_skills.exclude(state=DeputySkill.State.REJECTED)
    context = {"deputy": deputy, "form": form, "known": rows.for_list()}
    status = 422 if form.is_bound else 200
    return render(request, "deputies/services/deputy_skills.html", context, status=status)


@seat_required(*KEEPERS, Role.DEPUTY)
@require_http_methods(["GET", "POST"])
def take_away(request, pk):
    """移除特长."""
    rows = DeputySkill.objects.visible_to(request.seat).select_related("deputy", "skill")
    known = get_object_or_404(rows, pk=pk)
    back = reverse("deputies:deputy_skills", args=[known.deputy_id])
    if request.method == "POST":
        actions.take_away(known, by=request.seat)
        messages.success(request, "已移除。")
        return redirect(back)
    return ask(
        request,
        heading=f"移除特长：{known.skill.name}",
        form=None,
        button="移除",
        back=(back, f"{known.deputy.name}的特长"),
        notes=["移除后不再按这项特长推荐该代表，站点网页也不再显示。"],
        danger=True,
    )


def _edit(request, skill, heading):
    form = forms.SkillForm(posted(request), instance=skill)
    if request.method == "POST" and form.is_valid():
        entry = None if skill is None else Skill.objects.get(pk=skill.pk)
        actions.save_skill(entry, by=request.seat, **form.cleaned_data)
        messages.success(request, "已保存。")
        return redirect("deputies:skills")
    back = (reverse("deputies:skills"), "专业特长词表")
    return ask(request, heading=heading, form=form, button="保存", back=back)
