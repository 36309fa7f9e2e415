"""The secrets of a private installation: made once, kept in the data folder, for its owner only."""

import json
import secrets
from pathlib import Path

from liaison.embedded.folder import Folder, write_private

MAKERS = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(64),
    "INDEX_KEY": lambda: secrets.token_hex(32),
    "FIELD_KEYS": lambda: f"1:sm4:{secrets.token_hex(16)}",
    "HOTLINE_KEY": lambda: secrets.token_hex(32),
}


def exist(folder: Folder) -> bool:
    """Whether this data folder has secrets of its own already."""
    return _file(folder).exists()


def kept(folder: Folder) -> dict[str, str]:
    """Every secret of this installation, name → value; the missing ones are made and stored."""
    path = _file(folder)
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    missing = {name: make() for name, make in MAKERS.items() if name not in known}
    if missing:
        known |= missing
        write_private(path, json.dumps(known, indent=1) + "\n")
    return known


def _file(folder: Folder) -> Path:
    return folder.root / "secrets.json"
