"""The numbers of terms in words: 第三届 is followed by 第四届."""

import re

_DIGITS = "零一二三四五六七八九"
_NUMBER = re.compile(r"第([一二三四五六七八九十]{1,3})届")


def value_of(number: str) -> int | None:
    """`第十八届` → 18; None for anything else."""
    found = _NUMBER.fullmatch(number)
    if found is None:
        return None
    tens, ten, ones = found[1].rpartition("十")
    if not ten:
        return _DIGITS.index(ones) if len(ones) == 1 else None
    if tens not in _DIGITS or ones not in _DIGITS or len(tens + ones) > 2:
        return None
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)


def written(value: int) -> str:
    """18 → `第十八届`; for 1 to 99."""
    tens, ones = divmod(value, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return f"第{head}{_DIGITS[ones] if ones else ''}届"


def after(number: str) -> str:
    """The number of the next term; empty when `number` cannot be read."""
    value = value_of(number)
    return written(value + 1) if value and value < 99 else ""
