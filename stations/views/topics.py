"""学习主题目录: the ranked catalogue of topics, kept by the deputies' work office."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from stations.actions import study as actions
from stations.forms.study import TopicForm
from stations.models import Topic
from stations.views.desk import posted
from stations.views.study import OFFICE


@seat_required(*OFFICE)
@require_safe
def index(request):
    """学习主题目录, by rank."""
    context = {"topics": Topic.objects.for_list(), "today": clock.today()}
    context["may_change"] = request.seat.role in edit.seat_roles
    return render(request, "stations/study/topics.html", context)


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def new(request):
    """增加学习主题."""
    form = TopicForm(posted(request), initial={"from_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        actions.add_topic(by=request.seat, **form.cleaned_data)
        return redirect("stations:study_topics")
    return _form_page(request, form, "增加学习主题")


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """修改学习主题."""
    topic = get_object_or_404(Topic, pk=pk)
    # The form writes its answers into the topic it is given: the action compares with another.
    form = TopicForm(posted(request), instance=get_object_or_404(Topic, pk=pk))
    if request.method == "POST" and form.is_valid():
        actions.change_topic(topic, by=request.seat, **form.cleaned_data)
        return redirect("stations:study_topics")
    return _form_page(request, form, "修改学习主题")


def _form_page(request, form, heading):
    context = {"form": form, "page_heading": heading}
    status = 422 if form.is_bound else 200
    return render(request, "stations/study/topic.html", context, status=status)
