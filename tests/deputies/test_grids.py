"""Grids: imported all or nothing, assigned, released, each bad row with its line and reason."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from deputies.actions import grids as actions
from deputies.models import GridDuty
from liaison import clock
from liaison.accounts.roles import Role
from liaison.audit.models import Event
from liaison.errors import Refused
from stations.hierarchy import Kind
from stations.models import Grid
from tests.factories.deputies import DeputyFactory, MandateFactory, MembershipFactory
from tests.factories.stations import StationFactory, seat_in

HEADINGS = "网格编码,网格名称,片区,站点编码,联系代表"


@pytest.fixture
def deputies(net):
    """Two deputies in office at the station, with certificates."""
    made = []
    for name, number in (("王芳", "9001"), ("李明", "9002")):
        deputy = DeputyFactory(name=name)
        MandateFactory(deputy=deputy, certificate_no=number)
        MembershipFactory(deputy=deputy, station=net[2])
        made.append(deputy)
    return made


@pytest.fixture
def office(client, net):
    seat = seat_in(net[1], Role.COMMITTEE)
    client.force_login(seat.user)
    return seat


def run(tmp_path, *lines):
    path = tmp_path / "grids.csv"
    path.write_text("\n".join((HEADINGS, *lines)))
    out = io.StringIO()
    call_command("import_grids", str(path), stdout=out)
    return out.getvalue()


def test_an_import_makes_grids_and_links_and_a_second_changes_nothing(tmp_path, net, deputies):
    lines = ("W1,湖东一网格,东片,P,9001、9002", "W2,湖东二网格,东片,P,")
    assert "新增 2，修改 0，不变 0；新增联系代表 2 人次" in run(tmp_path, *lines)
    assert "新增 0，修改 0，不变 2；新增联系代表 0 人次，解除 0 人次" in run(tmp_path, *lines)


def test_a_filled_cell_is_the_whole_list_and_an_empty_one_says_nothing(tmp_path, net, deputies):
    run(tmp_path, "W1,湖东一网格,东片,P,9001")
    assert "解除 1 人次" in run(tmp_path, "W1,湖东新网格,,T,9002")
    grid = Grid.objects.get()
    assert (grid.name, grid.area, grid.station.code) == ("湖东新网格", "东片", "T")
    assert [d.deputy.name for d in grid.duties.filter(to_on=None)] == ["李明"]
    assert "不变 1" in run(tmp_path, "W1,湖东新网格,,T,")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("W1,又一,,P,", "第 3 行：网格编码“W1”与第 2 行重复。"),
        ("W9,,,P,", "第 3 行：缺少网格名称。"),
        ("W9,网格,,,", "第 3 行：缺少站点编码。"),
        ("W9,网格,,ZZ,", "第 3 行：站点编码“ZZ”不存在。"),
        ("W9,网格,,P,9999", "第 3 行：没有在任代表持有证号“9999”。"),
    ],
)
def test_one_bad_row_is_named_and_nothing_is_written(tmp_path, net, deputies, line, reason):
    with pytest.raises(CommandError) as refusal:
        run(tmp_path, "W1,湖东一网格,东片,P,9001", line)
    assert reason in str(refusal.value)
    assert not Grid.objects.exists()
    assert not GridDuty.objects.exists()


def test_a_number_that_two_deputies_hold_is_not_guessed(tmp_path, net, deputies):
    namesake = DeputyFactory(name="赵同号")
    MandateFactory(deputy=namesake, certificate_no="9001", level="township", term="第九届")
    with pytest.raises(CommandError, match="证号“9001”对应 2 位在任代表"):
        run(tmp_path, "W1,网格,,P,9001")


def test_a_file_without_its_columns_is_refused(tmp_path, net):
    path = tmp_path / "grids.csv"
    path.write_text("网格编码,网格名称\nW1,网格")
    with pytest.raises(CommandError, match="缺少“站点编码”列"):
        call_command("import_grids", str(path))


def test_the_office_uploads_looks_and_confirms(client, office, net, deputies):
    text = f"{HEADINGS}\nW1,湖东一网格,东片,P,9001\nW2,湖西网格,西片,P,"
    file = SimpleUploadedFile("网格.csv", text.encode())
    answer = client.post("/desk/grids/import/", {"file": file})
    assert answer.status_code == 302
    assert "新增网格" in client.get(answer.url).content.decode()
    assert not Grid.objects.exists()
    client.post(f"{answer.url}confirm/")
    html = client.get("/desk/grids/").content.decode()
    assert "2 个网格中有" in html
    assert "1/2" in html
    assert "湖西网格" in html
    assert Event.objects.filter(verb="import_grids").exists()


def test_an_office_cannot_import_grids_of_another_countys_station(client, net, deputies):
    other = StationFactory(kind=Kind.CENTRE, parent=net[0])
    client.force_login(seat_in(other, Role.COMMITTEE).user)
    file = SimpleUploadedFile("网格.csv", f"{HEADINGS}\nW1,网格,,P,".encode())
    address = client.post("/desk/grids/import/", {"file": file}).url
    answer = client.post(f"{address}confirm/")
    assert answer.status_code == 409
    assert "不在您的管理范围内" in answer.content.decode()
    assert not Grid.objects.exists()


def test_the_officer_assigns_a_deputy_near_by_and_releases_him(client, net, deputies):
    grid = Grid.objects.create(code="W1", name="湖东一网格", station=net[3])
    client.force_login(seat_in(net[2], Role.STATION).user)
    today = clock.today().isoformat()
    assert client.post(f"/desk/grids/{grid.pk}/", {}).status_code == 422
    asked = {"deputy": deputies[0].pk, "on": today}
    assert client.post(f"/desk/grids/{grid.pk}/", asked).status_code == 302
    duty = grid.duties.get()
    # Who answers already is not offered again.
    assert client.post(f"/desk/grids/{grid.pk}/", asked).status_code == 422
    client.post(f"/desk/grids/duties/{duty.pk}/release/")
    assert client.post(f"/desk/grids/duties/{duty.pk}/release/").status_code == 409
    assert not grid.duties.filter(to_on=None).exists()


def test_nobody_is_assigned_twice_nor_out_of_office(net, deputies):
    grid = Grid.objects.create(code="W1", name="湖东一网格", station=net[3])
    today = clock.today()
    actions.assign_grid(grid, deputy=deputies[0], on=today, by=None)
    with pytest.raises(Refused, match="已联系"):
        actions.assign_grid(grid, deputy=deputies[0], on=today, by=None)
    with pytest.raises(Refused, match="不在任"):
        actions.assign_grid(grid, deputy=DeputyFactory(name="无资格"), on=today, by=None)


def test_the_list_is_exported_as_it_is_filtered(client, office, net, deputies):
    Grid.objects.create(code="W1", name="湖东一网格", station=net[3])
    answer = client.get("/desk/grids.xlsx?state=uncovered")
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
