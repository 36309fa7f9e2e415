"""The month in sentences, written from its numbers by rule; no number, no sentence."""

from collections.abc import Iterable, Mapping, Sequence

Figures = Mapping[str, int | float | None]


def sentences(
    now: Figures,
    before: Figures | None,
    *,
    categories: Sequence[tuple[str, int]] = (),
    quiet: Sequence[str] = (),
    idle: Sequence[str] = (),
) -> list[str]:
    """What a reader should know of a month, most pressing first, in Chinese.

    `now` and `before` are the figures of the month and the month before (None: no comparison);
    `categories` are (label, count), most first; `quiet` names the stations that heard
    nothing, `idle` those that owed an activity and held none.
    """
    lines = [
        _late(now),
        _idle(idle, now),
        _received(now, before),
        _answers(now),
        _satisfaction(now),
        _suggestions(now),
        _topics(categories, now),
        _quiet(quiet),
    ]
    return [line for line in lines if line]


def _late(now: Figures) -> str:
    return f"期末有 {now['late']} 件办理逾期未答复，需要督办。" if now["late"] else ""


def _received(now: Figures, before: Figures | None) -> str:
    line = f"本月收到群众诉求 {now['received']} 件"
    if before is None:
        return f"{line}。"
    change = (now["received"] or 0) - (before["received"] or 0)
    if change == 0:
        return f"{line}，与上月持平。"
    return f"{line}，比上月{'增加' if change > 0 else '减少'} {abs(change)} 件。"


def _answers(now: Figures) -> str:
    return f"答复 {now['answered']} 件，办结 {now['closed']} 件，期末在办 {now['open_at_end']} 件。"


def _satisfaction(now: Figures) -> str:
    if now["satisfied_rate"] is None:
        return "本月没有群众评价。"
    return f"收到评价 {now['rated']} 件，满意率 {now['satisfied_rate']}%。"


def _suggestions(now: Figures) -> str:
    line = (
        f"代表提交建议 {now['submitted']} 件，交办 {now['assigned']} 件，答复 {now['replied']} 件"
    )
    if now["on_time_rate"] is None:
        return f"{line}。"
    return f"{line}；应答复 {now['due']} 件，按期答复率 {now['on_time_rate']}%。"


def _topics(categories: Sequence[tuple[str, int]], now: Figures) -> str:
    if not categories or not now["received"]:
        return ""
    told = "、".join(f"{label} {count} 件" for label, count in categories[:3])
    return f"诉求较多的类别：{told}。"


def _idle(names: Sequence[str], now: Figures) -> str:
    """Who missed the month of 121, by name (T24a)."""
    if not now.get("stations_owing"):
        return ""
    if not names:
        return f"应开展活动的 {now['stations_owing']} 个站点全部达标。"
    shown = "、".join(names[:5])
    more = f"等 {len(names)} 个" if len(names) > 5 else f"{len(names)} 个"
    return f"本月活动未达标的站点：{shown}（{more}），达标率 {now['stations_rate']}%。"


def _quiet(names: Sequence[str]) -> str:
    if not names:
        return ""
    shown = "、".join(names[:5])
    more = f"等 {len(names)} 个" if len(names) > 5 else f"{len(names)} 个"
    return f"本月没有收到诉求的站点：{shown}（{more}）。"


def headline(waiting: Iterable, figures: Sequence = ()) -> str:
    """One sentence on today's queues (queues.Waiting): what is wrong first, then how much is to do.

    `figures` (standing.Figure) are given for who looks at the whole: what is wrong among them is
    said even when no queue of the seat's own holds it, and that nothing is wrong is said too.
    """
    queues = list(waiting)
    wrong = [
        f"{one.queue.label} {one.count} 件" for one in queues if one.count and one.queue.presses
    ]
    to_do = [one for one in queues if one.count and not one.queue.presses]
    if figures:
        return _standing(figures, wrong, to_do)
    if wrong:
        return f"请先处理：{'，'.join(wrong)}。"
    if to_do:
        return f"今天有 {len(to_do)} 类事项待办：{'、'.join(one.queue.label for one in to_do)}。"
    return "今天没有待办事项。"


def _standing(figures: Sequence, wrong: Sequence[str], to_do: Sequence) -> str:
    late = [f"{one.label} {one.value} 件" for one in figures if one.is_wrong]
    objected = [line for line in wrong if not line.startswith("逾期")]
    waits = "、".join(f"{one.queue.label} {one.count} 件" for one in to_do)
    said = f"需要督促：{'，'.join(late + objected)}。" if late or objected else "目前没有逾期事项。"
    return f"{said}等您处理：{waits}。" if waits else said
