"""How sealed text is still found by equality: a keyed fingerprint, useless without the key."""

from cryptography.hazmat.primitives import hashes, hmac

from liaison.privacy import keys

HEX_LENGTH = 64


def blind(text: str, purpose: str) -> str:
    """HMAC-SM3 of `text` in hex (64 characters), for a column beside the sealed one.

    `purpose` (such as `"deputy.phone"`) keeps two columns from being joined on it. The caller
    normalises `text` first (`masking.digits` for telephone numbers). Empty text gives "".
    """
    if not text:
        return ""
    mac = hmac.HMAC(keys.index_key(), hashes.SM3())
    mac.update(f"{purpose}\0{text}".encode())
    return mac.finalize().hex()
