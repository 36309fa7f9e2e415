"""What residents see of deputies: those of a station, by name, level and post (代表法 art. 58)."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from deputies.models import Deputy, DeputySkill, Duty
from liaison import clock
from liaison.ui.paging import pages
from stations.models import Activity, Form, Station
from stations.workflow import ActivityStage

PAGE_SIZE = 50
#: The duty calendar reaches this far ahead; receptions are made 45 days ahead.
DUTY_AHEAD = timedelta(days=62)


@login_not_required
@require_safe
def of_station(request, code):
    """本站代表: nothing but what the law makes public; the station's page embeds the list."""
    today = clock.today()
    station = get_object_or_404(Station.objects.open_on(today), code=code)
    deputies = Deputy.objects.public().member_of(station, today).in_office(today)
    shown = DeputySkill.objects.public().select_related("skill").order_by("skill__rank", "pk")
    skilled = Prefetch("known_skills", shown, to_attr="skills_shown")
    rows = deputies.for_list().with_posts(today).prefetch_related(skilled)
    page = pages(rows, request, size=PAGE_SIZE)
    return render(request, "deputies/of_station.html", {"station": station, "page": page})


@login_not_required
@require_safe
def duty_of_station(request, code):
    """代表值班: the receptions to come, and who is on duty at each; the station's page embeds it."""
    today = clock.today()
    station = get_object_or_404(Station.objects.open_on(today), code=code)
    on_duty = Duty.objects.filter(is_on_duty=True).exclude(answer=Duty.Answer.LEAVE)
    coming = Activity.objects.public().filter(station=station, form=Form.RECEPTION)
    coming = coming.exclude(stage=ActivityStage.CANCELLED).between(today, today + DUTY_AHEAD)
    rows = on_duty.select_related("deputy").order_by("deputy__name", "pk")
    coming = coming.order_by("starts_at", "pk").prefetch_related(
        Prefetch("duties", rows, to_attr="on_duty")
    )
    return render(request, "deputies/duty_of_station.html", {"station": station, "coming": coming})
