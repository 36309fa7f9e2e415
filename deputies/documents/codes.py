"""What codes look like on paper: the poster on the wall, cards for the wallet, the list as Excel (J4)."""

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.timezone import localtime

from deputies.actions.profile import photo_of
from deputies.models import Deputy, Duty, Level, Mandate, ProfileChoice, PublicCode
from deputies.models.codes import shown_parts
from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.attachments.models import Attachment
from liaison.documents import excel, pdf
from stations import hours
from stations.models import Activity, Form, ReceptionRule, Station
from stations.workflow import ActivityStage

#: What fits on the poster: receptions to come, and names where none is planned.
MOST_RECEPTIONS, MOST_NAMES = 4, 16
#: 56 × 74 mm at 300 dots to the inch.
PORTRAIT = (661, 874)
WEEKDAYS = "一二三四五六日"
_PRIVATE = "无需注册，不收费。您的姓名和电话可以不填。紧急情况请拨打 110、119、120。"
_LEVELS = list(Level.values)


# -- posters ------------------------------------------------------------------------------------
def station_poster(station: Station, today: date) -> bytes:
    """站点海报: name, code, place, hours, who is on duty when, as PDF."""
    address = station_address(station)
    coming = receptions(station, today)
    return pdf.render(
        "poster",
        {
            "title": station.name,
            "above": settings.SITE_NAME if station.name != settings.SITE_NAME else "",
            "call": "有话对代表说",
            "code": pdf.qr(address),
            "photo": "",
            "how": "手机扫一扫，有事就说；每一件都有编号，随时查进度",
            "facts": [line for line in _facts(station) if line[1]],
            "duties-title": "代表接待日" if coming else "本站代表",
            "duties": coming or _names(station, today),
            "note": _PRIVATE,
            "address": address,
        },
    )


def deputy_poster(code: PublicCode, today: date) -> bytes:
    """代表海报: one deputy with name, code, station and the days he receives."""
    deputy = code.deputy
    assert deputy is not None
    shown, station = shown_parts(deputy), home_of(deputy, today)
    photo = photo_of(deputy) if ProfileChoice.Part.PHOTO in shown else None
    facts = [("代表", "、".join(title_of(each) for each in mandates_of([deputy.pk], today)))]
    if ProfileChoice.Part.POST in shown:
        facts.append(("单位职务", deputy.post))
    facts += [("联络站", station.name), *_facts(station)[:2]] if station else []
    coming = receptions(station, today, deputy) if station else []
    return pdf.render(
        "poster",
        {
            "title": deputy.name,
            "above": f"人大代表 · {station.name}" if station else "人大代表",
            "call": "扫码找代表",
            "code": pdf.qr(absolute(code)),
            "photo": _portrait(photo) if photo else "",
            "how": "手机扫一扫，看履职情况，给代表留言",
            "facts": [line for line in facts if line[1]],
            "duties-title": "接待群众时间",
            "duties": [(day, "") for day, _ in coming],
            "note": _PRIVATE,
            "address": absolute(code),
        },
    )


def _facts(station: Station) -> list[tuple[str, str]]:
    week = "；".join(f"{days} {times}" for days, times in hours.lines(station.weekly_hours))
    place = station.address
    if station.host_venue and station.host_venue not in place:
        place = f"{place}（{station.host_venue}）" if place else station.host_venue
    return [
        ("地点", place),
        ("开放时间", week or station.opening_hours),
        ("电话", station.phone),
        ("联络员", "、".join(_officers(station))),
    ]


def _officers(station: Station) -> list[str]:
    seats = Seat.objects.current(clock.today()).filter(
        role=Role.STATION, station_seat__station=station
    )
    return [seat.user.name for seat in seats.select_related("user").order_by("from_on", "pk")]


def receptions(
    station: Station, today: date, deputy: Deputy | None = None
) -> list[tuple[str, str]]:
    """The next receptions with the deputies on duty; else the fixed day of the month."""
    duties = Duty.objects.filter(
        is_on_duty=True,
        activity__station=station,
        activity__form=Form.RECEPTION,
        activity__stage=ActivityStage.PUBLISHED,
        activity__held_on__gte=today,
    ).exclude(answer=Duty.Answer.LEAVE)
    if deputy is not None:
        duties = duties.filter(deputy=deputy)
    found: dict[int, tuple[Activity, list[str]]] = {}
    for duty in duties.select_related("activity", "deputy").order_by("activity__starts_at", "pk"):
        found.setdefault(duty.activity_id, (duty.activity, []))[1].append(duty.deputy.name)
    coming = [(_moment(activity), "、".join(names)) for activity, names in found.values()]
    if coming or deputy is not None:
        return coming[:MOST_RECEPTIONS]
    rules = (
        ReceptionRule.objects.filter(station=station).running(today).order_by("day_of_month", "pk")
    )
    return [
        (f"每月 {each.day_of_month} 日 {each.begins:%H:%M}–{each.ends:%H:%M}", each.title)
        for each in rules[:MOST_RECEPTIONS]
    ]


def _moment(activity: Activity) -> str:
    begins, ends = localtime(activity.starts_at), localtime(activity.ends_at)
    day = f"{begins.month}月{begins.day}日（周{WEEKDAYS[begins.weekday()]}）"
    return f"{day}{begins:%H:%M}–{ends:%H:%M}"


def _names(station: Station, today: date) -> list[tuple[str, str]]:
    """The station's deputies by level, where no reception is planned."""
    people = Deputy.objects.member_of(station, today).in_office(today).public()
    by_level: dict[str, list[str]] = {}
    for deputy in people.for_list().with_posts(today)[:MOST_NAMES]:
        highest = min(deputy.running_mandates, key=lambda held: _LEVELS.index(held.level))
        by_level.setdefault(highest.level, []).append(deputy.name)
    return [
        (f"{Level(level).label}人大代表", "、".join(by_level[level]))
        for level in _LEVELS
        if level in by_level
    ]


# -- cards --------------------------------------------------------------------------------------
def cards(codes: Sequence[PublicCode], today: date, *, title: str, is_sheet: bool = True) -> bytes:
    """名片: each standing code of a deputy as a card, ten to an A4 sheet; or one page a card."""
    pairs = [(code, code.deputy) for code in codes if code.deputy is not None]
    pks = [deputy.pk for _, deputy in pairs]
    people = {
        each.pk: each for each in Deputy.objects.filter(pk__in=pks).public().with_posts(today)
    }
    held = defaultdict(list)
    for mandate in mandates_of(pks, today):
        held[mandate.deputy_id].append(mandate)
    made = [_card(code, people[deputy.pk], held[deputy.pk]) for code, deputy in pairs]
    return pdf.render("cards", {"title": title, "is-sheet": is_sheet, "cards": made})


def _card(code: PublicCode, deputy: Deputy, held: list[Mandate]) -> dict[str, Any]:
    station = next((each.station for each in deputy.stations_now), None)
    lines = []
    if station:
        lines = [station.name, station.address or station.host_venue, station.phone]
    return {
        "above": settings.SITE_NAME,
        "name": deputy.name,
        "post": "、".join(title_of(each) for each in held),
        "lines": [line for line in lines if line],
        "code": pdf.qr(absolute(code), is_one_of_many=True),
        "how": "扫码找我",
        "address": absolute(code),
    }


# -- the list -----------------------------------------------------------------------------------
def workbook(codes: Iterable[PublicCode]) -> bytes:
    """代表码清单 with counts; rows of `PublicCodeQuerySet.with_scans`."""
    columns = [
        ("类型", 8), ("姓名或站点", 24), ("码", 18), ("状态", 10), ("生成时间", 18),
        ("停用时间", 18), ("停用原因", 24), ("近 30 天扫码", 14), ("累计扫码", 12),
    ]  # fmt: skip
    rows = (
        (
            "代表" if code.deputy_id else "站点",
            str(code.owner),
            code.text,
            code.get_ending_display() or "在用",
            code.issued_at,
            code.ended_at or "",
            code.reason,
            code.recent,
            code.scans,
        )
        for code in codes
    )
    return excel.workbook("代表码", columns, rows)


# -- shared -------------------------------------------------------------------------------------
def station_address(station: Station) -> str:
    """Where the poster leads: by the station's code, which counts scans, else to its page."""
    code = PublicCode.objects.standing().filter(station=station).first()
    if code is not None and code.text:
        return absolute(code)
    return settings.SITE_URL + station.get_public_url()


def home_of(deputy: Deputy, today: date) -> Station | None:
    """The station a deputy is found at today; of one who has left office, the last."""
    member = deputy.memberships.select_related("station").order_by("-is_primary", "-from_on", "pk")
    now = member.running(today).first() or member.first()
    return now.station if now else None


def mandates_of(deputies: Sequence[int], today: date) -> QuerySet[Mandate]:
    """The mandates these deputies hold today, with their congresses, the first held first."""
    held = Mandate.objects.running(today).filter(deputy__in=deputies)
    return held.select_related("congress_term__congress").order_by("from_on", "pk")


def title_of(mandate: Mandate) -> str:
    """“铜陵市第十七届人大代表”; where no congress is on record, “市级第十七届人大代表”."""
    term = mandate.congress_term
    area = term.congress.name.removesuffix("人民代表大会") if term else mandate.get_level_display()
    return f"{area}{mandate.term}人大代表"


def absolute(code: PublicCode) -> str:
    return settings.SITE_URL + code.get_public_url()


def _portrait(attachment: Attachment) -> str:
    """The photo at the size it is printed, whatever kind of picture was uploaded."""
    from PIL import Image

    drawn = io.BytesIO()
    with attachment.file.open("rb") as file, Image.open(file) as image:
        small = image.convert("RGB")
        small.thumbnail(PORTRAIT)
        small.save(drawn, "JPEG", quality=88)
    return pdf.picture(drawn.getvalue())
