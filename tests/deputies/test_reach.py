"""A county's office imports its own deputies, and nobody else's."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from deputies.actions import register as actions
from deputies.models import Deputy
from liaison import clock
from liaison.accounts.roles import Role
from liaison.documents import excel
from stations.hierarchy import Kind
from stations.models import Station, StationSeat
from tests.deputies.rows import HEADINGS, LI, WANG, but, run
from tests.factories.stations import StationFactory, seat_in


@pytest.fixture
def elsewhere(net, client):
    """Signed in at the office of another county."""
    other = StationFactory(code="C2", kind=Kind.CENTRE, parent=net[0])
    StationFactory(code="T2", kind=Kind.STATION, parent=other)
    client.force_login(seat_in(other, Role.COMMITTEE).user)
    return client


def confirmed(client, *rows):
    content = excel.workbook("花名册", [("花名册", 20)], [HEADINGS, *rows])
    file = SimpleUploadedFile("花名册.xlsx", content)
    address = client.post("/desk/deputies/import/", {"file": file}).url
    return client.post(f"{address}confirm/")


def test_it_assigns_nobody_to_a_station_of_another_county(elsewhere):
    refused = confirmed(elsewhere, LI)
    assert refused.status_code == 422
    assert "联络站“T”不在您的管理范围内" in refused.content.decode()
    assert not Deputy.objects.exists()


def test_it_changes_nobody_who_belongs_to_another_county(elsewhere, table):
    run(table(WANG))
    taken = but(WANG, 手机号="19900009999", 编入联络站代码="T2")
    refused = confirmed(elsewhere, taken)
    assert refused.status_code == 422
    assert "不在您的管理范围内" in refused.content.decode()
    assert Deputy.objects.get().phone == "19900000001"


def test_it_imports_its_own(elsewhere):
    assert confirmed(elsewhere, but(LI, 编入联络站代码="T2")).status_code == 302
    assert Deputy.objects.get().name == "李明"


def test_a_line_number_too_long_to_be_one_is_no_answer(elsewhere):
    content = excel.workbook("花名册", [("花名册", 20)], [HEADINGS, but(LI, 编入联络站代码="T2")])
    file = SimpleUploadedFile("花名册.xlsx", content)
    address = elsewhere.post("/desk/deputies/import/", {"file": file}).url
    sent = elsewhere.post(
        f"{address}confirm/",
        f"who-{'9' * 5000}=new",
        content_type="application/x-www-form-urlencoded",
    )
    assert sent.status_code == 302


def test_a_deputy_who_leaves_next_week_is_its_own_until_then(net, table):
    run(table(WANG))
    office = seat_in(net[1], Role.COMMITTEE)
    wang = Deputy.objects.get()
    next_week = clock.today() + timedelta(days=7)
    actions.assign(wang, station=net[0], on=next_week, by=None)
    assert wang in Deputy.objects.visible_to(office)


def test_a_deputy_who_comes_next_week_can_be_looked_at_already(net, elsewhere, table):
    run(table(WANG))
    station = Station.objects.get(code="T2")
    next_week = clock.today() + timedelta(days=7)
    actions.assign(Deputy.objects.get(), station=station, on=next_week, by=None)
    office = StationSeat.objects.get(station__code="C2").seat
    assert Deputy.objects.visible_to(office).exists()
