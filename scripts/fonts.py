"""Which fonts PDF pages are set in, and that they are the ones recorded.

    python scripts/fonts.py           fetch the pinned packages with apt-get, rewrite the folder
    python scripts/fonts.py --check   compare every file with its hash in the manifest

Fandol is copied as it is. Noto is cut down to the simplified characters an office meets: Serif to
GB 2312, the 8105 of 《通用规范汉字表》 (Unihan `kTGH`), rare characters of names and punctuation; Serif
Bold and Sans Bold to what Fandol lacks of these.
"""

import argparse
import bz2
import gzip
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

FONTS = Path(__file__).resolve().parent.parent / "liaison" / "documents" / "fonts"
MANIFEST = "manifest.json"

# Characters of given names outside both tables, and of the announcements of deputies' names.
RARE = "喆垚堃镕玥淼犇骉赟翀旻昇祎祺镒韡彧燊頔晟炘烜珺珩琤瑨璟璠翯嫕䶮䜣㛃㙍昳昉曌鑫垕濬瀚峣嵘"
SIGNS = "".join(
    chr(code)
    for first, last in (
        (0x20, 0x7E),
        (0xA0, 0xFF),
        (0x2010, 0x2027),
        (0x2030, 0x203B),
        (0x2100, 0x214F),
        (0x2150, 0x218B),
        (0x2190, 0x21FF),
        (0x2460, 0x24FF),
        (0x2500, 0x25FF),
        (0x2600, 0x267F),
        (0x3000, 0x303F),
        (0x3200, 0x33FF),
        (0xFE10, 0xFE6F),
        (0xFF00, 0xFFEF),
    )
    for code in range(first, last + 1)
)


@dataclass(frozen=True)
class Package:
    """One Debian package: which version, what is taken from it, under which licence."""

    name: str
    version: str
    licence: str


FANDOL = Package("texlive-lang-chinese", "2022.20230122-1", "GPL-3.0-or-later with font exception")
NOTO = Package("fonts-noto-cjk", "1:20220127+repack1-1", "OFL-1.1")
UNIHAN = Package("unicode-data", "15.0.0-1", "Unicode")
FANDOL_FILES = (
    "FandolFang-Regular.otf",
    "FandolSong-Regular.otf",
    "FandolSong-Bold.otf",
    "FandolHei-Regular.otf",
    "FandolHei-Bold.otf",
    "FandolKai-Regular.otf",
)


def refresh() -> None:
    """Fetch every package and rewrite the font folders and the manifest."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for package in (FANDOL, NOTO, UNIHAN):
            _unpack(package, folder)
        _copy_fandol(folder / "usr/share")
        _cut_noto(folder / "usr/share", wanted(folder / "usr/share/unicode"))
    packages = [
        _entry(FANDOL, "fandol", "Fandol Song, Hei, Kai, Fang 0.3"),
        _entry(NOTO, "noto", "Noto Serif CJK SC 2.001, Noto Sans CJK SC 2.004 (subsets)"),
    ]
    text = json.dumps({"packages": packages}, ensure_ascii=False, indent=2)
    (FONTS / MANIFEST).write_text(text + "\n", encoding="utf-8")


def wanted(unicode: Path) -> set[int]:
    """The code points Noto Serif is cut down to."""
    found = {ord(sign) for sign in RARE + SIGNS} | gb2312()
    with bz2.open(unicode / "Unihan_OtherMappings.txt.bz2", "rt", encoding="utf-8") as lines:
        for line in lines:
            if match := re.match(r"U\+([0-9A-F]+)\tkTGH\t", line):
                found.add(int(match[1], 16))
    return found


def gb2312() -> set[int]:
    """Every character of GB 2312."""
    pairs = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    return {ord(sign) for pair in pairs for sign in pair.decode("gb2312", errors="ignore")}


def _unpack(package: Package, folder: Path) -> None:
    wish = f"{package.name}={package.version}"
    subprocess.run(["apt-get", "download", wish], cwd=folder, check=True)
    (archive,) = folder.glob(f"{package.name}_*.deb")
    subprocess.run(["dpkg-deb", "-x", archive, folder], check=True)


def _copy_fandol(share: Path) -> None:
    target = _emptied("fandol")
    for name in FANDOL_FILES:
        source = share / "texlive/texmf-dist/fonts/opentype/public/fandol" / name
        (target / name).write_bytes(source.read_bytes())
    words = share / "doc/texlive-doc/fonts/fandol"
    (target / "README").write_bytes((words / "README").read_bytes())
    (target / "COPYING").write_bytes(gzip.decompress((words / "COPYING.gz").read_bytes()))


def _cut_noto(share: Path, characters: set[int]) -> None:
    from fontTools.ttLib import TTFont

    fonts, target = share / "fonts/opentype/noto", _emptied("noto")
    known = set(TTFont(FONTS / "fandol" / "FandolSong-Bold.otf").getBestCmap())
    _cut(fonts / "NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC", characters, target)
    _cut(fonts / "NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC", characters - known, target)
    _cut(fonts / "NotoSansCJK-Bold.ttc", "Noto Sans CJK SC", characters - known, target)
    record = (share / "doc/fonts-noto-cjk/copyright").read_text(encoding="utf-8")
    (target / "LICENSE").write_text(_licence_in(record), encoding="utf-8")


def _licence_in(record: str) -> str:
    """The fonts' own copyright and licence; how and by whom they were packaged is not shipped."""
    parts = record.split("\n\n")
    own = next(part for part in parts if part.startswith("Files: *"))
    licence = record[record.index("License: SIL-1.1\n ") :].partition("\nLicense: GPL")[0]
    return f"{own}\n\n{licence.rstrip()}\n"


def _cut(collection: Path, family: str, characters: set[int], target: Path) -> None:
    """The face of `family` in a font collection, with these characters only, as one file."""
    from fontTools import subset
    from fontTools.ttLib import TTCollection, TTFont

    faces = TTCollection(collection).fonts
    number = next(i for i, face in enumerate(faces) if face["name"].getDebugName(1) == family)
    font = TTFont(collection, fontNumber=number, recalcTimestamp=False)
    options = subset.Options(hinting=False, name_IDs=["*"], name_languages=["*"])
    options.layout_features = ["*"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    style = collection.stem.partition("-")[2]
    font.save(target / f"{family.replace(' ', '')}-{style}.otf")


def _emptied(name: str) -> Path:
    folder = FONTS / name
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    return folder


def _entry(package: Package, folder: str, contents: str) -> dict:
    files = sorted((FONTS / folder).iterdir())
    return {
        "fonts": contents,
        "debian": f"{package.name} {package.version}",
        "licence": package.licence,
        "folder": folder,
        "sha256": {path.name: sha256(path) for path in files},
    }


def sha256(path: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def differences(fonts: Path = FONTS) -> list[str]:
    """What does not agree with the manifest: a changed, missing or unknown file, one line each."""
    manifest = json.loads((fonts / MANIFEST).read_text(encoding="utf-8"))
    recorded = {
        f"{package['folder']}/{name}": digest
        for package in manifest["packages"]
        for name, digest in package["sha256"].items()
    }
    present = {path.relative_to(fonts).as_posix() for path in fonts.rglob("*") if path.is_file()}
    found = [f"missing: {name}" for name in sorted(recorded.keys() - present)]
    found += [f"unknown: {name}" for name in sorted(present - recorded.keys() - {MANIFEST})]
    found += [
        f"changed: {name}"
        for name, digest in sorted(recorded.items())
        if name in present and sha256(fonts / name) != digest
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
    print("\n".join(found) or "liaison/documents/fonts: every file is the one recorded")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
