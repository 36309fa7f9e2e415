"""The unified social credit code (统一社会信用代码, GB 32100): eighteen characters, the last a check."""

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LENGTH = 18


def is_right(code: str) -> bool:
    """Whether `code` is well formed and its check character fits."""
    if len(code) != _LENGTH or any(each not in _ALPHABET for each in code):
        return False
    return code[-1] == check_character(code[:-1])


def check_character(body: str) -> str:
    """The last character for the seventeen before it: weights are powers of 3, modulus 31."""
    total = sum(_ALPHABET.index(each) * 3**n % 31 for n, each in enumerate(body))
    return _ALPHABET[-total % 31]
