"""Cadres of streets and towns at meetings and inspections (F5): register, invite, record, count."""

from datetime import datetime

import pytest
import time_machine

from deputies.actions import cadres as actions
from deputies.models import Cadre, CadreInvitation
from liaison.documents import excel
from tests.factories import town
from tests.factories.visits import LOCAL, held

NEW = {"name": "赵建国", "unit": "天井湖街道", "post": "副主任"}


@pytest.fixture
def here():
    """A small town on 20 November 2026."""
    with time_machine.travel(datetime(2026, 11, 20, 10, tzinfo=LOCAL), tick=False):
        yield town.build()


@pytest.fixture
def officer(here, client):
    """The station officer's browser."""
    client.force_login(here.officer.user)
    return client


def known(here):
    return actions.register(station=here.station, by=here.officer, **NEW)


def test_a_cadre_is_registered_once_changed_and_put_aside(here, officer):
    said = {**NEW, "station": here.station.pk}
    assert officer.post("/desk/cadres/new/", said).status_code == 302
    again = officer.post("/desk/cadres/new/", said)
    assert again.status_code == 422
    assert "已登记" in again.content.decode()
    cadre = Cadre.objects.get()
    officer.post(f"/desk/cadres/{cadre.pk}/", {**NEW, "post": "主任"})
    cadre.refresh_from_db()
    assert (cadre.post, cadre.is_active) == ("主任", False)
    assert "停用" in officer.get("/desk/cadres/").content.decode()


def test_invited_once_recorded_and_counted_by_year_without_the_cancelled(here, officer, tmp_path):
    cadre = known(here)
    meeting = held(here.station, 2026, 11, 20, 9)
    inspection = held(here.station, 2026, 5, 6, 9)
    gone = held(here.station, 2026, 6, 6, 9)
    for activity, how in ((meeting, "meeting"), (inspection, "inspection"), (gone, "meeting")):
        page = officer.post(
            f"/desk/attendance/{activity.pk}/cadres/",
            {"what": "invite", "cadres": [cadre.pk], "how": how},
        )
        assert page.status_code == 302
    assert actions.invite(meeting, cadres=[cadre], how="meeting", by=here.officer) == 0
    row = CadreInvitation.objects.get(activity=meeting)
    officer.post(f"/desk/attendance/{meeting.pk}/cadres/", {"what": "present", "came": [row.pk]})
    gone.stage, gone.cancelled_at, gone.cancel_reason = "cancelled", gone.starts_at, "台风"
    gone.save()
    counted = Cadre.objects.with_year(2026).get()
    assert (counted.invited, counted.came) == (2, 1)
    file = tmp_path / "cadres.xlsx"
    file.write_bytes(officer.get("/desk/cadres.xlsx?year=2026").content)
    rows = [[str(cell) for cell in row] for _, row in excel.read_rows(file)]
    assert rows[1][:3] == ["赵建国", "天井湖街道", "副主任"]
    assert [float(cell) for cell in rows[1][4:6]] == [2, 1]


def test_unticking_takes_a_presence_back(here, officer):
    cadre, activity = known(here), held(here.station, 2026, 11, 20, 9)
    actions.invite(activity, cadres=[cadre], how="meeting", by=here.officer)
    row = CadreInvitation.objects.get()
    way = f"/desk/attendance/{activity.pk}/cadres/"
    officer.post(way, {"what": "present", "came": [row.pk]})
    assert CadreInvitation.objects.get().is_present
    officer.post(way, {"what": "present"})
    assert not CadreInvitation.objects.get().is_present


def test_nobody_is_recorded_before_the_day_nor_asked_to_what_was_cancelled(here, officer):
    cadre = known(here)
    ahead = held(here.station, 2026, 11, 27, 9, stage="published")
    gone = held(here.station, 2026, 11, 20, 9, stage="cancelled")
    early = officer.post(f"/desk/attendance/{ahead.pk}/cadres/", {"what": "present"})
    assert (early.status_code, "还没有开始" in early.content.decode()) == (409, True)
    said = {"what": "invite", "cadres": [cadre.pk], "how": "meeting"}
    assert officer.post(f"/desk/attendance/{gone.pk}/cadres/", said).status_code == 409


def test_another_stations_register_is_out_of_reach(here, client):
    cadre, activity = known(here), held(here.station, 2026, 11, 20, 9)
    client.force_login(here.other_officer.user)
    assert "赵建国" not in client.get("/desk/cadres/").content.decode()
    assert client.get(f"/desk/cadres/{cadre.pk}/").status_code == 404
    assert client.get(f"/desk/attendance/{activity.pk}/cadres/").status_code == 404


def test_an_empty_choice_is_asked_for_in_words(here, officer):
    activity = held(here.station, 2026, 11, 20, 9)
    known(here)
    page = officer.post(f"/desk/attendance/{activity.pk}/cadres/", {"what": "invite"})
    assert page.status_code == 422
    assert "请勾选至少一位干部" in page.content.decode()
