"""服务进万家: events under exactly six themes, and a year's report whose sums are right (T18)."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest

from deputies import indicators, record
from deputies.models import CampaignEvent
from deputies.vocabulary import Campaign
from liaison import clock
from liaison.accounts.roles import Role
from liaison.documents import excel
from stations.hierarchy import Kind
from tests.factories.deputies import DeputyFactory, MandateFactory, MembershipFactory
from tests.factories.stations import StationFactory, seat_in

LIST = "/desk/services/campaigns/"


@pytest.fixture
def officer(client, net):
    seat = seat_in(net[2], Role.STATION)
    client.force_login(seat.user)
    return seat


@pytest.fixture
def people(net):
    made = []
    for name in ("王芳", "李明"):
        deputy = MandateFactory(deputy=DeputyFactory(name=name)).deputy
        MembershipFactory(deputy=deputy, station=net[2])
        made.append(deputy)
    return made


def given(people, number=1, **more):
    return {
        "theme": "fire",
        "title": f"入户查消防{number}",
        "held_on": clock.today().isoformat(),
        "hours": "2.5",
        "beneficiaries": 30,
        "result": "排查隐患 3 处。",
        "deputies": [each.pk for each in people],
        "once": f"11111111-1111-4111-8111-1111111111{number:02}",
    } | more


def html(answer):
    return answer.content.decode()


def test_the_years_report_has_exactly_the_six_and_right_sums(client, officer, people):
    client.post(f"{LIST}new/", given(people))
    client.post(f"{LIST}new/", given(people[:1], 2, hours="1", beneficiaries=5))
    client.post(f"{LIST}new/", given(people[:1], 3, theme="health", hours="4", beneficiaries=7))
    year = clock.today().year
    lines = indicators.campaigns_of_year(CampaignEvent.objects.all(), year)
    assert [line.label for line in lines] == [
        "消防安全", "铜心解纷", "关爱维权", "健康服务", "文明乡风", "困难帮扶", "合计",
    ]  # fmt: skip
    fire, whole = lines[0], lines[-1]
    assert (fire.events, fire.deputies, fire.attendances) == (2, 2, 3)
    assert (fire.hours, fire.service_hours, fire.beneficiaries) == (
        Decimal("3.5"), Decimal("6.0"), 35,
    )  # fmt: skip
    assert (whole.events, whole.deputies, whole.attendances, whole.beneficiaries) == (3, 2, 4, 42)
    assert whole.hours == sum(line.hours for line in lines[:-1])
    assert whole.service_hours == sum(line.service_hours for line in lines[:-1])
    assert "合计" in html(client.get(f"{LIST}report/?year={year}"))
    book = client.get(f"/desk/services/campaigns/report.xlsx?year={year}")
    rows = [cells for _, cells in excel.read_rows(io.BytesIO(book.content))]
    assert [row[0] for row in rows[1:]] == [*Campaign.labels, "合计"]
    assert client.get(f"/desk/services/campaigns/report.docx?year={year}").content[:2] == b"PK"


def test_the_same_form_twice_is_one_event(client, officer, people):
    for _ in range(2):
        assert client.post(f"{LIST}new/", given(people)).status_code == 302
    assert CampaignEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"theme": "seventh"}, "主题"),
        ({"hours": "0"}, "时长"),
        ({"hours": "25"}, "时长"),
        ({"beneficiaries": "-1"}, "受益人数"),
        ({"deputies": []}, "请勾选至少一位参加的代表"),
        ({"result": ""}, "成效"),
    ],
)
def test_what_does_not_fit_is_asked_again(client, officer, people, wrong, said):
    answer = client.post(f"{LIST}new/", given(people, **wrong))
    assert answer.status_code == 422
    assert said in html(answer)
    assert not CampaignEvent.objects.exists()


def test_a_day_to_come_is_refused(client, officer, people):
    ahead = (clock.today() + timedelta(days=1)).isoformat()
    answer = client.post(f"{LIST}new/", given(people, held_on=ahead))
    assert answer.status_code == 409
    assert "请在举行后登记" in html(answer)


def test_an_event_is_put_right_and_exported(client, officer, people):
    client.post(f"{LIST}new/", given(people))
    event = CampaignEvent.objects.get()
    client.post(f"{LIST}{event.pk}/edit/", given(people[:1], theme="health"))
    event.refresh_from_db()
    assert (event.theme, event.deputies.count()) == ("health", 1)
    rows = excel.read_rows(io.BytesIO(client.get("/desk/services/campaigns.xlsx").content))
    assert [cells[1] for _, cells in rows][1:] == ["入户查消防1"]


def test_another_stations_event_does_not_exist_for_me(client, net, officer, people):
    client.post(f"{LIST}new/", given(people))
    other = StationFactory(kind=Kind.STATION, parent=net[1])
    client.force_login(seat_in(other, Role.STATION).user)
    assert client.get(f"{LIST}{CampaignEvent.objects.get().pk}/").status_code == 404
    assert "入户查消防" not in html(client.get(LIST))


def test_an_event_is_told_to_the_record_of_each_deputy_once(client, officer, people):
    client.post(f"{LIST}new/", given(people))
    today = clock.today()
    told = [e for e in record.events([people[0].pk], today, today) if e.kind == "campaign"]
    assert [(e.title, e.on) for e in told] == [("消防安全：入户查消防1", today)]
    assert record.events(None, date(2001, 1, 1), date(2001, 12, 31)) == []


def test_a_few_statements_whatever_the_number(
    client, officer, people, django_assert_max_num_queries
):
    for number in range(15):
        client.post(f"{LIST}new/", given(people, number))
    with django_assert_max_num_queries(12):
        client.get(LIST)
    with django_assert_max_num_queries(9):
        client.get(f"{LIST}report/")
