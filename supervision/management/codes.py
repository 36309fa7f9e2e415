"""Codes for the demonstration: those of the officer's station, one on its third card, and scans."""

from datetime import timedelta

from deputies.actions import codes, profile
from deputies.models import ProfileChoice, PublicCode, deputy_of
from deputies.models.codes import counted
from liaison import clock
from stations.models import station_of
from supervision.management.demonstration import seat

SCANS = (3, 5, 0, 8, 2, 4, 6)


def load() -> None:
    """代表码: issued, scanned in the week past, one changed for a new one."""
    officer, deputy = seat("zhanyuan"), deputy_of(seat("daibiao"))
    codes.issue_missing(station_of(officer), by=officer)
    shown = {ProfileChoice.Part.SKILLS: True, ProfileChoice.Part.SUGGESTIONS: True}
    profile.choose(deputy, shown=shown, by=seat("daibiao"))
    others = PublicCode.objects.standing().filter(deputy__isnull=False).exclude(deputy=deputy)
    if lost := others.order_by("pk").first():
        codes.rotate(lost, reason="名片遗失，重新制作", by=officer)
    today = clock.today()
    for code in PublicCode.objects.standing().order_by("pk")[:8]:
        for days, times in enumerate(SCANS, start=1):
            if times:
                counted(code.pk, today - timedelta(days=days), times + code.pk % 3)
