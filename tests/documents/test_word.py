"""Word files in the layout of official documents, and QR codes."""

import io

from docx import Document
from docx.oxml.ns import qn

from liaison.documents import qr, word


def opened(blocks):
    return Document(io.BytesIO(word.report("二〇二六年十月月报", blocks)))


def test_a_report_has_the_standards_page_and_fonts():
    document = opened([word.Heading("一、总体情况"), "全市 <525> 个站点 & 更多"])
    section = document.sections[0]
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)
    assert (round(section.bottom_margin.mm), round(section.right_margin.mm)) == (35, 26)
    title, _, heading, body = document.paragraphs
    fonts = [
        paragraph.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia"))
        for paragraph in (title, heading, body)
    ]
    assert fonts == ["方正小标宋简体", "黑体", "仿宋_GB2312"]
    assert title.runs[0].font.size.pt == 22
    assert body.text == "全市 <525> 个站点 & 更多"
    assert body._element.pPr.ind.get(qn("w:firstLineChars")) == "200"


def test_a_table_and_a_signature_are_set_in_order():
    document = opened(
        [word.Table(["区县", "件数"], [["铜官区", 12]]), word.Signature("市人大", "1日")]
    )
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["铜官区", "12"]
    assert [paragraph.text for paragraph in document.paragraphs[-2:]] == ["市人大", "1日"]


def test_page_numbers_stand_between_dashes_on_odd_and_even_pages():
    section = opened([]).sections[0]
    for footer in (section.footer, section.even_page_footer):
        assert "PAGE" in footer._element.xml
        assert footer.paragraphs[0].text == "—  —"


def test_a_qr_code_carries_no_style_and_no_script():
    svg = qr.svg("https://example.org/s/340705/?a=1&b=2")
    assert svg.startswith("<svg")
    assert "style=" not in svg
    assert "<script" not in svg
