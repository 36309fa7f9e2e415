"""What a file that was sent as a table really is, and the text in it."""

import unicodedata
from collections.abc import Iterable

import filetype

from liaison.documents.errors import Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NAMES = {
    "pdf": "PDF 文件",
    "jpg": "图片（JPG）",
    "png": "图片（PNG）",
    "gif": "图片（GIF）",
    "webp": "图片（WEBP）",
    "bmp": "图片（BMP）",
    "tif": "图片（TIFF）",
    "rar": "RAR 压缩包",
    "7z": "7z 压缩包",
    "gz": "gz 压缩包",
    "mp4": "视频",
    "exe": "可执行程序",
    "rtf": "RTF 文档",
}
_PACKED = (
    ("word/document.xml", "Word 文档"),
    ("ppt/presentation.xml", "PowerPoint 演示文稿"),
    ("OFD.xml", "OFD 版式文件"),
    ("mimetype", "OpenDocument 文档"),
)


def packed_kind(names: Iterable[str]) -> str:
    """What a zip holding these entries is called."""
    present = set(names)
    return next((kind for entry, kind in _PACKED if entry in present), "压缩包")


def decoded(content: bytes, *, allowed: str) -> str:
    """The text of a CSV: UTF-8 (with or without mark), GB18030, or UTF-16 with its mark.

    `allowed` is said in the error: which files would do. Raises Unreadable for anything else,
    naming what the content looks like.
    """
    if content.startswith(OLE):
        raise Unreadable(_about_ole(content, allowed))
    if kind := filetype.guess(content):
        name = _NAMES.get(kind.extension, f"{kind.extension} 文件")
        raise Unreadable(f"这是{name}，不是表格。{allowed}。")
    if content.lstrip()[:5].lower() in (b"<html", b"<!doc", b"<?xml"):
        raise Unreadable(f"这是网页或 XML 文件，不是表格。{allowed}。")
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    raise Unreadable(f"文件内容不是文字（既不是 UTF-8，也不是 GB18030 编码）。{allowed}。")


def _about_ole(content: bytes, allowed: str) -> str:
    if _ENCRYPTED in content:
        return "这个 Excel 文件设有打开密码，请取消密码后再导入。"
    return f"这是旧版 Office 文件（如 .xls），请在 Excel 中另存为 .xlsx。{allowed}。"


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8-sig", "gb18030")


def _is_text(text: str) -> bool:
    """No control characters, no unassigned or private code points: garbage decodes to those."""
    return not any(
        unicodedata.category(char) in {"Cc", "Cn", "Co", "Cs"} and char not in "\t\r\n"
        for char in set(text)
    )
