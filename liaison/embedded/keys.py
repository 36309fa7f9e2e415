"""The secrets of a private installation: made once, kept in the data folder, readable by its owner."""

import json
import secrets

from liaison.embedded.folder import Folder, write_private

MAKERS = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(64),
    "INDEX_KEY": lambda: secrets.token_hex(32),
    "FIELD_KEYS": lambda: f"1:sm4:{secrets.token_hex(16)}",
    "HOTLINE_KEY": lambda: secrets.token_hex(32),
}


def kept(folder: Folder) -> dict[str, str]:
    """Every secret of this installation, name → value; the missing ones are made and stored."""
    path = folder.root / "secrets.json"
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    missing = {name: make() for name, make in MAKERS.items() if name not in known}
    if missing:
        known |= missing
        write_private(path, json.dumps(known, indent=1) + "\n")
    return known
