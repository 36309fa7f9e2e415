"""Which third-party front-end files the site serves, and that they are the ones recorded.

    python scripts/vendor.py           fetch the pinned packages with npm and rewrite static/vendor/
    python scripts/vendor.py --check   compare every file with its hash in the manifest

Nothing is built: files are copied, references to files that are not shipped are cut, and the
manifest notes version, licence and sha384 of each.
"""

import argparse
import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Package:
    """One npm package: which version, under which licence, which of its files, and where to."""

    name: str
    version: str
    licence: str
    folder: str
    files: tuple[str, ...]


PACKAGES = (
    Package(
        "bootstrap",
        "5.3.9",
        "MIT",
        "bootstrap",
        ("dist/css/bootstrap.min.css", "dist/js/bootstrap.bundle.min.js", "LICENSE"),
    ),
    Package(
        "bootstrap-icons",
        "1.13.2",
        "MIT",
        "bootstrap-icons",
        ("font/bootstrap-icons.min.css", "font/fonts/bootstrap-icons.woff2", "LICENSE"),
    ),
    Package("htmx.org", "2.0.11", "0BSD", "htmx", ("dist/htmx.min.js", "LICENSE")),
    Package(
        "echarts",
        "6.1.0",
        "Apache-2.0",
        "echarts",
        ("dist/echarts.common.min.js", "LICENSE", "NOTICE"),
    ),
)


def refresh() -> None:
    """Fetch every package and rewrite the vendor folder and its manifest."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = [f"{package.name}@{package.version}" for package in PACKAGES]
        npm = [
            "npm",
            "install",
            "--ignore-scripts",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--prefix",
            folder,
        ]
        subprocess.run([*npm, *wanted], check=True)
        shutil.rmtree(VENDOR, ignore_errors=True)
        entries = [
            _copy(package, Path(folder) / "node_modules" / package.name) for package in PACKAGES
        ]
    text = json.dumps({"packages": entries}, ensure_ascii=False, indent=2)
    (VENDOR / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _copy(package: Package, source: Path) -> dict:
    hashes = {}
    for name in package.files:
        target = VENDOR / package.folder / Path(name).name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_trimmed(Path(name).suffix, (source / name).read_bytes()))
        hashes[target.name] = sha384(target)
    return {
        "name": package.name,
        "version": package.version,
        "licence": package.licence,
        "folder": package.folder,
        "sha384": hashes,
    }


def _trimmed(suffix: str, content: bytes) -> bytes:
    """`content` without source-map lines and without fonts that are not shipped (woff beside woff2)."""
    if suffix == ".js":
        return re.sub(rb"\n?//# sourceMappingURL=.*\s*", b"\n", content)
    if suffix == ".css":
        content = re.sub(rb"\n?/\*# sourceMappingURL=.*?\*/\s*", b"\n", content)
        content = re.sub(rb',\s*url\([^)]*\.woff\?[^)]*\)\s*format\("woff"\)', b"", content)
        return re.sub(rb'url\("?(?:\./)?fonts/([^"?)]*)[^)]*\)', rb'url("\1")', content)
    return content


def sha384(path: Path) -> str:
    """The file's SHA-384 in the form of subresource integrity."""
    digest = hashlib.sha384(path.read_bytes()).digest()
    return "sha384-" + base64.b64encode(digest).decode()


def differences(vendor: Path = VENDOR) -> list[str]:
    """What does not agree with the manifest: a changed, missing or unknown file, one line each."""
    manifest = json.loads((vendor / MANIFEST).read_text(encoding="utf-8"))
    recorded = {
        f"{package['folder']}/{name}": digest
        for package in manifest["packages"]
        for name, digest in package["sha384"].items()
    }
    present = {path.relative_to(vendor).as_posix() for path in vendor.rglob("*") if path.is_file()}
    found = [f"missing: {name}" for name in sorted(recorded.keys() - present)]
    found += [f"unknown: {name}" for name in sorted(present - recorded.keys() - {MANIFEST})]
    found += [
        f"changed: {name}"
        for name, digest in sorted(recorded.items())
        if name in present and sha384(vendor / name) != digest
    ]
    return found


def main() -> int:
    """Refresh, or with --check compare; 1 when something differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--check", action="store_true", help="compare with the manifest, change nothing"
    )
    if not parser.parse_args().check:
        refresh()
    found = differences()
    print("\n".join(found) or "static/vendor: every file is the one recorded")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
