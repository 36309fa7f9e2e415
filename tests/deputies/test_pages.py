"""The pages of deputies: who sees whom, masked numbers, coverage, import with questions."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from deputies.actions import register as actions
from deputies.models import Deputy, Level, Membership
from liaison import clock
from liaison.accounts.roles import Role
from liaison.audit.models import Event
from liaison.documents import excel
from stations.hierarchy import Kind
from stations.models import ImportDraft
from tests.deputies.rows import HEADINGS, LI, NAMESAKE, WANG
from tests.factories.accounts import SeatFactory
from tests.factories.deputies import DeputyFactory, MandateFactory, MembershipFactory
from tests.factories.stations import StationFactory, seat_in

NUMBER = "19900001234"


@pytest.fixture
def wang(net):
    """A county deputy at the station, with a telephone number."""
    deputy = DeputyFactory(name="王芳", phone=NUMBER, post="中学教师", party="群众")
    MandateFactory(deputy=deputy)
    MembershipFactory(deputy=deputy, station=net[2])
    return deputy


@pytest.fixture
def loose(net):
    """A city deputy who belongs nowhere."""
    deputy = DeputyFactory(name="李散")
    MandateFactory(deputy=deputy, level=Level.CITY, electorate="铜官区人大")
    return deputy


@pytest.fixture
def office(client, net):
    seat = seat_in(net[0], Role.COMMITTEE)
    client.force_login(seat.user)
    return seat


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


# -- who sees whom ------------------------------------------------------------------------------
def test_the_office_sees_everybody_and_an_officer_those_of_his_station(client, net, wang, loose):
    other = StationFactory(kind=Kind.STATION, parent=net[1])
    for station, seen in ((net[0], {"王芳", "李散"}), (net[2], {"王芳"}), (other, set())):
        client.force_login(seat_in(station, Role.STATION).user)
        html = page(client, "/desk/deputies/")
        assert {name for name in ("王芳", "李散") if name in html} == seen


def test_a_deputy_outside_my_tree_does_not_exist_for_me(client, net, wang):
    other = StationFactory(kind=Kind.STATION, parent=net[1])
    client.force_login(seat_in(other, Role.STATION).user)
    page(client, f"/desk/deputies/{wang.pk}/", status=404)
    assert client.post(f"/desk/deputies/{wang.pk}/phone/").status_code == 404


def test_a_deputy_sees_the_own_record_and_no_other(client, net, wang, loose):
    seat = SeatFactory(role=Role.DEPUTY)
    actions.act_as(seat, wang)
    client.force_login(seat.user)
    assert "王芳" in page(client, f"/desk/deputies/{wang.pk}/")
    page(client, f"/desk/deputies/{loose.pk}/", status=404)
    page(client, "/desk/deputies/", status=403)


@pytest.mark.parametrize(
    "role", [r for r in Role if r not in (Role.STATION, Role.COMMITTEE, Role.LEADER, Role.DEPUTY)]
)
@pytest.mark.parametrize("address", ["", "coverage/", "coverage.xlsx", "import/", "{pk}/"])
def test_other_seats_have_no_register_of_deputies(client, wang, role, address):
    client.force_login(SeatFactory(role=role).user)
    page(client, f"/desk/deputies/{address.format(pk=wang.pk)}", status=403)


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("q=王", {"王芳"}),
        ("level=city", {"李散"}),
        ("station=T", {"王芳"}),
        ("station=C", {"王芳"}),
        ("level=nonsense", {"王芳", "李散"}),
    ],
)
def test_the_register_is_narrowed(client, office, wang, loose, query, seen):
    body = page(client, f"/desk/deputies/?{query}").partition("<tbody>")[2]
    assert {name for name in ("王芳", "李散") if name in body} == seen


def test_the_register_takes_the_same_number_of_statements_at_any_length(
    client, office, net, django_assert_max_num_queries
):
    for _ in range(20):
        MembershipFactory(deputy=MandateFactory().deputy, station=net[2])
    with django_assert_max_num_queries(12):
        page(client, "/desk/deputies/")


# -- personal data ------------------------------------------------------------------------------
def test_the_number_is_masked_until_asked_for_and_the_asking_is_written_down(client, office, wang):
    html = page(client, f"/desk/deputies/{wang.pk}/")
    assert "199****1234" in html
    assert NUMBER not in html
    assert NUMBER in client.post(f"/desk/deputies/{wang.pk}/phone/").content.decode()
    event = Event.objects.get(verb="view_personal")
    assert (event.about_id, event.seat_id) == (str(wang.pk), office.pk)


def test_a_leader_sees_the_mask_only(client, net, wang):
    client.force_login(seat_in(net[0], Role.LEADER).user)
    assert "显示号码" not in page(client, f"/desk/deputies/{wang.pk}/")
    assert client.post(f"/desk/deputies/{wang.pk}/phone/").status_code == 403
    assert not Event.objects.filter(verb="view_personal").exists()


def test_residents_see_name_level_and_post_and_nothing_else(client, wang):
    html = page(client, "/s/T/deputies/")
    for shown in ("王芳", "县级", "中学教师"):
        assert shown in html
    for hidden in (NUMBER, "199****1234", "1970-01", "群众"):
        assert hidden not in html


def test_residents_do_not_see_former_deputies(client, wang):
    wang.mandates.update(to_on="2023-01-01", end_reason="term")
    assert "王芳" not in page(client, "/s/T/deputies/")
    page(client, "/s/NO/deputies/", status=404)


def test_a_stations_page_at_the_desk_lists_its_deputies_for_every_seat(client, net, wang):
    client.force_login(SeatFactory(role=Role.DEPARTMENT).user)
    html = page(client, "/desk/deputies/at/T/")
    assert "王芳" in html
    assert f"/desk/deputies/{wang.pk}/" not in html


# -- coverage -----------------------------------------------------------------------------------
def test_coverage_counts_persons_and_names_the_missing(client, office, wang, loose):
    html = page(client, "/desk/deputies/coverage/")
    assert "50%" in html
    assert "李散" in html
    assert "1 / 2 人" in html


def test_the_names_of_the_missing_are_exported_and_the_export_is_written_down(
    client, office, wang, loose
):
    answer = client.get("/desk/deputies/coverage.xlsx")
    rows = [cells for _, cells in excel.read_rows(io.BytesIO(answer.content))]
    assert rows[0][:2] == ["姓名", "代表层级"]
    assert [row[0] for row in rows[1:]] == ["李散"]
    assert Event.objects.filter(verb="export", seat_id=office.pk).exists()


def test_one_missing_among_thousands_never_rounds_up_to_a_hundred():
    from deputies.indicators import Coverage

    assert Coverage(3300, 3299).percent == "99.96%"
    assert Coverage(3300, 3300).percent == "100%"
    assert Coverage(1_000_000, 999_999).percent == "99.99%"
    assert Coverage(0, 0).percent == "—"


# -- assigning ----------------------------------------------------------------------------------
def test_assigning_moves_the_primary_place_and_releasing_empties_it(client, office, net, wang):
    other = StationFactory(code="T2", kind=Kind.STATION, parent=net[1])
    today = clock.today()
    given = {"station": "T2", "on": today.isoformat(), "is_primary": "on"}
    client.post(f"/desk/deputies/{wang.pk}/assign/", given)
    now = Membership.objects.running(today).get(deputy=wang)
    assert (now.station, now.is_primary) == (other, True)
    client.post(f"/desk/deputies/memberships/{now.pk}/release/")
    assert list(Deputy.objects.unassigned(today)) == [wang]
    assert Event.objects.filter(verb__in=["assign_deputy", "release_deputy"]).count() == 2


def test_an_extra_place_leaves_the_primary_one(client, office, net, wang):
    StationFactory(code="T2", kind=Kind.STATION, parent=net[1])
    given = {"station": "T2", "on": clock.today().isoformat()}
    client.post(f"/desk/deputies/{wang.pk}/assign/", given)
    now = Membership.objects.running(clock.today()).filter(deputy=wang)
    assert sorted((m.station.code, m.is_primary) for m in now) == [("T", True), ("T2", False)]
    again = client.post(f"/desk/deputies/{wang.pk}/assign/", given)
    assert again.status_code == 409
    assert "已编入" in again.content.decode()


def test_an_empty_form_comes_back(client, office, wang):
    assert client.post(f"/desk/deputies/{wang.pk}/assign/", {}).status_code == 422


def test_another_countys_office_may_not_assign_or_release_here(client, net, wang):
    other = StationFactory(kind=Kind.CENTRE, parent=net[0])
    client.force_login(seat_in(other, Role.COMMITTEE).user)
    member = wang.memberships.get()
    assert client.post(f"/desk/deputies/{wang.pk}/assign/").status_code == 404
    assert client.post(f"/desk/deputies/memberships/{member.pk}/release/").status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COMMITTEE])
def test_only_committees_assign_release_and_import(client, net, wang, role):
    client.force_login(seat_in(net[0], role).user)
    member = wang.memberships.get()
    for address in (f"{wang.pk}/assign/", f"memberships/{member.pk}/release/", "import/"):
        assert client.post(f"/desk/deputies/{address}").status_code == 403


# -- import -------------------------------------------------------------------------------------
def upload(client, *rows):
    content = excel.workbook("花名册", [("花名册", 20)], [HEADINGS, *rows])
    file = SimpleUploadedFile("花名册.xlsx", content)
    return client.post("/desk/deputies/import/", {"file": file}).url


def test_a_roster_is_previewed_and_imported(client, office):
    address = upload(client, WANG, LI)
    html = page(client, address)
    for cell in (
        "新增代表（人）",
        '<td class="num">3</td>',
        "<td>王芳</td>",
        "<td>县级第三届</td>",
    ):
        assert cell in html
    assert not Deputy.objects.exists()
    done = client.post(f"{address}confirm/", follow=True).content.decode()
    assert "代表资格新增 2 个" in done
    assert not ImportDraft.objects.exists()


def test_a_row_in_doubt_is_asked_on_the_page_and_blocks_until_answered(client, office):
    client.post(f"{upload(client, LI)}confirm/")
    known = Deputy.objects.get()
    address = upload(client, NAMESAKE)
    html = page(client, address)
    assert "第 3 行：李明（1980-05，九区）" in html
    assert f'value="pk:{known.pk}"' in html
    assert client.post(f"{address}confirm/").status_code == 422
    assert known.mandates.count() == 1
    client.post(f"{address}confirm/", {"who-3": f"pk:{known.pk}"})
    assert known.mandates.count() == 2


def test_the_answer_somebody_else_makes_a_second_person(client, office):
    client.post(f"{upload(client, LI)}confirm/")
    client.post(f"{upload(client, NAMESAKE)}confirm/", {"who-3": "new"})
    assert Deputy.objects.filter(name="李明").count() == 2


def test_bad_rows_are_listed_on_the_page(client, office):
    bad = [*WANG]
    bad[HEADINGS.index("编入联络站代码")] = "ZZ"
    address = upload(client, bad)
    assert "联络站代码“ZZ”不存在" in page(client, address)
    assert client.post(f"{address}confirm/").status_code == 422
    assert not Deputy.objects.exists()


def test_a_file_that_is_no_roster_is_refused_at_once(client, office):
    file = SimpleUploadedFile("花名册.xlsx", b"PK\x03\x04 broken")
    response = client.post("/desk/deputies/import/", {"file": file})
    assert response.status_code == 422
    assert "已损坏" in response.content.decode()
