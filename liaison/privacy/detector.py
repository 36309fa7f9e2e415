"""Where a text names a person: what must be looked at before the text is published (T21, facts §5.3).

It marks, a person decides: a name is only guessed at from the words around it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from liaison.privacy import masking


class Kind(StrEnum):
    """What was found (个人信息种类), in Chinese as a person reads it."""

    ID_NUMBER = "身份证号"
    BANK_CARD = "银行卡号"
    MOBILE = "手机号"
    LANDLINE = "固定电话"
    PLATE = "车牌号"
    EMAIL = "电子邮箱"
    NAME = "姓名"


#: What says of itself what it is; a name near a title may be a street's or a shop's.
CERTAIN = frozenset(Kind) - {Kind.NAME}


@dataclass(frozen=True)
class Finding:
    """A stretch `text[start:end]` that looks like personal data, and how it is shown instead."""

    kind: Kind
    start: int
    end: int
    text: str
    masked: str

    @property
    def is_certain(self) -> bool:
        """Whether the digits prove themselves, as a name cannot."""
        return self.kind in CERTAIN


_GAP = r"[ \-]?"
_BEFORE, _AFTER = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
#: 17 digits and a check character (GB 11643-1999), or the 15 of cards issued until 1999.
_ID = re.compile(rf"{_BEFORE}(?:[0-9]{{17}}[0-9Xx]|[0-9]{{15}}){_AFTER}")
_CARD = re.compile(rf"{_BEFORE}[0-9](?:{_GAP}[0-9]){{15,18}}{_AFTER}")
_MOBILE = re.compile(
    rf"{_BEFORE}(?:\+?86{_GAP})?1[3-9][0-9]{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}{_AFTER}"
)
_LANDLINE = re.compile(rf"{_BEFORE}0[0-9]{{2,3}}[ -]?[2-8][0-9]{{6,7}}{_AFTER}")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·• ]?"
    r"(?:[0-9A-HJ-NP-Z]{6}|[0-9A-HJ-NP-Z]{5}|[0-9A-HJ-NP-Z]{4}[警学挂港澳])(?![0-9A-Za-z])"
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")

#: The hundred commonest surnames cover more than four fifths of all people, then the double ones.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程"
    "魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛段郝顾"
    "龚邵覃武钱戴严欧莫孔向常汤康易乔文章施洪季鲍查"
)
_DOUBLE = "欧阳|上官|司马|诸葛|夏侯|尉迟|皇甫|东方|公孙|慕容|司徒|令狐|端木"
_FAMILY = rf"(?:{_DOUBLE}|[{_SURNAMES}])"
_GIVEN = r"[\u3400-\u9fff]"
_TITLES = (
    "先生|女士|小姐|同志|师傅|大爷|大妈|阿姨|奶奶|爷爷|大姐|大哥|老师|医生|大夫|律师|老板|经理|"
    "书记|主任|局长|科长|所长|站长|村长|组长|队长|校长|院长|乡长|镇长|区长|县长|市长|警官|法官"
)
#: 我叫王小明, 联系人：李某某 …: what follows is a name, whatever its surname.
_INTRODUCED = re.compile(
    rf"(?:我叫|我是(?={_FAMILY})|本人叫|姓名[:：是为]?\s*|联系人[:：是为]?\s*|户主[:：是为]?\s*|"
    rf"业主[:：]\s*|当事人[:：]\s*)({_FAMILY}{_GIVEN}{{1,2}}?)"
    r"(?=[，。,；;、！!？?\s（(:：的和与住在是电手身联家今0-9]|$)"
)
#: 王小明女士, 张师傅: surname, at most two characters, then a way to address people.
_ADDRESSED = re.compile(rf"(?<![\u3400-\u9fff])({_FAMILY}{_GIVEN}{{0,2}}?)(?=(?:{_TITLES}))")
#: 找王小明女士反映, 社区张大妈: the same within a sentence; only with a verb or a place in front.
_IN_SENTENCE = re.compile(
    rf"(?<=[找向跟和与给由被叫请问是让对同的区村楼户住]) ?({_FAMILY}{_GIVEN}{{0,2}}?)(?=(?:{_TITLES}))"
)
_NOT_NAMES = frozenset({"高级", "金牌", "文化", "向上", "方便", "常务", "任何", "石板", "白衣"})


def find(text: str) -> list[Finding]:
    """Everything in `text` that looks like personal data, in reading order, none overlapping.

    Where two readings overlap the one that proves more stands: a number with a right check digit
    before a telephone number inside it.
    """
    taken: list[Finding] = []
    for read in _READERS:
        for found in read(text):
            if not any(found.start < one.end and one.start < found.end for one in taken):
                taken.append(found)
    return sorted(taken, key=lambda one: one.start)


def mask(text: str, *, keep: frozenset[Kind] = frozenset()) -> str:
    """`text` with every finding but those of the kinds `keep` shown masked."""
    parts, at = [], 0
    for one in find(text):
        if one.kind not in keep:
            parts += [text[at : one.start], one.masked]
            at = one.end
    return "".join([*parts, text[at:]])


def _id_numbers(text: str) -> Iterator[Finding]:
    for hit in _ID.finditer(text):
        number = hit.group()
        if is_id_number(number):
            yield _finding(Kind.ID_NUMBER, hit, masking.id_number(number))


def is_id_number(number: str) -> bool:
    """Whether a number is an identity number: its date exists and its check digit is right.

    GB 11643-1999, ISO 7064 MOD 11-2. The 15 digits of old cards carry no check digit.
    """
    if len(number) == 15:
        return _is_date(f"19{number[6:12]}")
    if not _is_date(number[6:14]):
        return False
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()


def _is_date(digits: str) -> bool:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    return 1850 < year < 2100 and 1 <= month <= 12 and 1 <= day <= 31


def _bank_cards(text: str) -> Iterator[Finding]:
    for hit in _CARD.finditer(text):
        digits = masking.digits(hit.group())
        if digits[0] in "34569" and is_luhn(digits):
            yield _finding(Kind.BANK_CARD, hit, f"{digits[:4]}{'*' * 8}{digits[-4:]}")


def is_luhn(digits: str) -> bool:
    """Whether the check digit of a card number is right (ISO/IEC 7812-1)."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


def _matches(kind: Kind, pattern: re.Pattern, show: Callable[[str], str]):
    def read(text: str) -> Iterator[Finding]:
        for hit in pattern.finditer(text):
            yield _finding(kind, hit, show(hit.group()))

    return read


def _names(pattern: re.Pattern):
    def read(text: str) -> Iterator[Finding]:
        for hit in pattern.finditer(text):
            name = hit.group(1)
            if name not in _NOT_NAMES:
                yield Finding(Kind.NAME, *hit.span(1), name, _hidden_name(name))

    return read


def _hidden_name(name: str) -> str:
    return masking.name(name) if len(name) > 1 else f"{name}某"


def _finding(kind: Kind, hit: re.Match, masked: str) -> Finding:
    return Finding(kind, hit.start(), hit.end(), hit.group(), masked)


def _hidden_plate(text: str) -> str:
    return f"{text[:2]}{'*' * (len(text) - 3)}{text[-1]}"


def _hidden_email(text: str) -> str:
    return f"{text[:1]}***{text[text.index('@') :]}"


_READERS = (
    _matches(Kind.EMAIL, _EMAIL, _hidden_email),
    _id_numbers,
    _bank_cards,
    _matches(Kind.MOBILE, _MOBILE, masking.phone),
    _matches(Kind.LANDLINE, _LANDLINE, masking.phone),
    _matches(Kind.PLATE, _PLATE, _hidden_plate),
    _names(_INTRODUCED),
    _names(_ADDRESSED),
    _names(_IN_SENTENCE),
)
