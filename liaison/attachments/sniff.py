"""Which files are taken: what a file is, is read from its content, never from its name."""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

import filetype

from liaison.documents.textfile import OLE, packed_kind

LARGEST_BYTES = 10 * 1024 * 1024
LARGEST_UNPACKED_BYTES = 200 * 1024 * 1024
LONGEST_NAME = 120
ALLOWED = "可以上传：图片（JPG、PNG、WEBP）、PDF、Word（.docx）、Excel（.xlsx），每个不超过 10 MB"

_MACROS = re.compile(r"vbaproject|\.bas$|activex/", re.IGNORECASE)
_OFFICE = "application/vnd.openxmlformats-officedocument."


class Unacceptable(Exception):
    """The file is refused; the message is Chinese and says what is taken."""


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken: its ending, its media type, whether it is a picture."""

    ending: str
    media_type: str
    is_picture: bool = False


JPG = Kind("jpg", "image/jpeg", is_picture=True)
PNG = Kind("png", "image/png", is_picture=True)
WEBP = Kind("webp", "image/webp", is_picture=True)
PDF = Kind("pdf", "application/pdf")
DOCX = Kind("docx", f"{_OFFICE}wordprocessingml.document")
XLSX = Kind("xlsx", f"{_OFFICE}spreadsheetml.sheet")
KINDS = {kind.ending: kind for kind in (JPG, PNG, WEBP, PDF, DOCX, XLSX)}


def kind_of(content: bytes) -> Kind:
    """What `content` is; raises Unacceptable for everything not taken."""
    if not content:
        raise Unacceptable("文件是空的（0 字节），请重新选择。")
    if len(content) > LARGEST_BYTES:
        raise Unacceptable(f"文件超过 10 MB。{ALLOWED}。")
    if content.startswith(b"PK"):
        return _packed(content)
    if content.startswith(OLE):
        raise Unacceptable(
            f"旧版 Office 文件或加密的 Office 文件不能上传，请另存为 .docx 或 .xlsx。{ALLOWED}。"
        )
    guess = filetype.guess(content)
    if guess is None or guess.extension not in KINDS:
        name = f"（{guess.extension}）" if guess else ""
        raise Unacceptable(f"不支持这种文件{name}。{ALLOWED}。")
    return KINDS[guess.extension]


def _packed(content: bytes) -> Kind:
    """Word or Excel among everything that is a zip; nothing with macros, nothing that floods."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            unpacked = sum(entry.file_size for entry in archive.infolist())
            types = _content_types(archive, names, unpacked)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise Unacceptable(f"文件已损坏，无法读取。{ALLOWED}。") from error
    if unpacked > LARGEST_UNPACKED_BYTES:
        raise Unacceptable("文件展开后过大，不能上传。")
    if "macroEnabled" in types or any(_MACROS.search(name) for name in names):
        raise Unacceptable(f"带宏的 Office 文件不能上传，请另存为不带宏的文件。{ALLOWED}。")
    if "[Content_Types].xml" in names:
        for entry, kind in (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX)):
            if entry in names:
                return kind
    raise Unacceptable(f"不支持上传{packed_kind(names)}。{ALLOWED}。")


def _content_types(archive: zipfile.ZipFile, names: list[str], unpacked: int) -> str:
    if "[Content_Types].xml" not in names or unpacked > LARGEST_UNPACKED_BYTES:
        return ""
    return archive.read("[Content_Types].xml").decode("utf-8", "replace")


def safe_name(name: str, kind: Kind) -> str:
    """The name a person gave the file: no path, no invisible characters, the true ending."""
    shown = "".join(
        char
        for char in unicodedata.normalize("NFC", name.replace("\\", "/"))
        if unicodedata.category(char)[0] != "C" and char not in '<>:"|?*'
    )
    stem = PurePosixPath(shown).name.strip()
    if stem.lower().endswith((f".{kind.ending}", ".jpeg")):
        stem = stem.rpartition(".")[0]
    stem = stem.strip(" .")[:LONGEST_NAME] or "附件"
    return f"{stem}.{kind.ending}"
