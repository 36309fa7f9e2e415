"""Tables in and out: what is written comes back, and what is no table is named."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
import xlsxwriter
from PIL import Image

from liaison.documents import excel
from liaison.documents.errors import Unreadable


def read(content: bytes):
    return list(excel.read_rows(io.BytesIO(content)))


def zipped(**entries) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return buffer.getvalue()


def test_what_is_written_is_read_back():
    rows = [
        ["王芳", 3, 2.5, date(2026, 1, 2), True, None],
        ["李\x07四", "00123", "", datetime(2026, 1, 1, 20, tzinfo=UTC), False, "x" * 40_000],
    ]
    book = excel.workbook("名册[1]/2026", [(name, 12) for name in "甲乙丙丁戊己"], rows)
    lines = read(book)
    assert lines[0] == (1, list("甲乙丙丁戊己"))
    assert lines[1] == (2, ["王芳", 3, 2.5, date(2026, 1, 2), "是", ""])
    assert lines[2][1][:2] == ["李四", "00123"]
    assert lines[2][1][3] == datetime(2026, 1, 2, 4)  # noqa: DTZ001 (a cell has no time zone)
    assert len(lines[2][1][5]) == 32_767


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A1", "+1", "-1", "@sum(1)", "\t=1"])
def test_text_that_looks_like_a_formula_stays_text(text):
    book = excel.workbook("表", [("甲", 10)], [[text]])
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert "<f>" not in sheet
    assert 'quotePrefix="1"' in styles
    assert read(book)[1][1] == [text.strip()]


def test_line_numbers_are_those_the_person_sees():
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    book.add_worksheet("空")
    sheet = book.add_worksheet("数据")
    sheet.write(3, 1, "标题")
    sheet.write(6, 1, "值")
    book.close()
    assert [line for line, _ in read(buffer.getvalue())] == [4, 7]
    text = '甲,乙\r\n\r\n"两\r\n行",1\r\n三,2\r\n'
    assert [line for line, _ in read(text.encode())] == [1, 3, 5]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_the_encodings_offices_use(encoding):
    assert read("编码,名称\n340705,铜官区㐂站\n".encode(encoding))[1] == (
        2,
        ["340705", "铜官区㐂站"],
    )


def test_csv_may_be_divided_by_tabs_or_semicolons():
    assert read("甲\t乙\n1\t2\n".encode())[0] == (1, ["甲", "乙"])
    assert read("甲;乙\n1;2\n".encode())[0] == (1, ["甲", "乙"])


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (9, 9)).save(buffer, "PNG")
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的"),
        (b"  \n\n,,\n", "没有任何内容"),
        (b"\xef\xbb\xbf", "没有任何内容"),
        (b"%PDF-1.7\n%abc\n", "PDF"),
        (picture(), "图片"),
        (b"\x81\x00", "不是文字"),
        (b"\xfe\xfe", "不是文字"),
        (b"PK", "损坏"),
        (b"PK\x03\x04" + b"\x00" * 60, "损坏"),
        (zipped(a_dot_txt="x"), "压缩包"),
        (zipped(word__document_dot_xml="x"), "Word"),
        (zipped(OFD_dot_xml="x"), "OFD"),
        (zipped(xl__workbook_dot_xml="<broken"), "损坏"),
        (OLE, "另存为 .xlsx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (b"<html><body>1</body></html>", "网页"),
        (b"name\x00,1\n", "不是文字"),
    ],
)
def test_what_is_no_table_is_named_and_refused(content, said):
    with pytest.raises(Unreadable, match=said):
        read(content)


def test_a_file_that_is_too_large_is_refused_before_it_is_parsed():
    with pytest.raises(Unreadable, match="超过 20 MB"):
        read(b"a," * (excel.LARGEST_BYTES // 2 + 1))


def test_a_path_that_leads_nowhere_is_said():
    with pytest.raises(Unreadable, match="没有找到文件"):
        excel.read_rows("/nowhere/at-all.csv")


def test_a_cell_without_end_is_refused_with_its_line():
    with pytest.raises(Unreadable, match="第 2 行"):
        read(('甲,乙\n"' + "x" * 200_000 + '",1\n').encode())
