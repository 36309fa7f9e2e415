"""How one text becomes unreadable in the database, and readable again (GCM, facts §5.2 数据保密性)."""

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, modes

from liaison.privacy import keys

NONCE_BYTES = 12
TAG_BYTES = 16


class Unreadable(Exception):
    """A stored value was changed, moved to another column, or its key is not configured."""


def seal(text: str, *, place: str) -> str:
    """`text` encrypted and authenticated under the writing key, as `<key id>.<base64>`.

    `place` names the column; it is authenticated too, so that a value copied into another column
    does not open there.
    """
    key = keys.writing_key()
    nonce = os.urandom(NONCE_BYTES)
    encryptor = Cipher(key.cipher(), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(_bound(key.id, place))
    sealed = encryptor.update(text.encode()) + encryptor.finalize()
    body = base64.urlsafe_b64encode(nonce + encryptor.tag + sealed).decode("ascii")
    return f"{key.id}.{body}"


def unseal(token: str, *, place: str) -> str:
    """The text sealed in `token` for `place`. Raises Unreadable."""
    identifier = key_id(token)
    key = keys.field_keys().get(identifier)
    if key is None:
        raise Unreadable(f"{place}：找不到密钥“{identifier}”，请检查 FIELD_KEYS。")
    try:
        raw = base64.urlsafe_b64decode(token.partition(".")[2])
        nonce, tag, sealed = (
            raw[:NONCE_BYTES],
            raw[NONCE_BYTES:][:TAG_BYTES],
            raw[NONCE_BYTES + TAG_BYTES :],
        )
        decryptor = Cipher(key.cipher(), modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(_bound(identifier, place))
        return (decryptor.update(sealed) + decryptor.finalize()).decode()
    except (InvalidTag, ValueError, binascii.Error) as error:
        raise Unreadable(f"{place}：密文已损坏或被改动。") from error


def key_id(token: str) -> str:
    """The id of the key `token` was sealed with."""
    return token.partition(".")[0]


def _bound(identifier: str, place: str) -> bytes:
    return f"{identifier}|{place}".encode()
