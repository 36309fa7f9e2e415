"""Codes at the desk: who sees which, what is issued, changed and withdrawn, and by whom."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from deputies.actions import codes
from deputies.models import PublicCode
from liaison import clock
from liaison.audit.models import Event
from liaison.documents import excel
from tests.codes.test_public_page import photo
from tests.factories.town import elect


def test_an_officer_issues_what_is_missing_once(as_seat, town):
    browser, way = as_seat(town.officer), f"/desk/codes/at/{town.station.code}/issue/"
    assert "没有代表码" in browser.get("/desk/codes/").content.decode()
    assert "新生成 2 个码" in browser.post(way, follow=True).content.decode()
    assert "都已有码" in browser.post(way, follow=True).content.decode()
    assert PublicCode.objects.count() == 2
    assert Event.objects.filter(verb="issue_codes").count() == 1


def test_one_without_a_mandate_gets_no_code(as_seat, town, deputy):
    deputy.mandates.update(to_on="2022-01-01", end_reason="term")
    codes.issue_missing(town.station, by=town.officer)
    assert not PublicCode.objects.filter(deputy=deputy).exists()


def test_the_list_shows_scans_and_what_ended_and_why(as_seat, client, town, code):
    client.get(code.get_public_url())
    codes.write_down_scans(clock.today())
    browser = as_seat(town.officer)
    page = browser.get("/desk/codes/")
    (row,) = page.context["rows"]
    assert (row[1].recent, row[1].scans) == (1, 1)
    way = f"/desk/codes/{code.pk}/rotate/"
    assert "随即失效" in browser.get(way).content.decode()
    assert browser.post(way, {"reason": ""}).status_code == 422
    assert browser.post(way, {"reason": "海报被人撕走"}).status_code == 302
    assert "海报被人撕走" in browser.get("/desk/codes/").content.decode()
    again = browser.post(way, {"reason": "再换一次"})
    assert again.status_code == 409
    assert "已更换" in again.content.decode()
    kept = PublicCode.objects.get(pk=code.pk)
    assert (kept.ending, kept.ended_by) == ("rotated", town.officer)


def test_withdrawing_says_first_what_will_happen(as_seat, town, code):
    browser = as_seat(town.committee)
    way = f"/desk/codes/{code.pk}/revoke/"
    assert "不再打开公开页面" in browser.get(way).content.decode()
    browser.post(way, {"reason": "本人要求"})
    assert not PublicCode.objects.standing().filter(deputy=code.deputy).exists()
    assert Event.objects.filter(verb="revoke_code").exists()


def test_another_stations_codes_do_not_exist_for_me(as_seat, town, code):
    browser = as_seat(town.other_officer)
    for way in ("rotate/", "revoke/", "card.pdf", "poster.pdf"):
        assert browser.get(f"/desk/codes/{code.pk}/{way}").status_code == 404
    for way in (f"at/{town.station.code}/cards.pdf", f"?station={town.station.code}"):
        page = browser.get(f"/desk/codes/{way}")
        assert "王代表" not in page.content.decode()


def test_the_list_as_a_table_is_what_the_seat_sees(as_seat, town, code, station_code):
    theirs = elect("李代表", town.other)
    codes.issue_missing(town.other, by=town.other_officer)
    answer = as_seat(town.officer).get("/desk/codes.xlsx")
    rows = [row for _, row in excel.read_rows(io.BytesIO(answer.content))]
    assert {(row[0], row[1], row[2]) for row in rows[1:]} == {
        ("代表", "王代表", code.text),
        ("站点", town.station.name, station_code.text),
    }
    assert theirs


def test_a_sheet_without_codes_says_what_to_do_first(as_seat, town):
    answer = as_seat(town.officer).get(f"/desk/codes/at/{town.station.code}/cards.pdf")
    assert answer.status_code == 409
    assert "生成代表码" in answer.content.decode()


def test_a_deputy_keeps_what_his_page_shows(as_seat, town, deputy, code):
    browser = as_seat(town.deputy)
    way = f"/desk/deputies/{deputy.pk}/profile/"
    assert code.get_public_url() in browser.get(way).content.decode()
    refused = browser.post(way, {"photo": "on"})
    assert refused.status_code == 422
    assert "请先上传一张照片" in refused.content.decode()
    assert browser.post(way, {"photo": "on", "photo_file": photo()}).status_code == 302
    page = browser.get(way).content.decode()
    assert "照片公开" in page
    assert "工作单位及职务不公开" in page


@pytest.mark.parametrize("content", [b"", b"no picture at all", b"%PDF-1.4 x"])
def test_a_photo_that_is_none_is_refused_in_words(as_seat, town, deputy, content):
    sent = {"photo": "on", "photo_file": SimpleUploadedFile("a.jpg", content, "image/jpeg")}
    answer = as_seat(town.deputy).post(f"/desk/deputies/{deputy.pk}/profile/", sent)
    assert answer.status_code == 422
    assert deputy.profile_choices.count() == 0


def test_a_deputy_shows_the_own_code_on_the_phone(as_seat, town, code):
    page = as_seat(town.deputy).get("/desk/codes/mine/").content.decode()
    assert f"{code.get_public_url()}qr.svg" in page


def test_the_list_costs_few_statements(as_seat, town, code, django_assert_max_num_queries):
    for number in range(12):
        elect(f"代表{number:02}", town.station)
    codes.issue_missing(town.station, by=town.officer)
    browser = as_seat(town.officer)
    browser.get("/desk/codes/")
    with django_assert_max_num_queries(17):
        browser.get("/desk/codes/")
