"""What a code on the wall says: which row it stands for, and that we wrote it (代表码, J4).

`A` + number + check: one character for the key, the row's number, eight characters of its HMAC.
Letters that are easily taken for another (0 O 1 I L) are left out, so that a code can be typed.
"""

from collections.abc import Mapping
from hmac import compare_digest

from cryptography.hazmat.primitives import hashes, hmac

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
KEY_IDS = frozenset("ABCDEFGHJKMNPQRSTUVWXYZ")
CHECK_LENGTH = 8  # 31^8: one guess in 850 000 million is right
LONGEST = 24


def issue(number: int, *, key_id: str, keys: Mapping[str, bytes]) -> str:
    """The code of row `number` under the key `key_id`.

    Raises ValueError for a number below 1, KeyError for a key that is gone.
    """
    if number < 1:
        raise ValueError("numbers begin at 1")
    return f"{key_id}{_digits(number)}{_check(number, key_id, keys[key_id])}"


def read(code: str, keys: Mapping[str, bytes]) -> int | None:
    """The number `code` stands for; None for what was not issued under one of `keys`.

    Small letters and spaces are taken as people type them.
    """
    code = "".join(code.split()).upper()
    key_id, digits, check = code[:1], code[1:-CHECK_LENGTH], code[-CHECK_LENGTH:]
    if len(code) > LONGEST or key_id not in keys or not digits or set(code) - set(ALPHABET):
        return None
    number = _number(digits)
    # A leading "2" is a zero: the same number must not have two codes.
    if number < 1 or _digits(number) != digits:
        return None
    return number if compare_digest(check, _check(number, key_id, keys[key_id])) else None


def _check(number: int, key_id: str, key: bytes) -> str:
    """Eight characters of the HMAC-SM3 of key and number."""
    mac = hmac.HMAC(key, hashes.SM3())
    mac.update(f"code\0{key_id}\0{number}".encode())
    return _digits(int.from_bytes(mac.finalize()[:16])).rjust(CHECK_LENGTH, ALPHABET[0])[
        -CHECK_LENGTH:
    ]


def _digits(number: int) -> str:
    found = ""
    while number:
        number, rest = divmod(number, len(ALPHABET))
        found = ALPHABET[rest] + found
    return found


def _number(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * len(ALPHABET) + ALPHABET.index(digit)
    return number
