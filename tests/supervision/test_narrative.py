"""Sentences say what the numbers say, most pressing first."""

from supervision import narrative
from supervision.indicators import INDICATORS

EMPTY = dict.fromkeys(INDICATORS, 0) | {"satisfied_rate": None, "on_time_rate": None}


def test_lateness_comes_first():
    lines = narrative.sentences(EMPTY | {"late": 2, "received": 3}, None)
    assert lines[0] == "期末有 2 件办理逾期未答复，需要督办。"


def test_change_is_told_against_the_month_before():
    more = narrative.sentences(EMPTY | {"received": 5}, EMPTY | {"received": 2})
    fewer = narrative.sentences(EMPTY | {"received": 1}, EMPTY | {"received": 2})
    same = narrative.sentences(EMPTY, EMPTY)
    assert "本月收到群众诉求 5 件，比上月增加 3 件。" in more
    assert "本月收到群众诉求 1 件，比上月减少 1 件。" in fewer
    assert "本月收到群众诉求 0 件，与上月持平。" in same


def test_no_rating_is_not_called_a_rate_of_zero():
    lines = narrative.sentences(EMPTY, None)
    assert "本月没有群众评价。" in lines
    assert not any("满意率" in line for line in lines)


def test_quiet_stations_are_named_up_to_five():
    names = [f"第{n}站" for n in range(7)]
    lines = narrative.sentences(EMPTY, None, quiet=names)
    assert lines[-1] == "本月没有收到诉求的站点：第0站、第1站、第2站、第3站、第4站（等 7 个）。"


def test_stations_that_missed_the_month_are_named():
    month = EMPTY | {"stations_owing": 4, "stations_met": 2, "stations_rate": 50.0}
    lines = narrative.sentences(month, None, idle=["甲站", "乙站"])
    assert "本月活动未达标的站点：甲站、乙站（2 个），达标率 50.0%。" in lines
    assert "应开展活动的 4 个站点全部达标。" in narrative.sentences(month, None)
