"""What a file is, and which are taken."""

import io
import zipfile

import pytest
from PIL import Image

from liaison.attachments.sniff import (
    DOCX,
    JPG,
    PDF,
    PNG,
    WEBP,
    XLSX,
    Unacceptable,
    kind_of,
    safe_name,
)

CONTENT_TYPES = "[Content_Types].xml"


def picture(picture_format: str, size=(9, 9)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "red").save(buffer, picture_format)
    return buffer.getvalue()


def packed(entries: dict) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("JPEG"), JPG),
        (picture("PNG"), PNG),
        (picture("WEBP"), WEBP),
        (b"%PDF-1.7\n%abc\n", PDF),
        (packed({CONTENT_TYPES: "<x/>", "word/document.xml": "<x/>"}), DOCX),
        (packed({CONTENT_TYPES: "<x/>", "xl/workbook.xml": "<x/>"}), XLSX),
    ],
)
def test_the_six_kinds_are_known_by_their_content(content, kind):
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的"),
        (b"<html><script>alert(1)</script>", "不支持"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不支持"),
        (b"MZ" + b"\0" * 300, "不支持"),
        (picture("GIF"), "gif"),
        (b"hello", "不支持"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 Office"),
        (b"PK\x03\x04broken", "损坏"),
        (packed({"OFD.xml": "<x/>"}), "OFD"),
        (packed({"a.txt": "x"}), "压缩包"),
        (packed({"word/document.xml": "x"}), "Word"),
        (
            packed({CONTENT_TYPES: "<x/>", "word/document.xml": "", "word/vbaProject.bin": "x"}),
            "带宏",
        ),
        (packed({CONTENT_TYPES: "macroEnabled.main+xml", "xl/workbook.xml": ""}), "带宏"),
        (b"\xff\xd8\xff" + b"\0" * (10 * 1024 * 1024), "10 MB"),
    ],
)
def test_everything_else_is_refused_with_what_is_allowed(content, said):
    with pytest.raises(Unacceptable, match=said):
        kind_of(content)


def test_a_document_that_would_unpack_to_a_flood_is_refused():
    flood = packed({CONTENT_TYPES: "<x/>", "word/document.xml": b"\0" * (201 * 1024 * 1024)})
    assert len(flood) < 1024 * 1024
    with pytest.raises(Unacceptable, match="过大"):
        kind_of(flood)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("现场照片.JPG", "现场照片.jpg"),
        ("photo.jpeg", "photo.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("D:\\照片\\图.jpg", "图.jpg"),
        ("图\u202egpj.exe", "图gpj.exe.jpg"),
        ('a"b\r\n.jpg', "ab.jpg"),
        ("", "附件.jpg"),
        (".jpg", "附件.jpg"),
        ("长" * 300 + ".jpg", "长" * 120 + ".jpg"),
    ],
)
def test_names_are_kept_without_what_harms(given, kept):
    assert safe_name(given, JPG) == kept
