"""Congresses, terms and switches for tests."""

import json
from datetime import date

from deputies.actions import succession as actions
from deputies.documents.succession import rehearse
from deputies.models import Congress, CongressTerm, Level
from tests.deputies.rows import HEADINGS
from tests.factories.deputies import DeputyFactory, MandateFactory, MembershipFactory

COUNTY = "340705000000"
BEGINS_ON = date(2026, 11, 20)


def term(level=Level.COUNTY, code=COUNTY, number="第三届", from_on=date(2022, 1, 1), **more):
    """A term of the congress of `level` around `code`, both made where missing."""
    congress, _ = Congress.objects.get_or_create(
        level=level, division_code=code, defaults={"name": f"{code[:6]}人民代表大会"}
    )
    found, _ = CongressTerm.objects.get_or_create(
        congress=congress, number=number, defaults={"from_on": from_on, **more}
    )
    return found


def holder(name, *, of, station=None, certificate_no, phone="", electorate="第一选区", **more):
    """A deputy with a mandate in the term `of`, assigned to `station`."""
    deputy = DeputyFactory(name=name, phone=phone)
    MandateFactory(
        deputy=deputy,
        congress_term=of,
        level=of.congress.level,
        term=of.number,
        certificate_no=certificate_no,
        electorate=electorate,
        **more,
    )
    if station is not None:
        MembershipFactory(deputy=deputy, station=station)
    return deputy


def row(name, certificate_no, *, phone="", station="", electorate="第一选区", **cells):
    """A row of a new term's roster in the order of HEADINGS."""
    values = {
        "姓名": name,
        "出生年月": "1970-01",
        "手机号": phone,
        "代表层级": "县级",
        "届次": "第四届",
        "代表证号": certificate_no,
        "选区/选举单位": electorate,
        "当选日期": "2026-11-01",
        "编入联络站代码": station,
    } | cells
    return [values.get(heading, "") for heading in HEADINGS]


def loaded(congress, *rows, begins_on=BEGINS_ON, number="第四届", by=None):
    """A switch of `congress` with this roster."""
    switch = actions.prepare(congress, number=number, begins_on=begins_on, by=by)
    table = list(enumerate([["新一届代表名册"], HEADINGS, *rows], start=1))
    return actions.load(switch, rows=json.loads(json.dumps(table)), file_name="新.xlsx", by=by)


def confirmed(switch, by=None):
    """The switch, confirmed."""
    return actions.confirm(switch, rehearse=rehearse, by=by)
