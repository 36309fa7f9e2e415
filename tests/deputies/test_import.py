"""import_deputies: one row one mandate, people recognised, all or nothing."""

from datetime import date

import pytest
from django.core.management import CommandError
from django.db import connection

from deputies.actions import register as actions
from deputies.documents import register as documents
from deputies.models import Deputy, Level, Mandate, Membership
from liaison import clock
from liaison.errors import Refused
from stations import documents as station_documents
from stations.actions import network as station_actions
from stations.hierarchy import Kind
from stations.models import Station
from tests.deputies.rows import HEADINGS, LI, NAMESAKE, WANG, but, run
from tests.factories.stations import StationFactory


def refusal(path, **options):
    before = (Deputy.objects.count(), Mandate.objects.count(), Membership.objects.count())
    with pytest.raises(CommandError) as error:
        run(path, **options)
    after = (Deputy.objects.count(), Mandate.objects.count(), Membership.objects.count())
    assert after == before
    return str(error.value)


def test_a_row_becomes_person_mandate_and_membership(net, table):
    assert "代表资格 2 个（新增 2" in run(table(WANG, LI))
    wang = Deputy.objects.get(name="王芳")
    assert (wang.phone, wang.birth_month, wang.sex) == ("19900000001", "1970-01", "女")
    mandate = wang.mandates.get()
    assert (mandate.level, mandate.from_on) == (Level.COUNTY, date(2021, 12, 18))
    member = wang.memberships.get()
    assert (member.station.code, member.is_primary, member.from_on) == (
        "T",
        True,
        date(2021, 12, 18),
    )


def test_the_telephone_is_stored_sealed(net, table):
    run(table(WANG))
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM deputies_deputy")
        assert "19900000001" not in cursor.fetchone()[0]


def test_two_mandates_of_one_telephone_are_one_person(net, table):
    city = but(
        WANG, 代表层级="市级", 届次="第十七届", 代表证号="C-1", **{"选区/选举单位": "铜官区"}
    )
    out = run(table(WANG, city, LI))
    assert "代表资格 3 个" in out
    assert "代表 2 人" in out
    assert Deputy.objects.get(name="王芳").mandates.count() == 2


def test_importing_again_changes_nothing_and_an_empty_cell_says_nothing(net, table):
    run(table(WANG, LI))
    assert "新增 0，修改 0，不变 2" in run(table(WANG, LI))
    assert "新增 0，修改 0，不变 1" in run(table(but(WANG, 性别="", 手机号="", 出生年月="")))
    assert Deputy.objects.get(name="王芳").phone == "19900000001"


def test_importing_again_updates_instead_of_doubling(net, table):
    run(table(WANG, LI))
    changed = but(WANG, 备注="连任", 手机号="19900000009", **{"选区/选举单位": "三区"})
    assert "新增 0，修改 1，不变 0" in run(table(changed))
    wang = Deputy.objects.get(name="王芳")
    assert (wang.note, wang.phone, wang.mandates.get().electorate) == (
        "连任",
        "19900000009",
        "三区",
    )
    assert "新增 0，修改 0，不变 1" in run(table(but(changed, 姓名="王 芳")))


def test_two_rows_of_one_person_that_disagree_settle_on_the_later_one(net, table):
    second = but(WANG, 代表证号="A-2", 备注="后者", 代表层级="市级", **{"选区/选举单位": "铜官区"})
    rows = (but(WANG, 备注="前者"), second)
    run(table(*rows))
    assert Deputy.objects.get().note == "后者"
    assert "修改 0，不变 2" in run(table(*rows))


def test_another_station_in_the_file_moves_the_primary_membership(net, table):
    StationFactory(code="T2", kind=Kind.STATION, parent=net[1])
    run(table(WANG))
    assert "修改 1" in run(table(but(WANG, 编入联络站代码="T2")))
    now = Membership.objects.running(clock.today())
    assert [(m.station.code, m.is_primary) for m in now] == [("T2", True)]
    assert Membership.objects.count() == 2
    assert "不变 1" in run(table(but(WANG, 编入联络站代码="T2")))


def test_a_blank_station_leaves_a_deputy_unassigned(net, table):
    run(table(but(WANG, 编入联络站代码="")))
    assert list(Deputy.objects.unassigned(clock.today())) == [Deputy.objects.get()]


BAD = [
    ("unknown station", but(WANG, 编入联络站代码="ZZ"), "第 3 行：联络站代码“ZZ”不存在。"),
    ("level", but(WANG, 代表层级="镇长"), "第 3 行：不认识的代表层级“镇长”"),
    ("date", but(WANG, 当选日期="去年"), "第 3 行：当选日期“去年”不是日期"),
    ("month", but(WANG, 出生年月="1970-13"), "第 3 行：出生年月“1970-13”看不懂"),
    ("phone", but(WANG, 手机号="12345"), "第 3 行：手机号“12345”不是有效号码。"),
    ("name", but(WANG, 姓名=""), "第 3 行：缺少姓名。"),
    ("certificate", but(WANG, 代表证号=""), "第 3 行：缺少代表证号。"),
    ("electorate", but(WANG, **{"选区/选举单位": ""}), "第 3 行：缺少选区/选举单位。"),
    ("long", but(WANG, 姓名="长" * 51), "第 3 行：姓名超过 50 个字。"),
]


@pytest.mark.parametrize(("row", "reason"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_a_bad_row_is_named_with_its_line_and_nothing_is_written(net, table, row, reason):
    told = refusal(table(row, LI))
    assert reason in told
    assert "未导入任何内容" in told


def test_the_same_certificate_twice_in_a_file_is_refused(net, table):
    assert "第 4 行：代表证号“A-1”与第 3 行重复" in refusal(
        table(WANG, but(LI, 代表证号="A-1", 代表层级="县级", 届次="第三届"))
    )


def test_missing_headings_and_an_empty_table_are_named(net, table, tmp_path):
    assert "缺少“代表证号”列" in refusal(
        table(WANG[:6], headings=HEADINGS[:6] + ["选区", "当选日期"])
    )
    assert "表头下面没有任何代表" in refusal(table())
    garbage = tmp_path / "garbage.xlsx"
    garbage.write_bytes(b"\x81\xff")
    assert refusal(garbage)


def test_a_closed_station_takes_no_deputies(net, table):
    StationFactory(code="T2", kind=Kind.STATION, parent=net[1])
    station_actions.close_station(Station.objects.get(code="T2"), on=clock.today(), by=None)
    assert "联络站代码“T2”不存在" in refusal(table(but(WANG, 编入联络站代码="T2")))


# -- who is who ---------------------------------------------------------------------------------


def test_a_namesake_of_the_same_month_elsewhere_blocks_until_answered(net, table):
    run(table(LI))
    told = refusal(table(NAMESAKE))
    pk = Deputy.objects.get().pk
    assert "第 3 行：需要确认“李明”是谁" in told
    assert f"编号 {pk}" in told
    run(table(NAMESAKE), same=[f"3={pk}"])
    assert (Deputy.objects.count(), Mandate.objects.count()) == (1, 2)


def test_the_answer_somebody_else_makes_a_new_person(net, table):
    run(table(LI))
    run(table(NAMESAKE), new=["3"])
    assert Deputy.objects.filter(name="李明").count() == 2


def test_someone_met_in_the_file_itself_is_named_by_line(net, table):
    assert "L3" in refusal(table(LI, NAMESAKE))
    run(table(LI, NAMESAKE), same=["4=L3"])
    assert Deputy.objects.get().mandates.count() == 2


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"same": ["3=999999"]}, "没有“pk:999999”这位代表"),
        ({"same": ["three"]}, "--same 应写成"),
        ({"new": ["x"]}, "--new 应写行号"),
    ],
)
def test_a_wrong_answer_is_refused(net, table, options, reason):
    run(table(LI))
    assert reason in refusal(table(NAMESAKE), **options)


def test_another_name_under_the_same_certificate_must_be_confirmed_as_a_correction(net, table):
    run(table(LI))
    renamed = but(LI, 姓名="李明明")
    assert "姓名不同" in refusal(table(renamed))
    assert "已属于另一位代表" in refusal(table(renamed), new=["3"])
    run(table(renamed), same=[f"3={Deputy.objects.get().pk}"])
    assert Deputy.objects.get().name == "李明明"


def test_a_plan_overtaken_by_another_import_is_refused_whole(net, table):
    rows = station_documents.rows_of(table(WANG))
    first, second = documents.plan(rows), documents.plan(rows)
    actions.apply_import(first, by=None)
    with pytest.raises(Refused, match="名册刚刚被改动"):
        actions.apply_import(second, by=None)
    assert Deputy.objects.count() == 1


def test_an_unsound_plan_cannot_be_applied(net, table):
    run(table(LI))
    with pytest.raises(Refused, match="1 行需要确认"):
        actions.apply_import(documents.plan(station_documents.rows_of(table(NAMESAKE))), by=None)
