"""Which keys personal data is sealed with: many may read, the first one writes."""

from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import algorithms
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

ALGORITHMS = {"sm4": (algorithms.SM4, {16}), "aes": (algorithms.AES, {16, 24, 32})}
INDEX_KEY_BYTES = 32
CODE_KEY_IDS = "ABCDEFGHJKMNPQRSTUVWXYZ"  # letters that a code may begin with


@dataclass(frozen=True)
class FieldKey:
    """One key of FIELD_KEYS, written there as `id:algorithm:hex`."""

    id: str
    algorithm: str
    secret: bytes

    def cipher(self):
        """The block cipher (SM4, GB/T 32907, or AES) under this key."""
        return ALGORITHMS[self.algorithm][0](self.secret)


def field_keys() -> dict[str, FieldKey]:
    """All keys by id, the writing key first. Raises ImproperlyConfigured for a malformed list."""
    return _parsed(tuple(settings.FIELD_KEYS))


def writing_key() -> FieldKey:
    """The key new values are sealed with: the first of FIELD_KEYS."""
    return next(iter(field_keys().values()))


def index_key() -> bytes:
    """The key of the blind index; it never rotates, since an index cannot be recomputed unseen."""
    try:
        key = bytes.fromhex(settings.INDEX_KEY)
    except ValueError:
        raise ImproperlyConfigured("INDEX_KEY 必须是十六进制字符串。") from None
    if len(key) < INDEX_KEY_BYTES:
        raise ImproperlyConfigured(
            f"INDEX_KEY 至少需要 {INDEX_KEY_BYTES} 字节（{INDEX_KEY_BYTES * 2} 个十六进制字符）。"
        )
    return key


def code_keys() -> dict[str, bytes]:
    """The keys public codes are signed with, by their one-letter id; the first one signs.

    Without CODE_KEYS there is one, "A", that follows from INDEX_KEY. Raises ImproperlyConfigured
    for a malformed list.
    """
    if not settings.CODE_KEYS:
        mac = hmac.HMAC(index_key(), hashes.SM3())
        mac.update(b"public codes")
        return {"A": mac.finalize()}
    found = {}
    for line in settings.CODE_KEYS:
        name, _, secret = line.partition(":")
        try:
            found[name] = bytes.fromhex(secret)
        except ValueError:
            found[name] = b""
        if not (len(name) == 1 and name in CODE_KEY_IDS and len(found[name]) >= INDEX_KEY_BYTES):
            raise ImproperlyConfigured("CODE_KEYS 的每一项应写成“字母:至少64位十六进制”。")
    return found


@lru_cache(maxsize=8)
def _parsed(lines: tuple[str, ...]) -> dict[str, FieldKey]:
    keys = {}
    for line in lines:
        key = _key(line)
        if key.id in keys:
            raise ImproperlyConfigured(f"FIELD_KEYS 中的密钥编号“{key.id}”重复。")
        keys[key.id] = key
    if not keys:
        raise ImproperlyConfigured("请设置 FIELD_KEYS（编号:算法:十六进制密钥，首个用于写入）。")
    return keys


def _key(line: str) -> FieldKey:
    # The secret itself is never repeated in a message: messages end up in logs.
    parts = line.split(":")
    if len(parts) != 3 or not parts[0].isalnum():
        raise ImproperlyConfigured("FIELD_KEYS 的每一项应写成“编号:算法:十六进制密钥”。")
    identifier, algorithm, secret = parts
    if algorithm not in ALGORITHMS:
        raise ImproperlyConfigured(f"FIELD_KEYS 中密钥“{identifier}”的算法应为 sm4 或 aes。")
    try:
        key = FieldKey(identifier, algorithm, bytes.fromhex(secret))
    except ValueError:
        raise ImproperlyConfigured(f"FIELD_KEYS 中密钥“{identifier}”不是十六进制字符串。") from None
    if len(key.secret) not in ALGORITHMS[algorithm][1]:
        raise ImproperlyConfigured(f"FIELD_KEYS 中密钥“{identifier}”的长度不适合 {algorithm}。")
    return key
