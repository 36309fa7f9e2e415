"""A deputy's particulars: edited by the office under a lock, corrected on the deputy's own word (facts §6.3)."""

import pytest
from django.db import connection

from deputies.actions.records import is_id_number
from deputies.actions.register import act_as
from deputies.models import Correction, Deputy
from liaison.accounts.roles import Role
from liaison.audit.models import Event
from tests.factories.accounts import SeatFactory
from tests.factories.deputies import DeputyFactory, MandateFactory, MembershipFactory
from tests.factories.stations import seat_in

NUMBER = "19900001234"
IDENTITY = "11010519491231002X"


@pytest.fixture
def wang(net):
    deputy = DeputyFactory(name="王芳", phone=NUMBER, post="中学教师", party="群众")
    MandateFactory(deputy=deputy)
    MembershipFactory(deputy=deputy, station=net[2])
    return deputy


@pytest.fixture
def office(client, net):
    seat = seat_in(net[0], Role.COMMITTEE)
    client.force_login(seat.user)
    return seat


@pytest.fixture
def own(wang):
    seat = SeatFactory(role=Role.DEPUTY)
    act_as(seat, wang)
    return seat


def save(client, wang, **changes):
    facts = {"name": "王芳", "birth_month": "1970-01", "post": "中学教师", "party": "群众"}
    return client.post(f"/desk/deputies/{wang.pk}/edit/", facts | {"version": 0} | changes)


def test_the_office_edits_and_the_audit_keeps_which_fields(client, office, wang):
    assert save(client, wang, native_place="安徽桐城", is_grassroots="on").status_code == 302
    wang.refresh_from_db()
    assert (wang.native_place, wang.is_grassroots, wang.version) == ("安徽桐城", True, 1)
    assert wang.phone == NUMBER
    event = Event.objects.get(verb="edit_deputy")
    assert event.facts["fields"] == ["基层代表", "籍贯"]


def test_the_second_of_two_editors_is_told_and_changes_nothing(client, office, wang):
    assert save(client, wang, post="校长").status_code == 302
    response = save(client, wang, post="教务主任")
    assert response.status_code == 409
    assert "已被他人修改" in response.content.decode()
    wang.refresh_from_db()
    assert wang.post == "校长"


def test_sealed_fields_are_stored_sealed_found_again_and_never_printed(client, office, wang):
    save(client, wang, id_number=IDENTITY, address="天井湖路88号3栋")
    wang.refresh_from_db()
    assert wang.id_number == IDENTITY
    html = client.get(f"/desk/deputies/{wang.pk}/edit/").content.decode()
    for hidden in (IDENTITY, NUMBER, "88号3栋"):
        assert hidden not in html
    assert "1101**********002X" in html
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number, address FROM deputies_deputy")
        assert not any(IDENTITY in cell or "天井湖" in cell for cell in cursor.fetchone())


@pytest.mark.parametrize("text", ["110105194912310021", "12345", "11010519491231002"])
def test_an_identity_number_with_a_wrong_check_is_refused(client, office, wang, text):
    assert not is_id_number(text)
    assert save(client, wang, id_number=text).status_code == 422


def test_an_identity_number_is_nobodys_twice(client, office, wang):
    save(client, wang, id_number=IDENTITY)
    other = DeputyFactory(name="李明")
    MandateFactory(deputy=other)
    response = save(client, other, id_number=IDENTITY)
    assert response.status_code == 409
    assert "另一位代表名下" in response.content.decode()


def test_the_deputys_correction_changes_nothing_until_the_office_accepts(client, office, wang, own):
    client.force_login(own.user)
    given = {"post": "第三中学校长", "phone": "19900005678", "reason": "调动"}
    assert client.post("/desk/corrections/new/", given).status_code == 302
    assert client.post("/desk/corrections/new/", given).status_code == 409
    wang.refresh_from_db()
    assert wang.post == "中学教师"
    client.force_login(office.user)
    assert "王芳" in client.get("/desk/corrections/").content.decode()
    one = Correction.objects.get()
    html = client.get(f"/desk/corrections/{one.pk}/").content.decode()
    assert "第三中学校长" in html
    assert "19900005678" not in html
    client.post(f"/desk/corrections/{one.pk}/", {"accept": "yes"})
    wang.refresh_from_db()
    assert (wang.post, wang.phone) == ("第三中学校长", "19900005678")
    assert client.post(f"/desk/corrections/{one.pk}/", {"accept": "yes"}).status_code == 409


def test_a_declined_correction_says_why_to_the_deputy(client, office, wang, own):
    client.force_login(own.user)
    client.post("/desk/corrections/new/", {"post": "局长"})
    client.force_login(office.user)
    one = Correction.objects.get()
    assert client.post(f"/desk/corrections/{one.pk}/", {"accept": "no"}).status_code == 409
    client.post(f"/desk/corrections/{one.pk}/", {"accept": "no", "answer": "未见任职文件"})
    client.force_login(own.user)
    assert "未见任职文件" in client.get("/desk/corrections/new/").content.decode()
    assert Deputy.objects.get(pk=wang.pk).post == "中学教师"


@pytest.mark.parametrize("role", [Role.STATION, Role.LEADER])
def test_the_party_of_a_named_person_is_for_permitted_seats(client, net, wang, role):
    """T12: only permitted roles see the party field of a named person."""
    client.force_login(seat_in(net[0], role).user)
    assert "政治面貌" not in client.get(f"/desk/deputies/{wang.pk}/").content.decode()
    assert "王芳" in client.get("/desk/deputies/?party=党员").content.decode()


def test_the_office_sees_and_narrows_by_party(client, office, wang):
    member = DeputyFactory(name="李明", party="中共党员")
    MandateFactory(deputy=member)
    assert "群众" in client.get(f"/desk/deputies/{wang.pk}/").content.decode()
    body = client.get("/desk/deputies/?party=中共党员").content.decode().partition("<tbody>")[2]
    assert "李明" in body
    assert "王芳" not in body
