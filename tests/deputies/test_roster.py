"""A roster of real size: its shape, the time, the memory and the statements its import takes."""

import io
import resource
import time

from django.core.management import call_command

from deputies import roster
from deputies.models import Deputy, Level, Mandate
from liaison import clock
from liaison.documents import excel
from stations.hierarchy import Kind
from stations.models import Station
from tests.deputies.rows import WANG, but, run
from tests.stations.test_import import SHIPPED


def test_the_roster_has_the_shape_of_the_real_one_and_is_the_same_every_time():
    stations = [("340705100000", "西湖镇"), ("340706102000", "钟鸣镇"), ("340711101000", "大通镇")]
    stations += [("340722118000", "枞阳镇"), ("340722119000", "欧山镇"), ("340722120000", "汤沟镇")]
    once = roster.rows(stations)
    assert once == roster.rows(stations)
    assert len(once) == 2 + 3_309
    assert all(row[10].startswith("199000") for row in once[2:])


def test_the_whole_roster_is_imported_in_time_and_everybody_is_assigned(tmp_path):
    call_command("import_stations", str(SHIPPED), stdout=io.StringIO())
    named = Station.objects.filter(kind=Kind.STATION).values_list("code", "name")
    title, headings, *rows = roster.rows(
        [(code, name.removesuffix("人大代表联络站")) for code, name in named]
    )
    path = tmp_path / "roster.xlsx"
    path.write_bytes(excel.workbook("名册", [(title[0], 9)], [headings, *rows]))
    begun = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    out = run(path)
    assert time.process_time() - begun < 20
    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak
    assert grown_kib < 150 * 1024
    assert "代表资格 3309 个" in out
    assert "代表 3143 人" in out
    levels = {level: Mandate.objects.filter(level=level).count() for level in Level}
    assert list(levels.values()) == [4, 31, 350, 885, 2_039]
    assert not Deputy.objects.unassigned(clock.today()).exists()
    assert "新增 0，修改 0，不变 3309" in run(path)


def test_a_roster_of_any_size_takes_few_statements(net, table, django_assert_max_num_queries):
    many = [
        but(WANG, 姓名=f"王{n}", 手机号=f"1990000{n:04}", 代表证号=f"A-{n}") for n in range(1, 300)
    ]
    path = table(*many)
    with django_assert_max_num_queries(20):
        run(path)
    with django_assert_max_num_queries(25):
        run(table(*[but(row, 备注="改") for row in many]))
