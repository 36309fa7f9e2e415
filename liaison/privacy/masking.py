"""What of personal data is shown by default (facts §5.3: 138****1234, 张*, 3407********1234)."""

import re

HIDDEN = "*"
MOBILE_DIGITS = 11


def digits(text: str) -> str:
    """The telephone or identity number without spaces, dashes and the +86 in front."""
    plain = re.sub(r"[^0-9Xx]", "", text).upper()
    if len(plain) == MOBILE_DIGITS + 2 and plain.startswith("86"):
        return plain[2:]
    return plain


def phone(text: str) -> str:
    """`13812341234` → `138****1234`; shorter numbers keep their last two digits."""
    plain = digits(text)
    if len(plain) >= MOBILE_DIGITS:
        return f"{plain[:3]}{HIDDEN * (len(plain) - 7)}{plain[-4:]}"
    return HIDDEN * max(len(plain) - 2, 0) + plain[-2:] if len(plain) > 2 else HIDDEN * len(plain)


def name(text: str) -> str:
    """`张三丰` → `张**`: the first character, one star for each other."""
    return text[:1] + HIDDEN * (len(text) - 1)


def id_number(text: str) -> str:
    """`340700199001011234` → `3407**********1234`: place of issue and last four only."""
    plain = digits(text)
    if len(plain) <= 8:
        return HIDDEN * len(plain)
    return f"{plain[:4]}{HIDDEN * (len(plain) - 8)}{plain[-4:]}"


def address(text: str) -> str:
    """An address down to the community or village: what follows 小区, 村, 社区 or 路 is hidden."""
    found = re.match(r".*?(?:小区|社区|新村|村|苑|路|街道|镇|乡)", text)
    return f"{found.group()}{HIDDEN * 3}" if found else HIDDEN * len(text)


#: Runs of digits that may be a telephone, an identity or a card number, and names before a title.
_NUMBERS = re.compile(r"(?<![0-9A-Za-z])\+?[0-9][0-9 -]{5,22}[0-9Xx](?![0-9A-Za-z])")
_PLATES = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·. ]?[A-Z0-9]{5,6}"
)
_TITLED = re.compile(
    r"[\u4e00-\u9fff]{1,3}?(?=先生|女士|阿姨|大爷|大妈|大姐|师傅|老师|医生|同志|老人家)"
)


def said(text: str) -> str:
    """What a resident said, for others to read: numbers and plates hidden, names before a title cut.

    A first guard, not a promise: only what an officer has put in order is shown at all.
    """
    text = _NUMBERS.sub(lambda found: HIDDEN * min(len(found.group()), 6), text)
    text = _PLATES.sub(lambda found: f"{found.group()[:2]}{HIDDEN * 5}", text)
    return _TITLED.sub("某", text)
