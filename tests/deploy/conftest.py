"""The files of a production set-up, read."""

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from liaison.embedded.folder import REPOSITORY


@pytest.fixture(scope="session")
def compose() -> dict:
    """docker-compose.yml as data."""
    return yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text(encoding="utf-8"))


@pytest.fixture
def installation(tmp_path) -> Path:
    """A folder like a server's: the production files, their secrets made, a stand-in certificate."""
    shutil.copytree(
        REPOSITORY / "deploy", tmp_path / "deploy", ignore=shutil.ignore_patterns("secrets", "tls")
    )
    for name in ("docker-compose.yml", "Dockerfile"):
        shutil.copy(REPOSITORY / name, tmp_path / name)
    subprocess.run([tmp_path / "deploy" / "secrets.sh"], check=True, capture_output=True)
    for name in ("certificate.pem", "key.pem"):
        (tmp_path / "deploy" / "tls" / name).write_text("")
    return tmp_path
