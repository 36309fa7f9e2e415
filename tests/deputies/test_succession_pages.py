"""换届 as pages: load, answer, rehearse, confirm, undo; for the congress's own office only."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from deputies.models import Deputy, Mandate, Switch
from liaison.accounts.roles import Role
from liaison.audit.models import Event
from liaison.documents import excel
from stations.hierarchy import Kind
from tests.deputies.rows import HEADINGS
from tests.factories.stations import StationFactory, seat_in
from tests.factories.terms import holder, row, term

pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture
def on_the_day():
    with time_machine.travel("2026-11-22T10:00:00+08:00", tick=False):
        yield


@pytest.fixture
def third(net):
    third = term()
    holder("王芳", of=third, station=net[2], certificate_no="Z-1", phone="19900000001")
    holder("李明", of=third, station=net[2], certificate_no="Z-2", electorate="第二选区")
    return third


@pytest.fixture
def office(client, net):
    seat = seat_in(net[0], Role.COMMITTEE)
    client.force_login(seat.user)
    return seat


def begin(client, third, day="2026-11-20"):
    given = {"congress": third.congress_id, "number": "第四届", "begins_on": day}
    return client.post("/desk/switches/new/", given).url


def load(client, address, *rows):
    content = excel.workbook("新一届", [("名册", 20)], [HEADINGS, *rows])
    file = SimpleUploadedFile("新一届.xlsx", content)
    return client.post(f"{address}roster/", {"file": file})


def confirm(client, address):
    html = client.get(address).content.decode()
    seen = html.partition('name="seen" value="')[2].partition('"')[0]
    return client.post(f"{address}confirm/", {"seen": seen}, follow=True)


def test_a_switch_from_its_term_to_the_confirmed_outcome(client, office, third):
    html = client.get(f"/desk/switches/new/?term={third.pk}").content.decode()
    assert 'value="第四届"' in html
    address = begin(client, third)
    load(client, address, row("王芳", "N-1", phone="19900000001"), row("钱新", "N-2"))
    html = client.get(address).content.decode()
    for told in ("卸任（1 人）", "李明", "新任（1 人）", "钱新", "代表码改为“已卸任”"):
        assert told in html
    assert client.get(f"{address[:-1]}.xlsx").status_code == 200
    assert Mandate.objects.count() == 2
    html = confirm(client, address).content.decode()
    assert "已确认" in html
    assert Switch.objects.get().stage == Switch.Stage.EFFECTIVE
    assert Mandate.objects.filter(to_on=None).count() == 2
    assert "确认撤销换届" in client.get(f"{address}undo/").content.decode()
    client.post(f"{address}undo/")
    assert Mandate.objects.count() == 2
    verbs = ["prepare_switch", "load_switch_roster", "confirm_switch", "settle_switch"]
    assert Event.objects.filter(verb__in=[*verbs, "undo_switch"]).count() == 5


def test_rows_in_doubt_are_answered_on_the_page_and_the_answer_is_kept(client, office, third):
    address = begin(client, third)
    load(client, address, row("李明", "N-2", electorate="第八选区"))
    html = client.get(address).content.decode()
    assert "第 3 行：李明" in html
    assert "确认换届" not in html
    li = Deputy.objects.get(name="李明")
    client.post(f"{address}answers/", {"who-3": f"pk:{li.pk}"})
    assert "卸任（1 人）" in client.get(address).content.decode()
    confirm(client, address)
    assert li.mandates.count() == 2


def test_bad_rows_stand_on_the_page_by_line_and_block(client, office, third):
    address = begin(client, third)
    load(client, address, row("钱新", "N-2", electorate="天井湖街道人大"))
    html = client.get(address).content.decode()
    assert '<td class="num">3</td>' in html
    assert "街道不设人民代表大会" in html
    assert client.post(f"{address}confirm/").status_code == 409


def test_what_is_no_roster_is_refused_at_once(client, office, third):
    address = begin(client, third)
    file = SimpleUploadedFile("新.xlsx", b"PK\x03\x04 broken")
    assert client.post(f"{address}roster/", {"file": file}).status_code == 422
    assert client.post(f"{address}confirm/").status_code == 409


def test_a_confirmation_without_having_seen_the_preview_is_refused(client, office, third):
    address = begin(client, third)
    load(client, address, row("钱新", "N-2"))
    response = client.post(f"{address}confirm/", {"seen": "x"})
    assert response.status_code == 409
    assert "名册有变动" in response.content.decode()


def test_a_discarded_rehearsal_changed_nothing(client, office, third):
    address = begin(client, third)
    load(client, address, row("钱新", "N-2"))
    client.post(f"{address}discard/")
    assert Switch.objects.get().roster == ""
    assert client.get(address).status_code == 200
    assert client.post(f"{address}discard/").status_code == 409
    assert "已作废" in client.get("/desk/switches/").content.decode()


def test_another_countys_office_has_no_such_switch(client, office, third, net):
    address = begin(client, third)
    other = StationFactory(kind=Kind.CENTRE, parent=net[0], division_code="340706000000")
    client.force_login(seat_in(other, Role.COMMITTEE).user)
    assert client.get(address).status_code == 404
    response = client.post(
        "/desk/switches/new/",
        {"congress": third.congress_id, "number": "第四届", "begins_on": "2026-11-20"},
    )
    assert response.status_code in {404, 422}


def test_the_preview_takes_a_bounded_number_of_statements(
    client, office, third, net, django_assert_max_num_queries
):
    for number in range(20):
        holder(f"旧{number}", of=third, station=net[2], certificate_no=f"O-{number}")
    address = begin(client, third)
    load(client, address, *[row(f"新{number}", f"N-{number}") for number in range(40)])
    with django_assert_max_num_queries(26):
        client.get(address)
