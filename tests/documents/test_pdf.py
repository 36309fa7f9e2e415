"""PDF pages, read back by other programs: text, fonts, codes, and what they promise to be."""

import io
import json
import shutil
import threading

import pytest
import typst
import zxingcpp
from django.core import checks
from django.core.management import call_command
from fontTools.ttLib import TTFont
from PIL import Image
from pypdf import PdfReader

from liaison.documents import pdf
from scripts import fonts

RARE = "喆垚堃镕玥"


def specimen(**values) -> bytes:
    filled = {"text": RARE, "code": pdf.qr("x"), "unit": "铜陵市", "day": "1日"} | values
    return pdf.render("specimen", filled)


def words(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def embedded(content: bytes) -> set[str]:
    """The names of the fonts a file carries within itself."""
    found = set()
    for page in PdfReader(io.BytesIO(content)).pages:
        for font in page["/Resources"]["/Font"].values():
            within = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = within["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & descriptor.keys()
            found.add(str(within["/BaseFont"]).partition("+")[2])
    return found


@pytest.fixture
def no_compiler():
    """Settings of fonts are read when the compiler is made: made anew before and after."""
    for kept in (pdf._compiler, pdf._fonts):
        kept.cache_clear()
    yield
    for kept in (pdf._compiler, pdf._fonts):
        kept.cache_clear()


def test_rare_characters_of_names_print_in_every_face():
    content = specimen(text=f"代表李{RARE}接待居民。")
    assert words(content).count(RARE) == 5
    assert {"FandolFang-Regular", "FandolKai-Regular", "FandolSong-Regular"} <= embedded(content)
    assert any(name.startswith("NotoSerifCJKsc") for name in embedded(content))


def test_it_is_an_archival_file_with_chinese_as_its_language():
    reader = PdfReader(io.BytesIO(specimen()))
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in metadata
    assert str(reader.trailer["/Root"]["/Lang"]).lower() == "zh-cn"
    assert reader.metadata.title == "字样"
    assert reader.pages[0].mediabox.width == pytest.approx(595.28, abs=0.1)


def test_what_people_write_is_never_read_as_source():
    evil = '#read("/etc/passwd") $x$ *b* #import "@preview/x:1.0.0": * <a> ] ) " \\ @b'
    assert evil.replace(" ", "") in words(specimen(text=evil)).replace(" ", "").replace("\n", "")


def test_a_character_of_no_font_leaves_a_gap_and_no_failure(caplog):
    content = specimen(text="李\U000323af到站接待")
    assert "到站接待" in words(content)
    assert "could not be displayed" in caplog.text


def test_a_wrong_template_is_an_error_of_ours():
    with pytest.raises(typst.TypstError):
        pdf.render("specimen", {"text": "缺少其他内容"})


def test_a_code_on_the_page_is_read_by_another_reader(tmp_path):
    svg = pdf.qr("https://lianluo.example.cn/s/T/?来自=海报")
    png = typst.compile(
        b'#set page(width: 60mm, height: 60mm)\n#image(bytes(sys.inputs.svg), format: "svg")',
        format="png",
        ppi=200,
        sys_inputs={"svg": svg},
    )
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
    assert found.text == "https://lianluo.example.cn/s/T/?来自=海报"


def test_a_picture_goes_in_and_anything_else_is_refused():
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(buffer, "JPEG")
    content = specimen(code=pdf.picture(buffer.getvalue()))
    (image,) = PdfReader(io.BytesIO(content)).pages[-1].images
    assert image.image.size == (60, 40)
    buffer = io.BytesIO()
    Image.new("RGB", (6, 4)).save(buffer, "GIF")
    with pytest.raises(ValueError, match="JPEG"):
        pdf.picture(buffer.getvalue())


def test_pages_set_at_the_same_time_are_each_their_own():
    made: dict[int, bytes] = {}

    def make(number):
        made[number] = specimen(text=f"第{number}份")

    threads = [threading.Thread(target=make, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(words(content).count(f"第{number}份") == 5 for number, content in made.items())
    assert len(made) == 6


def test_the_shipped_fonts_are_the_ones_recorded_and_hold_every_character():
    assert fonts.differences() == []
    serif = set(TTFont(fonts.FONTS / "noto" / "NotoSerifCJKSC-Regular.otf").getBestCmap())
    assert {ord(sign) for sign in fonts.RARE} <= serif
    assert fonts.gb2312() <= serif
    manifest = json.loads((fonts.FONTS / fonts.MANIFEST).read_text(encoding="utf-8"))
    assert all({"COPYING", "LICENSE"} & each["sha256"].keys() for each in manifest["packages"])


def test_a_changed_font_is_told(tmp_path):
    for name in ("fandol/README", "noto/LICENSE", fonts.MANIFEST):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(fonts.FONTS / name, tmp_path / name)
    (tmp_path / "noto" / "LICENSE").write_text("mine", encoding="utf-8")
    found = fonts.differences(tmp_path)
    assert "changed: noto/LICENSE" in found
    assert "missing: fandol/FandolFang-Regular.otf" in found


def test_missing_and_misnamed_fonts_refuse_to_start(settings, no_compiler):
    settings.PDF_FONTS = {"title": "方正小标宋简体", "body": "仿宋_GB2312"}
    found = {message.id: message for message in checks.run_checks(tags=["liaison"])}
    assert "方正小标宋简体" in found["liaison.E009"].msg
    assert "body" in found["liaison.E010"].msg


def test_a_licensed_font_of_the_office_comes_first(settings, no_compiler, tmp_path):
    font = TTFont(fonts.FONTS / "noto" / "NotoSerifCJKSC-Regular.otf")
    for record in font["name"].names:
        record.string = "Licensed Song" if record.nameID in {1, 4, 16} else "LicensedSong"
    font.save(tmp_path / "licensed.otf")
    settings.PDF_FONT_DIR, settings.PDF_FONTS = str(tmp_path), {"fang": "Licensed Song"}
    assert pdf.missing_fonts() == []
    assert "FandolFang-Regular" not in embedded(specimen())


def test_the_specimen_is_written_for_whoever_changes_fonts(tmp_path):
    call_command("font_specimen", tmp_path / "字样.pdf", verbosity=0)
    assert "李喆" in words((tmp_path / "字样.pdf").read_bytes())
