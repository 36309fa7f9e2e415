"""The pages of 121: what is wrong first, each number opens its rows, each seat its own part."""

from datetime import date, datetime

import pytest
import time_machine
from django.urls import reverse

from deputies.models import ClosedPeriod, Obligation
from liaison.accounts.roles import Role
from liaison.documents import excel
from stations.models import RuleDocument
from tests.factories import town
from tests.factories.visits import LOCAL, held, visit

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def here():
    with time_machine.travel(datetime(2026, 11, 10, 10, 0, tzinfo=LOCAL), tick=False):
        yield town.build()


@pytest.fixture
def as_seat(client):
    def sign_in(seat):
        client.force_login(seat.user, backend=BACKEND)
        return client

    return sign_in


def url(name, *args):
    return reverse(f"deputies:{name}", args=args)


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_the_month_names_the_stations_that_are_short(here, as_seat):
    held(here.station, 2026, 11, 3, 9)
    page = text(as_seat(here.leader).get(url("compliance")))
    assert here.other.name in page
    assert f">{here.station.name}<" not in page
    assert "没有安排后续活动" in page


def test_the_filters_stay_in_the_address_and_decide_what_is_shown(here, as_seat):
    held(here.station, 2026, 11, 3, 9)
    browser = as_seat(here.leader)
    met = text(browser.get(url("compliance"), {"show": "met"}))
    assert f">{here.station.name}<" in met
    assert f">{here.other.name}<" not in met
    assert "没有符合条件的站点" in text(browser.get(url("compliance"), {"kind": "home"}))
    assert here.other.name in text(browser.get(url("compliance"), {"county": here.centre.name}))
    assert "2026年10月" in text(browser.get(url("compliance"), {"month": "2026-10"}))
    assert "2026年11月" in text(browser.get(url("compliance"), {"month": "nonsense"}))


def test_an_officer_sees_the_own_station_and_a_way_to_mend_it(here, as_seat):
    page = text(as_seat(here.officer).get(url("compliance")))
    assert here.other.name not in page
    assert f"{reverse('stations:activity_new')}?station={here.station.pk}" in page


def test_a_number_opens_the_activities_behind_it(here, as_seat):
    held(here.station, 2026, 11, 3, 9)
    held(here.station, 2026, 11, 4, 9, stage="cancelled")
    address = url("compliance_station", here.station.code) + "?month=2026-11"
    assert text(as_seat(here.officer).get(address)).count("接待群众") == 1
    assert as_seat(here.other_officer).get(address).status_code == 404


def test_the_year_names_deputies_short_and_how_many_visits_are_missing(here, as_seat):
    browser = as_seat(here.committee)
    page = text(browser.get(url("compliance_year")))
    assert "王代表" in page
    assert "还差 2 次" in page
    assert "王代表" not in text(browser.get(url("compliance_year"), {"level": "city"}))
    assert "王代表" not in text(browser.get(url("compliance_year"), {"station": "映湖"}))
    assert browser.get(url("compliance_year"), {"year": "9999"}).status_code == 404


def test_a_deputy_sees_the_own_year_with_each_visit(here, as_seat):
    deputy = here.deputy.deputy_seat.deputy
    visit(deputy, held(here.station, 2026, 3, 1, 9), here.officer)
    page = text(as_seat(here.deputy).get(url("my_year")))
    assert '还差 <b class="num">1</b> 次' in page
    assert page.count("接待群众") == 1
    stranger = town.elect("李代表", here.other)
    address = url("compliance_deputy", deputy.pk, 2026)
    assert as_seat(stranger).get(address).status_code == 404


def test_the_workbook_holds_what_is_on_screen(here, as_seat, tmp_path):
    held(here.station, 2026, 11, 3, 9)
    browser = as_seat(here.leader)
    for name, found in (
        ("compliance_month_export", here.other.name),
        ("compliance_year_export", "王代表"),
    ):
        file = tmp_path / f"{name}.xlsx"
        file.write_bytes(browser.get(url(name)).content)
        cells = [str(cell) for _, row in excel.read_rows(file) for cell in row]
        assert found in cells
        assert here.station.name not in cells or name == "compliance_year_export"


def test_the_button_reminds_all_that_are_short(here, as_seat):
    browser = as_seat(here.committee)
    for kind in ("month", "year"):
        answer = browser.post(url("compliance_ask", kind), follow=True)
        assert "已提醒" in text(answer)


def test_the_main_station_closes_a_month_that_is_over(here, as_seat):
    browser = as_seat(here.committee)
    assert "结账</button>" in text(browser.get(url("compliance"), {"month": "2026-10"}))
    assert "结账</button>" not in text(browser.get(url("compliance")))
    answer = browser.post(
        url("compliance_close"), {"kind": "month", "first": "2026-10-01"}, follow=True
    )
    assert "已结账" in text(answer)
    again = browser.post(url("compliance_close"), {"kind": "month", "first": "2026-10-01"})
    assert again.status_code == 409
    assert browser.post(url("compliance_close"), {"kind": "week"}).status_code == 422
    assert ClosedPeriod.objects.count() == 1


def test_a_parameter_is_changed_on_its_page_citing_a_document(here, as_seat):
    document = RuleDocument.objects.order_by("pk")[0]
    browser = as_seat(here.committee)
    assert "县乡两级代表每年至少进站" in text(browser.get(url("parameters")))
    page = url("parameter", "kinds")
    filled = {"value": ["station", "centre"], "from_on": "2027-01-01", "document": document.pk}
    assert browser.post(page, filled | {"document": ""}).status_code == 422
    assert (
        "须为某月 1 日" in browser.post(page, filled | {"from_on": "2027-01-02"}).content.decode()
    )
    assert browser.post(page, filled).status_code == 302
    row = Obligation.objects.get(key="kinds", from_on=date(2027, 1, 1))
    assert row.written == "中心站、联络站"
    assert browser.get(url("parameter", "nothing")).status_code == 404


@pytest.mark.parametrize("key", ["station_monthly", "several", "pro_rata", "visits_high"])
def test_every_parameter_has_a_form_that_fits_it(here, as_seat, key):
    assert 'name="value"' in text(as_seat(here.committee).get(url("parameter", key)))


def test_a_county_office_does_not_change_the_rule(here, as_seat):
    county = town.sit(Role.COMMITTEE, here.centre)
    document = RuleDocument.objects.order_by("pk")[0]
    filled = {"value": "3", "from_on": "2027-01-01", "document": document.pk}
    answer = as_seat(county).post(url("parameter", "visits_low"), filled)
    assert answer.status_code == 403
