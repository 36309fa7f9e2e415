"""Which kind may stand under which (T10, J1)."""

import pytest

from stations.hierarchy import MAY_HOLD, ROOTS, Kind, why_not


def test_tonglings_network_and_a_towns_home_fit_in_one_table():
    for kind, parent in [
        (Kind.CENTRE, Kind.MAIN),
        (Kind.STATION, Kind.CENTRE),
        (Kind.POINT, Kind.STATION),
        (Kind.MOBILE, Kind.STATION),
        (Kind.STATION, Kind.HOME),
        (Kind.POINT, Kind.HOME),
    ]:
        assert why_not(kind, parent) == ""
    assert why_not(Kind.MAIN, None) == why_not(Kind.HOME, None) == ""


@pytest.mark.parametrize("parent", [*Kind, None])
@pytest.mark.parametrize("kind", list(Kind))
def test_every_pair_is_either_in_the_table_or_refused_with_a_sentence(kind, parent):
    allowed = kind in ROOTS if parent is None else kind in MAY_HOLD[parent]
    reason = why_not(kind, parent)
    assert (reason == "") is allowed
    assert allowed or reason.endswith("。")


def test_a_station_without_a_parent_is_told_that_it_needs_one():
    assert why_not(Kind.STATION, None) == "联络站必须有上级站点。"


def test_nothing_stands_above_the_main_station():
    assert why_not(Kind.MAIN, Kind.CENTRE) == "总站是最高一级，不能设在中心站之下。"


def test_a_point_under_a_centre_is_told_where_it_may_stand():
    assert why_not(Kind.POINT, Kind.CENTRE).startswith("联络点不能设在中心站之下，只能设在联络站、")
