"""Deputies report to the voters once a term: planned, voted on by enough, fed back, filed, published."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction

from deputies.actions import reporting
from deputies.models import DeputySeat, Obligation, Reporting
from deputies.record import events
from liaison import clock
from liaison.accounts.roles import Role
from liaison.audit.models import Event
from liaison.errors import Refused
from liaison.notices.models import Message
from tests.factories.accounts import SeatFactory
from tests.factories.deputies import DeputyFactory, MandateFactory, MembershipFactory
from tests.factories.merits import BALLOTS, CONTENTS
from tests.factories.network import Network

HEADINGS = [
    "参加会议和审议",
    "联系选民和群众",
    "提出建议和督促办理",
    "参加视察、调研和监督",
    "不足和今后打算",
]


@pytest.fixture
def place():
    network = Network()
    assert network.seats
    return network


@pytest.fixture
def officer(client, place):
    client.force_login(place.seats[Role.STATION].user)
    return client


def planned(place, **more) -> Reporting:
    details = {"station": place.station, "held_on": clock.today(), "place": "翠湖社区礼堂"}
    mandate = place.deputy.mandates.get()
    return reporting.plan(mandate, by=place.seats[Role.STATION], **(details | more))


def reported(place) -> Reporting:
    return reporting.report(planned(place), by=place.seats[Role.DEPUTY], **CONTENTS)


def step(client, one, key, **said):
    return client.post(f"/desk/reporting/{one.pk}/{key}/", said)


def test_a_report_goes_its_way_and_everybody_reads_it_when_it_is_published(place, client, officer):
    plan = f"/desk/reporting/new/{place.deputy.mandates.get().pk}/"
    officer.post(
        plan, {"station": place.station.pk, "held_on": str(clock.today()), "place": "社区礼堂"}
    )
    one = Reporting.objects.get()
    public = f"/s/{place.station.code}/reporting/{one.pk}/"
    client.force_login(place.seats[Role.DEPUTY].user)
    step(client, one, "report", **CONTENTS)
    client.force_login(place.seats[Role.STATION].user)
    step(client, one, "vote", **BALLOTS, voiced="希望多到网格走访。")
    step(client, one, "feed_back", feedback="总体满意，请多走访。", on=str(clock.today()))
    step(client, one, "put_on_file", file_no="SZ-2026-01")
    assert client.get(public).status_code == 404
    client.force_login(place.seats[Role.COMMITTEE].user)
    step(client, one, "publish")
    client.logout()
    page = client.get(public).content.decode()
    assert "出席人代会三次，全勤。" in page
    assert "48" in page
    assert "88.9%" in page  # 48 of the 54 valid ballots
    verbs = Event.objects.filter(verb__startswith="reporting.").order_by("at", "pk")
    assert [one.verb.partition(".")[2] for one in verbs] == [
        "plan", "report", "vote", "feed_back", "file", "publish",
    ]  # fmt: skip


def test_who_has_not_reported_this_term_stands_on_the_list_by_name(place, officer):
    other = DeputyFactory(name="赵未述")
    MandateFactory(deputy=other)
    MembershipFactory(deputy=other, station=place.station)
    page = officer.get("/desk/reporting/missing/").content.decode()
    assert "王代表" in page
    assert "赵未述" in page
    reporting.vote(reported(place), by=place.seats[Role.STATION], **BALLOTS)
    page = officer.get("/desk/reporting/missing/").content.decode()
    assert "王代表" not in page
    assert "赵未述" in page
    assert '市级 1 人，已述职 <b class="num">1</b> 人' in page
    book = officer.get("/desk/reporting/missing.xlsx")
    assert book["Content-Type"].endswith("sheet")


def test_a_report_of_the_last_term_does_not_count_for_this_one(place, officer):
    row = reported(place)
    past = MandateFactory(
        deputy=place.deputy, from_on=date(2017, 1, 1), to_on=date(2021, 12, 31), end_reason="term"
    )
    Reporting.objects.filter(pk=row.pk).update(mandate=past)
    reporting.vote(row, by=place.seats[Role.STATION], **BALLOTS)
    assert "王代表" in officer.get("/desk/reporting/missing/").content.decode()


def test_fewer_voters_than_the_document_asks_make_no_vote(place, officer):
    one = reported(place)
    answer = step(
        officer, one, "vote", **(BALLOTS | {"present": 49, "handed_out": 49, "satisfied": 41})
    )
    assert answer.status_code == 409
    assert "到会选民代表 49 人，少于规定的 50 人" in answer.content.decode()
    rule = Obligation.objects.get(key="reporting_voters")
    assert rule.document.title == "代表述职评议与结构统计办法"
    Obligation.objects.filter(pk=rule.pk).update(value="30")
    enough = BALLOTS | {"present": 49, "handed_out": 49, "satisfied": 41}
    assert step(officer, one, "vote", **enough).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"satisfied": 47}, "合计 55 张"),
        ({"handed_out": 60, "satisfied": 52}, "不能多于到会的选民代表"),
        ({"void": ""}, "无效票"),
        ({"fair": -1}, "基本满意"),
    ],
)
def test_ballots_that_do_not_add_up_are_asked_again(place, officer, wrong, said):
    one = reported(place)
    answer = step(officer, one, "vote", **(BALLOTS | wrong))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    one.refresh_from_db()
    assert one.stage == "reported"


def test_the_database_refuses_ballots_that_do_not_add_up(place):
    one = reporting.vote(reported(place), by=place.seats[Role.STATION], **BALLOTS)
    with pytest.raises(IntegrityError, match="reporting_ballots_add_up"), transaction.atomic():
        Reporting.objects.filter(pk=one.pk).update(satisfied=47)
    with pytest.raises(IntegrityError, match="reporting_enough_voters"), transaction.atomic():
        Reporting.objects.filter(pk=one.pk).update(minimum=57)


def test_a_report_lacking_one_of_the_five_parts_is_not_taken(place):
    one = planned(place)
    with pytest.raises(Refused, match="报告还缺：联系选民和群众"):
        reporting.report(one, by=place.seats[Role.DEPUTY], **(CONTENTS | {"contacts": "  "}))
    one = reporting.report(one, by=place.seats[Role.DEPUTY], **CONTENTS)
    assert [heading for heading, _ in one.contents] == HEADINGS


def test_the_vote_is_not_recorded_before_the_day_nor_the_report_changed_after(place):
    with time_machine.travel("2026-11-20 09:00+08:00", tick=False):
        one = planned(place, held_on=date(2026, 11, 25))
        reporting.report(one, by=place.seats[Role.DEPUTY], **CONTENTS)
        with pytest.raises(Refused, match="到日才能记录"):
            reporting.vote(one, by=place.seats[Role.STATION], **BALLOTS)
    with time_machine.travel("2026-11-25 18:00+08:00", tick=False):
        reporting.vote(one, by=place.seats[Role.STATION], **BALLOTS)
        with pytest.raises(Refused, match="不能提交报告"):
            reporting.report(one, by=place.seats[Role.DEPUTY], **CONTENTS)


def test_a_day_outside_the_term_and_a_day_taken_are_refused(place, officer):
    planned(place)
    with pytest.raises(Refused, match="同一天已安排述职"):
        planned(place)
    with pytest.raises(Refused, match="不在该代表的任期内"):
        planned(place, held_on=date(2021, 1, 1))


def test_the_deputy_is_told_and_another_deputy_finds_nothing(place, client):
    one = planned(place)
    told = Message.objects.get(to_user=place.seats[Role.DEPUTY].user, channel="in_site")
    assert "您的述职已安排" in told.subject
    assert "翠湖社区礼堂" in told.body
    stranger = SeatFactory(role=Role.DEPUTY)
    DeputySeat.objects.create(seat=stranger, deputy=DeputyFactory())
    client.force_login(stranger.user)
    assert client.get(one.get_absolute_url()).status_code == 404
    client.force_login(place.seats[Role.DEPUTY].user)
    assert client.get(one.get_absolute_url()).status_code == 200
    assert "本届未述职" not in client.get("/desk/reporting/").content.decode()


def test_a_cancelled_one_says_why_and_leaves_the_deputy_on_the_list(place, officer):
    one = planned(place)
    assert step(officer, one, "cancel").status_code == 422
    step(officer, one, "cancel", reason="代表因公出差")
    assert "已取消：代表因公出差" in officer.get(one.get_absolute_url()).content.decode()
    assert "王代表" in officer.get("/desk/reporting/missing/").content.decode()


def test_the_report_stands_in_the_record_once_it_was_voted_on(place):
    one, today = reported(place), clock.today()
    mine = [place.deputy.pk]
    assert [e for e in events(mine, today, today) if e.kind == "reporting"] == []
    reporting.vote(one, by=place.seats[Role.STATION], **BALLOTS)
    (event,) = [e for e in events(mine, today, today) if e.kind == "reporting"]
    assert event.key == f"reporting:{one.pk}"
    assert event.url == one.get_absolute_url()


def test_the_list_and_a_report_cost_few_statements(place, officer, django_assert_max_num_queries):
    one = reporting.vote(reported(place), by=place.seats[Role.STATION], **BALLOTS)
    for address in ("/desk/reporting/", one.get_absolute_url(), "/desk/reporting/missing/"):
        officer.get(address)
        with django_assert_max_num_queries(12):
            officer.get(address)
