"""import_stations: all or nothing, by code, each bad row with its line and reason."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from liaison.accounts.roles import Role
from liaison.documents import excel
from liaison.errors import Refused
from stations import documents, sheet
from stations.actions import network as actions
from stations.hierarchy import Kind
from stations.models import ImportDraft, Station
from tests.factories.stations import network, seat_in

SHIPPED = Path(documents.__file__).parent / "data" / "tongling_stations.csv"
HEADINGS = "类型,上级编码,编码,名称,依托场所"
GOOD = (
    "联络点,B1,B2,湖东联络点,居民服务中心",
    "联络站,A2,B1,天井湖联络站,党群服务中心",
    "总站,,A1,铜陵总站,",
    "中心站,A1,A2,铜官中心站,",
)


@pytest.fixture
def table(tmp_path):
    """A CSV file of these lines."""

    def write(*lines, encoding="utf-8"):
        path = tmp_path / "stations.csv"
        path.write_bytes("\n".join(lines).encode(encoding))
        return path

    return write


def run(path, **options):
    out = io.StringIO()
    call_command("import_stations", str(path), stdout=out, **options)
    return out.getvalue()


def tree():
    return {each.code: each.name for each in Station.objects.order_by("path")}


def test_the_shipped_network_has_1_4_50_and_470_stations_and_a_second_import_changes_nothing():
    assert "新增 525" in run(SHIPPED)
    kinds = list(Station.objects.values_list("kind", flat=True))
    counts = {kind: kinds.count(kind) for kind in set(kinds)}
    assert counts == {"main": 1, "centre": 4, "station": 50, "point": 464, "mobile": 6}
    assert Station.objects.find_problems() == ([], [], [], [], [])
    before = tree()
    assert "新增 0，修改 0，不变 525" in run(SHIPPED)
    assert tree() == before


def test_children_may_stand_before_their_parents_under_a_title_row(table):
    run(table("铜陵市联络站名单", HEADINGS, *GOOD))
    assert list(tree()) == ["A1", "A2", "B1", "B2"]
    assert Station.objects.get(code="B1").host_venue == "党群服务中心"


def test_english_headings_kinds_and_another_encoding_are_understood(table):
    run(table("kind,parent_code,code,name,host_venue,note", "main,,A1,Main,,x"))
    run(table(HEADINGS, *GOOD, encoding="gb18030"))
    assert tree()["A1"] == "铜陵总站"


def test_an_excel_workbook_works_as_a_csv_does(tmp_path):
    path = tmp_path / "stations.xlsx"
    rows = [line.split(",") for line in GOOD]
    columns = [(heading, 20) for heading in HEADINGS.split(",")]
    path.write_bytes(excel.workbook("站点", columns, rows))
    assert "新增 4" in run(path)


def test_a_dry_run_writes_nothing(table):
    assert "检查通过（未写入）：新增 4" in run(table(HEADINGS, *GOOD), dry_run=True)
    assert not tree()


def test_importing_again_updates_moves_and_keeps_what_an_empty_cell_does_not_say(table):
    run(table(HEADINGS, *GOOD))
    path = table(
        HEADINGS,
        "中心站,A1,A3,义安中心站,",
        "联络站,A3,B1,天井湖新联络站,",
    )
    assert "新增 1，修改 1，不变 0" in run(path)
    moved = Station.objects.get(code="B1")
    assert (moved.name, moved.host_venue) == ("天井湖新联络站", "党群服务中心")
    assert Station.objects.get_parent(moved).code == "A3"
    assert Station.objects.get_parent(Station.objects.get(code="B2")).code == "B1"


def test_two_stations_change_places_in_one_import(table):
    run(table(HEADINGS, "代表之家,,H,家,", "联络站,H,S,站,", "代表工作室,S,W,室,"))
    run(table(HEADINGS, "代表工作室,,W,室,", "联络站,W,S,站,"))
    assert [each.code for each in Station.objects.get_ancestors(Station.objects.get(code="S"))] == [
        "W"
    ]


BAD = [
    ("重复编码", ["联络站,A2,B1,又一站,"], "第 6 行：编码“B1”与第 3 行重复。"),
    ("没有上级", ["联络站,ZZ,B9,孤站,"], "第 6 行：上级编码“ZZ”不存在，这一行没有上级站点。"),
    ("没写上级", ["联络站,,B9,孤站,"], "第 6 行：联络站必须有上级站点。"),
    (
        "成环",
        ["代表工作室,B8,B9,甲,", "联络站,B9,B8,乙,"],
        "第 6 行：上级关系成环：B9 → B8 → B9。",
    ),
    ("自己是上级", ["联络站,B9,B9,甲,"], "第 6 行：上级关系成环：B9 → B9。"),
    ("第二个总站", ["总站,,A9,又一总站,"], "第 6 行：总站只能有一个，已有“铜陵总站”。"),
    ("类型不合", ["联络点,A2,B9,点,"], "第 6 行：联络点不能设在中心站之下"),
    ("没有名称", ["联络站,A2,B9,,"], "第 6 行：缺少名称。"),
    ("没有编码", ["联络站,A2,,站,"], "第 6 行：缺少编码。"),
    ("不认识的类型", ["分站,A2,B9,站,"], "第 6 行：不认识的类型“分站”，应为：总站、"),
    ("编码不可用", ["联络站,A2,站/一,站,"], "第 6 行：编码“站/一”不可用"),
    ("太长", [f"联络站,A2,B9,{'长' * 61},"], "第 6 行：名称超过 60 个字。"),
]


@pytest.mark.parametrize(("lines", "reason"), [row[1:] for row in BAD], ids=[r[0] for r in BAD])
def test_one_bad_row_is_named_with_its_line_and_nothing_is_written(table, lines, reason):
    with pytest.raises(CommandError) as refusal:
        run(table(HEADINGS, *GOOD, *lines))
    assert reason in str(refusal.value)
    assert "未导入任何内容" in str(refusal.value)
    assert not tree()


def test_what_is_on_record_counts_as_well(table):
    run(table(HEADINGS, *GOOD))
    with pytest.raises(CommandError, match="总站只能有一个，已有“铜陵总站”"):
        run(table(HEADINGS, "总站,,A9,又一总站,"))
    with pytest.raises(CommandError, match="其下已有“湖东联络点”：联络点不能设在中心站之下"):
        run(table(HEADINGS, "中心站,A1,B1,改成中心站,"))
    with pytest.raises(CommandError, match="上级关系成环"):
        run(table(HEADINGS, "中心站,B1,A2,铜官,"))


def test_a_closed_station_takes_no_new_ones(table):
    from liaison import clock

    run(table(HEADINGS, *GOOD))
    actions.close_station(Station.objects.get(code="B2"), on=clock.today(), by=None)
    actions.close_station(Station.objects.get(code="B1"), on=clock.today(), by=None)
    with pytest.raises(CommandError, match="上级站点“天井湖联络站”已撤销"):
        run(table(HEADINGS, "联络点,B1,B7,点,"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "文件是空的"),
        (b"\x81\x00\xff\xfe\x00\x01garbage\x00", "文件内容不是文字"),
        (b"%PDF-1.7 not a table", "PDF 文件，不是表格"),
        (b"PK\x03\x04 broken", "已损坏"),
        ("甲,乙\n1,2".encode(), "没有找到表头"),
        ("类型,编码\n总站,A1".encode(), "缺少“名称”列"),
        (f"{HEADINGS}\n".encode(), "表头下面没有任何站点"),
    ],
)
def test_a_file_that_is_no_table_of_stations_says_so_in_chinese(tmp_path, content, reason):
    path = tmp_path / "stations.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        run(path)
    assert reason in str(refusal.value)
    assert any("一" <= character <= "鿿" for character in str(refusal.value))
    assert not tree()


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(CommandError, match="没有找到文件"):
        run(tmp_path / "nothing.csv")


def test_an_unsound_plan_cannot_be_applied():
    plan = sheet.Plan(faults=[sheet.Fault(3, "缺少名称。")])
    with pytest.raises(Refused, match="1 处错误"):
        actions.apply_import(plan, by=None)


def test_every_kind_is_known_by_its_chinese_and_its_english_name():
    for kind in Kind:
        assert sheet.kind_of(kind.label) == sheet.kind_of(kind.value.upper()) == kind


def test_the_longest_texts_of_a_row_are_those_of_the_record():
    for name, column in sheet.COLUMNS.items():
        if name != "parent_code":
            assert column.longest <= Station._meta.get_field(name).max_length


def test_a_table_confirmed_twice_at_once_is_imported_once():
    by = seat_in(network()[0], Role.COMMITTEE)
    rows = [[1, HEADINGS.split(",")], [2, ["联络站", "C", "N", "新站", ""]]]
    draft = actions.keep_draft(subject=sheet.SUBJECT, file_name="站点.csv", rows=rows, by=by)
    # Both requests have read the draft and made their plan before either writes.
    same = ImportDraft.objects.get(pk=draft.pk)
    first, second = documents.plan(rows), documents.plan(rows)
    actions.apply_import(first, by=by, draft=draft)
    with pytest.raises(Refused, match="已经导入"):
        actions.apply_import(second, by=by, draft=same)
