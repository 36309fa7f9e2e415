"""Rules in versions, each kind its own checklist, a year's self-check and its stars."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from liaison import clock
from liaison.accounts.roles import Role
from liaison.audit.models import Event
from liaison.errors import Refused
from stations import checklist
from stations.actions import standards as actions
from stations.hierarchy import Kind
from stations.models import ChecklistItem, Rating, RuleDocument, SelfCheck
from tests.factories.stations import network, seat_in

OPINION = "关于进一步加强人大代表联络站建设与运行的指导意见"
STATION_RULES = "人大代表联络站运行办法"


@pytest.fixture
def net():
    return network()


@pytest.fixture
def office(net):
    return seat_in(net[0], Role.COMMITTEE)


@pytest.fixture
def officer(net):
    return seat_in(net[2], Role.STATION)


def next_version(office, on=date(2026, 7, 1), **changes):
    old = RuleDocument.objects.get(title=STATION_RULES, repealed_on=None)
    given = {"version": "2026", "issued_on": on, "effective_on": on, "lines": [("每月两次活动", 5)]}
    given |= {"title": "", "kind": Kind.STATION, "replaces": old, "by": office} | changes
    return actions.issue_rule(**given)


def all_done(station, year, but=()):
    items = actions.items_of(station, year)
    return {item.pk: (item.pk not in but, "") for item in items}


# -- pure ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("points", "out_of", "expected"),
    [(90, 100, 5), (89, 100, 4), (80, 100, 4), (79, 100, 3), (70, 100, 3), (69, 100, 2)]
    + [(60, 100, 2), (59, 100, 1), (0, 100, 1), (0, 0, 1), (100, 100, 5)],
)
def test_stars_change_exactly_at_the_tenths(points, out_of, expected):
    assert checklist.stars(points, out_of) == expected


@given(st.lists(st.tuples(st.text("甲乙丙", min_size=1), st.integers(1, 100))))
def test_what_a_checklist_prints_it_reads_again(items):
    assert checklist.parsed(checklist.as_lines(items)) == items


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("｜5", "没有内容"),
        ("甲｜零", "应为 1 到 100"),
        ("甲｜0", "应为 1 到"),
        ("甲" * 201, "超过 200 字"),
    ],
)
def test_a_bad_line_is_named(text, said):
    with pytest.raises(ValueError, match=f"第 2 行.*{said}"):
        checklist.parsed(f"公示代表信息\n{text}")


# -- documents ----------------------------------------------------------------------------------
def test_one_opinion_and_four_operating_rules_are_there_and_say_they_are_placeholders():
    titles = list(RuleDocument.objects.in_force(date(2026, 1, 1)).values_list("title", flat=True))
    assert OPINION in titles
    assert len([title for title in titles if title.endswith("运行办法")]) == 4
    for rule in RuleDocument.objects.filter(title__endswith="运行办法"):
        assert "不是文件原文" in rule.text
    assert "不是文件原文" in RuleDocument.objects.get(title=OPINION).text


def test_a_new_version_repeals_the_last_on_its_own_day(office):
    new = next_version(office)
    rules = RuleDocument.objects.filter(title=STATION_RULES)
    assert [one.version for one in rules.in_force(date(2026, 6, 30))] == ["2025"]
    assert [one.version for one in rules.in_force(date(2026, 7, 1))] == ["2026"]
    assert new.title == STATION_RULES
    assert Event.objects.filter(verb="issue_rule").count() == 1


def test_a_version_never_takes_effect_before_the_last_nor_twice(office):
    with pytest.raises(Refused, match="必须晚于"):
        next_version(office, on=date(2025, 1, 1))
    old = RuleDocument.objects.get(title=STATION_RULES)
    next_version(office)
    with pytest.raises(Refused, match="已有后续版本"):
        next_version(office, replaces=old, version="2027")
    with pytest.raises(Refused, match="已有现行版本"):
        next_version(office, replaces=None, title=STATION_RULES, version="2028")


def test_a_county_office_does_not_write_the_networks_rules(net):
    with pytest.raises(PermissionDenied):
        next_version(seat_in(net[1], Role.COMMITTEE))


def test_the_library_shows_a_day_or_all_versions_and_gives_the_file_to_seats(client, office):
    client.force_login(office.user)
    old = RuleDocument.objects.get(title=STATION_RULES)
    upload = SimpleUploadedFile(
        "办法.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF"
    )
    form = {"version": "2026", "issued_on": "2026-07-01", "effective_on": "2026-07-01"}
    form |= {"sheet": "duty", "kind": "station", "lines": "每月两次活动｜5", "upload": upload}
    made = client.post(f"/desk/rules/{old.pk}/version/", form)
    assert made.status_code == 302
    html = client.get(made.url).content.decode()
    assert "办法.pdf" in html
    assert "每月两次活动" in html
    assert "2025年1月1日起" in html
    file = client.get(html.partition('href="/files/')[2].partition('"')[0].join(["/files/", ""]))
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    before = client.get("/desk/rules/?on=2026-06-30").content.decode()
    assert f"/desk/rules/{old.pk}/" in before
    assert made.url not in before
    assert made.url in client.get("/desk/rules/?on=").content.decode()


def test_a_file_that_is_no_document_is_refused_and_nothing_is_issued(client, office):
    client.force_login(office.user)
    old = RuleDocument.objects.get(title=STATION_RULES)
    form = {"version": "2026", "issued_on": "2026-07-01", "effective_on": "2026-07-01"}
    form |= {"sheet": "duty", "upload": SimpleUploadedFile("a.pdf", b"\x00\x01 no document")}
    assert client.post(f"/desk/rules/{old.pk}/version/", form).status_code == 422
    old.refresh_from_db()
    assert old.repealed_on is None


# -- checklists ---------------------------------------------------------------------------------
def test_each_kind_sees_only_its_own_checklist(net):
    main, centre, station, point = net
    year = clock.today().year
    seen = {
        one.kind: {item.text for item in actions.items_of(one, year) if item.sheet == "duty"}
        for one in net
    }
    assert all(seen.values())
    kinds = list(seen)
    overlaps = [(a, b) for a in kinds for b in kinds if a < b and seen[a] & seen[b]]
    assert overlaps == []
    assert checklist.ruled_as(Kind.MOBILE) == Kind.POINT
    assert checklist.ruled_as(Kind.HOME) == Kind.STATION


def test_a_year_is_judged_by_the_rules_of_its_own_last_day(net, office):
    next_version(office, on=date(2026, 1, 1))
    last_year = {item.document.version for item in actions.items_of(net[2], 2025)}
    this_year = {
        item.document.version
        for item in actions.items_of(net[2], 2026)
        if item.document.title == STATION_RULES
    }
    assert last_year == {"2025"}
    assert this_year == {"2026"}


def test_a_self_check_answers_every_item_once_and_may_be_mended(net, officer):
    station, year = net[2], clock.today().year
    answers = all_done(station, year)
    assert actions.check_self(station, year=year, answers=answers, by=officer) == len(answers)
    first = next(iter(answers))
    actions.check_self(station, year=year, answers=answers | {first: (False, "在办")}, by=officer)
    assert SelfCheck.objects.count() == len(answers)
    assert SelfCheck.objects.get(item=first).note == "在办"
    del answers[first]
    with pytest.raises(Refused, match="逐项"):
        actions.check_self(station, year=year, answers=answers, by=officer)
    with pytest.raises(Refused, match="本年度或上一年度"):
        actions.check_self(station, year=year - 2, answers={}, by=officer)


def test_stars_come_from_what_was_said_and_confirmed(net, officer, office):
    station, year = net[2], clock.today().year
    standard = list(actions.items_of(station, year).filter(sheet="standard"))
    not_done, not_so = standard[0], standard[1]
    answers = all_done(station, year, but={not_done.pk})
    actions.check_self(station, year=year, answers=answers, by=officer)
    confirmed = [key for key in answers if key != not_so.pk]
    rating = actions.rate(station, year=year, confirmed=confirmed, by=office)
    assert rating.out_of == sum(item.points for item in standard)
    assert rating.points == rating.out_of - not_done.points - not_so.points
    assert rating.stars == checklist.stars(rating.points, rating.out_of)
    assert station.latest_rating == rating
    with pytest.raises(Refused, match="已评定"):
        actions.check_self(station, year=year, answers=answers, by=officer)
    with pytest.raises(Refused, match="已评定"):
        actions.rate(station, year=year, confirmed=[], by=office)


def test_nobody_is_rated_without_a_self_check(net, office):
    with pytest.raises(Refused, match="尚未完成"):
        actions.rate(net[2], year=clock.today().year, confirmed=[], by=office)


# -- pages --------------------------------------------------------------------------------------
def test_the_officer_checks_and_the_office_rates_on_their_pages(client, net, officer, office):
    year = clock.today().year
    address = f"/desk/standards/T/{year}/"
    client.force_login(officer.user)
    assert "尚未自查" in client.get("/desk/standards/").content.decode()
    form = {f"done_{key}": "on" for key in all_done(net[2], year)}
    assert client.post(address, form).status_code == 302
    assert client.post(f"{address}rate/").status_code == 403
    assert client.get(f"/desk/standards/C/{year}/").status_code == 404

    client.force_login(office.user)
    missing = client.get("/desk/standards/?state=missing").content.decode()
    assert f"/desk/standards/T/{year}/" not in missing
    assert f"/desk/standards/P/{year}/" in missing
    items = ChecklistItem.objects.for_kind(Kind.STATION).in_force(clock.today())
    rated = client.post(f"{address}rate/", {"confirmed": [item.pk for item in items]})
    assert rated.status_code == 302
    assert Rating.objects.get().stars == 5
    assert "五星" in client.get("/desk/stations/T/").content.decode()
    assert "五星" in client.get("/s/T/").content.decode()
    assert "历年星级" in client.get(address).content.decode()
    assert client.get("/desk/standards.xlsx").content[:2] == b"PK"
    assert client.get("/desk/standards/?year=1066").status_code == 404
