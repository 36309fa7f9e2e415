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
