"""What came of a station, on its desk page and its public page (J2)."""

from datetime import timedelta

import pytest

from liaison import clock
from liaison.accounts.roles import Role
from stations.hierarchy import Kind
from stations.models import Outcome
from tests.factories.stations import StationFactory, network, seat_in


@pytest.fixture
def trade():
    """An enterprise station below the small network's station."""
    return StationFactory(code="E", name="通达矽钢企业站", kind=Kind.TRADE, parent=network()[2])


def given(**more):
    return {
        "title": "国家级制造业单项冠军示范企业",
        "level": "national",
        "reached_on": clock.today().isoformat(),
        "evidence": "工信部联政法函〔2024〕1号",
    } | more


def html(answer):
    return answer.content.decode()


def test_an_enterprise_stations_outcome_shows_at_the_desk_and_in_public(client, trade):
    client.force_login(seat_in(trade, Role.STATION).user)
    assert client.post("/desk/stations/E/outcomes/", given()).status_code == 302
    for address in ("/desk/stations/E/outcomes/", "/s/E/outcomes/"):
        page = html(client.get(address))
        assert "国家级制造业单项冠军示范企业" in page
        assert "工信部联政法函〔2024〕1号" in page
    assert 'hx-get="/s/E/outcomes/"' in html(client.get("/s/E/"))
    assert "1 项" in html(client.get("/desk/stations/E/"))


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"title": ""}, 422, "成果"),
        ({"evidence": ""}, 422, "依据"),
        ({"level": "world"}, 422, "级别"),
        ({"reached_on": (clock.today() + timedelta(days=2)).isoformat()}, 409, "还没有到"),
    ],
)
def test_what_does_not_fit_is_refused(client, trade, wrong, status, said):
    client.force_login(seat_in(trade, Role.STATION).user)
    answer = client.post("/desk/stations/E/outcomes/", given(**wrong))
    assert answer.status_code == status
    assert said in html(answer)
    assert not Outcome.objects.exists()


def test_the_same_outcome_twice_is_told(client, trade):
    client.force_login(seat_in(trade, Role.STATION).user)
    client.post("/desk/stations/E/outcomes/", given())
    answer = client.post("/desk/stations/E/outcomes/", given())
    assert answer.status_code in (409, 422)
    assert "已登记同名成果" in html(answer)


def test_one_taken_down_is_gone_from_both_pages_and_stays_on_record(client, trade):
    client.force_login(seat_in(trade, Role.STATION).user)
    client.post("/desk/stations/E/outcomes/", given())
    address = f"/desk/outcomes/{Outcome.objects.get().pk}/withdraw/"
    assert client.post(address, {}).status_code == 422
    client.post(address, {"reason": "证书到期"})
    assert "单项冠军" not in html(client.get("/s/E/outcomes/"))
    assert Outcome.objects.get().withdraw_reason == "证书到期"
    assert client.post(address, {"reason": "再撤"}).status_code == 409


def test_another_stations_officer_reads_only(client, trade):
    other = StationFactory(kind=Kind.HOME, code="O")
    client.force_login(seat_in(other, Role.STATION).user)
    assert client.get("/desk/stations/E/outcomes/").status_code == 200
    assert client.post("/desk/stations/E/outcomes/", given()).status_code == 403
