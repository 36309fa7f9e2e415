"""The pages of stations: residents' way in, the register, the import with preview."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from liaison.accounts.roles import Role
from liaison.documents.mappings import remembered
from stations.actions import network as actions
from stations.hierarchy import Kind
from stations.models import ImportDraft, Station
from tests.factories.accounts import SeatFactory
from tests.factories.stations import StationFactory, network, seat_in

HEADINGS = "类型,上级编码,编码,名称"


@pytest.fixture
def net():
    return network()


@pytest.fixture
def officer(client, net):
    """The main station's office, signed in."""
    seat = seat_in(net[0], Role.COMMITTEE)
    client.force_login(seat.user)
    return seat


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def upload(client, *lines, name="站点.csv"):
    file = SimpleUploadedFile(name, "\n".join(lines).encode())
    return client.post("/desk/stations/import/", {"file": file})


# -- residents ----------------------------------------------------------------------------------
def test_the_front_page_leads_by_county_to_each_station_and_shows_the_network(client, net):
    html = page(client, "/")
    assert "反映问题" in html
    assert "查办理进度" in html
    assert 'href="/s/T/"' in html
    assert 'href="/s/P/"' not in html


def test_a_point_is_found_by_its_name_and_what_is_not_found_is_said(client, net):
    assert 'href="/s/P/"' in page(client, "/?q=湖东")
    assert "没有找到名称含“火星”的站点" in page(client, "/?q=火星")


def test_the_front_page_of_an_empty_site_says_so(client):
    assert "联络站正在筹建中" in page(client, "/")


def test_the_front_page_costs_the_same_at_any_number_of_stations(
    client, net, django_assert_num_queries
):
    for _ in range(20):
        StationFactory(kind=Kind.STATION, parent=net[1])
    with django_assert_num_queries(2):
        page(client, "/")


def test_a_stations_page_says_where_when_and_how_to_speak_up(client, net):
    actions.update_station(net[2], address="湖滨路1号", opening_hours="每周三上午", by=None)
    html = page(client, "/s/T/")
    assert "湖滨路1号" in html
    assert "每周三上午" in html
    assert 'href="/s/T/say/"' in html
    assert 'href="/s/P/"' in html


@pytest.mark.parametrize("address", ["/s/{}/", "/s/{}/poster/"])
def test_an_unknown_or_closed_station_has_no_public_pages(client, net, address):
    from liaison import clock

    actions.close_station(net[3], on=clock.today(), by=None)
    assert client.get(address.format("T")).status_code == 200
    page(client, address.format("P"), status=404)
    page(client, address.format("NO"), status=404)


# -- the register -------------------------------------------------------------------------------
def test_the_tree_shows_every_station_with_the_number_below_it(client, officer):
    html = page(client, "/desk/stations/")
    assert "湖东联络点" in html
    assert "下级 3 个" in html
    assert "导入站点" in html


def test_the_tree_of_the_whole_network_takes_few_statements(
    client, officer, django_assert_max_num_queries
):
    for _ in range(30):
        StationFactory(kind=Kind.STATION, parent=Station.objects.get(code="C"))
    with django_assert_max_num_queries(9):
        page(client, "/desk/stations/")


@pytest.mark.parametrize(
    ("query", "found", "hidden"),
    [
        ("q=湖东", "湖东联络点", "天井湖联络站"),
        ("kind=point", "湖东联络点", "天井湖联络站"),
        ("county=C", "天井湖联络站", "铜陵总站"),
    ],
)
def test_filters_turn_the_tree_into_a_list_of_hits(client, officer, query, found, hidden):
    html = page(client, f"/desk/stations/?{query}")
    body = html[html.index("<table") :]
    assert found in body
    assert hidden not in body


def test_a_filter_that_makes_no_sense_shows_the_whole_tree(client, officer):
    assert "下级 3 个" in page(client, "/desk/stations/?kind=castle")


def test_every_seat_may_read_the_register_but_only_the_committee_finds_buttons(client, net):
    for role in Role:
        client.force_login(seat_in(net[2], role).user)
        html = page(client, "/desk/stations/T/")
        assert ("修改资料" in html) is (role == Role.COMMITTEE)
        assert ("导入站点" in page(client, "/desk/stations/")) is (role == Role.COMMITTEE)


def test_strangers_are_sent_to_the_door(client, net):
    assert client.get("/desk/stations/").status_code == 302


@pytest.mark.parametrize("step", ["new", "edit", "move", "close", "rename", "merge", "reopen"])
@pytest.mark.parametrize("role", [role for role in Role if role != Role.COMMITTEE])
def test_only_committees_shape_the_tree(client, net, role, step):
    client.force_login(seat_in(net[0], role).user)
    assert client.get(f"/desk/stations/T/{step}/").status_code == 403
    assert client.post(f"/desk/stations/T/{step}/").status_code == 403


@pytest.mark.parametrize("step", ["new", "edit", "move", "close", "rename", "merge", "reopen"])
def test_a_station_outside_my_tree_cannot_be_shaped(client, net, step):
    other = StationFactory(kind=Kind.CENTRE, parent=net[0])
    client.force_login(seat_in(other, Role.COMMITTEE).user)
    assert client.post(f"/desk/stations/T/{step}/").status_code == 404


def test_a_station_is_opened_edited_moved_and_closed_on_pages(client, officer, net):
    other = StationFactory(code="C2", kind=Kind.CENTRE, parent=net[0])
    client.post("/desk/stations/C/new/", {"code": "N", "kind": "station", "name": "新站"})
    client.post("/desk/stations/N/edit/", {"address": "湖滨路1号"})
    client.post("/desk/stations/N/rename/", {"name": "新新站", "on": "2026-10-01"})
    client.post("/desk/stations/N/move/", {"to": other.pk})
    client.post("/desk/stations/N/close/", {"on": "2026-11-01"})
    station = Station.objects.get(code="N")
    assert (station.name, station.address) == ("新新站", "湖滨路1号")
    assert Station.objects.get_parent(station) == other
    assert station.closed_on.isoformat() == "2026-11-01"


def test_a_form_that_is_not_filled_in_comes_back_and_a_rule_says_no_in_chinese(client, officer):
    assert client.post("/desk/stations/C/new/", {}).status_code == 422
    refused = client.post("/desk/stations/C/new/", {"code": "N", "kind": "point", "name": "点"})
    assert refused.status_code == 409
    assert "联络点不能设在中心站之下" in refused.content.decode()


# -- import -------------------------------------------------------------------------------------
def test_an_upload_is_shown_first_and_written_on_confirmation(client, officer):
    response = upload(client, HEADINGS, "联络站,C,N,新站", "联络点,T,P,湖东新联络点")
    html = page(client, response.url)
    for cell in ("<td>N</td>", "<td>新站</td>", '<td class="num">2</td>', '<td class="num">3</td>'):
        assert cell in html
    assert "湖东新联络点" in html
    assert not Station.objects.filter(code="N").exists()
    done = client.post(f"{response.url}confirm/", follow=True)
    assert "导入完成：新增 1 个站点，修改 1 个。" in done.content.decode()
    assert Station.objects.get(code="P").name == "湖东新联络点"
    assert not ImportDraft.objects.exists()


def test_bad_rows_are_listed_with_line_and_reason_and_cannot_be_confirmed(client, officer):
    response = upload(client, HEADINGS, "联络站,C,N,新站", "联络站,ZZ,N2,孤站")
    html = page(client, response.url)
    assert "上级编码“ZZ”不存在" in html
    assert "确认导入" not in html
    assert client.post(f"{response.url}confirm/").status_code == 422
    assert not Station.objects.filter(code="N").exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "0 字节"), (b"%PDF-1.7", "PDF"), ("甲,乙\n1,2".encode(), "没有找到表头")],
)
def test_a_file_that_is_no_table_is_refused_at_once(client, officer, content, reason):
    file = SimpleUploadedFile("站点.csv", content)
    response = client.post("/desk/stations/import/", {"file": file})
    assert response.status_code == 422
    assert reason in response.content.decode()
    assert not ImportDraft.objects.exists()


def test_an_unknown_heading_is_asked_about_once_and_remembered(client, officer):
    lines = ("类型,上级编码,编码,站点叫法", "联络站,C,N,新站")
    response = upload(client, *lines)
    html = page(client, response.url)
    assert "缺少“名称”列" in html
    assert "站点叫法" in html
    client.post(response.url, {"name": "站点叫法"})
    assert remembered("stations")
    assert "将新增" in page(client, response.url)
    assert "将新增" in page(client, upload(client, *lines).url)


def test_a_draft_is_sealed_and_nobody_elses(client, officer, net):
    response = upload(client, HEADINGS, "联络站,C,N,新站")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT rows FROM stations_importdraft")
        assert "新站" not in cursor.fetchone()[0]
    client.force_login(seat_in(net[0], Role.COMMITTEE).user)
    page(client, response.url, status=404)
    assert client.post(f"{response.url}confirm/").status_code == 404


def test_a_countys_office_cannot_import_into_another_county(client, net):
    other = StationFactory(code="C2", kind=Kind.CENTRE, parent=net[0])
    client.force_login(seat_in(other, Role.COMMITTEE).user)
    response = upload(client, HEADINGS, "联络站,C,N,新站")
    refused = client.post(f"{response.url}confirm/")
    assert refused.status_code == 409
    assert "不在您的管理范围内" in refused.content.decode()
    assert not Station.objects.filter(code="N").exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COMMITTEE])
def test_only_committees_import(client, role):
    client.force_login(SeatFactory(role=role).user)
    assert client.get(reverse("stations:import")).status_code == 403
