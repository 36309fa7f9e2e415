"""What residents see of deputies: those of a station, by name, level and post (代表法 art. 58)."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from deputies.models import Deputy, DeputySkill
from liaison import clock
from liaison.ui.paging import pages
from stations.models import Station

PAGE_SIZE = 50


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
