"""Many concerns of an older system at once: checked first, all or none, the same file twice adds none."""

import csv
from io import StringIO
from json import loads

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django.asserts import assertContains

from liaison.audit.models import Event
from suggestions.actions import loading, similar
from suggestions.concern_sheet import COLUMNS
from suggestions.models import Concern, TimelineEntry

HEADINGS = tuple(COLUMNS.values())
CLOSED = {
    "状态": "已办结",
    "渠道": "站内答复",
    "答复": "已修好。",
    "评价": "满意",
    "办结时间": "2025-03-09 10:00",
}


@pytest.fixture
def sheet(town, tmp_path):
    def write(*rows, headings=HEADINGS):
        path = tmp_path / "concerns.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            out = csv.DictWriter(file, headings, extrasaction="ignore")
            out.writeheader()
            out.writerows(filled(town) | row for row in rows)
        return path

    return write


def filled(town) -> dict:
    return {
        "站点编码": town.station.code,
        "原话": "映湖路的路灯坏了半个月。",
        "提交时间": "2025-03-02 09:30",
    }


def run(path, *options) -> dict:
    out = StringIO()
    call_command("load_concerns", str(path), *options, stdout=out, stderr=StringIO())
    return loads(out.getvalue())


def test_what_was_loaded_is_found_by_its_words_and_opens_like_any_other(sheet, town, at):
    path = sheet({}, CLOSED | {"编号": "OLD-000001", "原话": "三号楼电梯停运。"})
    assert run(path)["taken"] == 2
    page = at(town.officer).get("/desk/concerns/?q=电梯")
    assertContains(page, "OLD-000001")
    assertContains(at(town.officer).get("/desk/concerns/OLD-000001/"), "历史数据装载")
    assert similar.to(similar.told("映湖路的路灯坏了"), similar.joinable())
    assert Event.objects.get(verb="load_concerns").facts["rows"] == 2


def test_the_same_file_again_adds_nothing(sheet):
    path = sheet({}, CLOSED | {"原话": "三号楼电梯停运。"})
    run(path)
    assert run(path)["taken"] == 0
    assert (Concern.objects.count(), TimelineEntry.objects.count()) == (2, 2)


def test_a_dry_run_says_the_same_and_stores_nothing(sheet):
    assert run(sheet({}, {"编号": "OLD-000002"}), "--dry-run")["rows"] == 2
    assert not Concern.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"站点编码": "X"}, "没有编码为“X”的站点"),
        ({"原话": ""}, "缺“原话”"),
        ({"原话": "长" * 5001}, "“原话”超过 5000 字"),
        ({"提交时间": "昨天"}, "“提交时间”应写成"),
        ({"提交时间": "2999-01-01"}, "“提交时间”在将来"),
        ({"提交时间": "1970-01-01"}, "早于 1990 年"),
        ({"类别": "天文"}, "“类别”没有“天文”这一项"),
        ({"编号": "<b>"}, "编号“<b>”应为"),
        ({"状态": "交办督办"}, "必须有渠道"),
        (CLOSED | {"评价": ""}, "必须有评价或办结说明"),
        (CLOSED | {"办结时间": ""}, "必须有办结时间"),
        (CLOSED | {"办结时间": "2025-01-01"}, "早于提交时间"),
        ({"状态": "已并案"}, "“状态”没有“已并案”这一项"),
    ],
)
def test_one_bad_row_is_told_with_its_line_and_nothing_is_stored(sheet, wrong, reason):
    path = sheet({}, wrong)
    report = loading.check(path)
    assert [(one.line, reason in one.reason) for one in report.faults] == [(3, True)]
    with pytest.raises(CommandError, match="没有装载任何一行"):
        run(path)
    assert not Concern.objects.exists()


def test_every_bad_row_is_told_not_only_the_first(sheet):
    report = loading.check(sheet({"原话": ""}, {}, {"站点编码": ""}))
    assert [one.line for one in report.faults] == [2, 4]


def test_a_number_twice_in_the_file_is_a_fault(sheet):
    report = loading.check(sheet({"编号": "OLD-000003"}, {"编号": "OLD-000003"}))
    assert report.faults[0].reason == "编号“OLD-000003”在文件中重复"


def test_a_file_without_the_needed_columns_is_refused(sheet):
    with pytest.raises(CommandError, match="缺少列：原话"):
        run(sheet({}, headings=("站点编码", "提交时间")))


def test_what_is_no_text_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="UTF-8"):
        run(path)


def test_the_index_made_anew_after_a_great_load_is_the_models_own(sheet, monkeypatch):
    was = index_of_words()
    monkeypatch.setattr(loading, "FEW", 1)
    monkeypatch.setattr(loading, "_is_most", lambda cursor, rows: True)
    run(sheet({}))
    assert index_of_words() == was


def index_of_words() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'concern_words'")
        return cursor.fetchone()[0]
