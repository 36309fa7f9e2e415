"""A poster on the wall: an officer prints it, a passer-by scans it, and the deputy is told."""

import pypdfium2
import zxingcpp

from deputies.actions import codes
from deputies.models import PublicCode
from suggestions.models import Concern
from tests.factories.network import WORDS
from tests.journeys.conftest import DESK, PHONE


def scanned(content: bytes) -> str:
    """The address another program reads from the first page of a PDF."""
    page = pypdfium2.PdfDocument(content)[0].render(scale=2).to_pil()
    (found,) = zxingcpp.read_barcodes(page)
    return found.text


def test_a_poster_is_printed_scanned_and_followed(person, network, settings):
    codes.issue_missing(network.station, by=network.seats["station"])
    code = PublicCode.objects.standing().get(deputy=network.deputy)

    officer = person(DESK)
    officer.sign_in("station")
    officer.open("/desk/codes/")
    officer.sees("王代表")
    printed = officer.page.request.get(f"{officer.address}/desk/codes/{code.pk}/poster.pdf")
    way = scanned(printed.body()).removeprefix(settings.SITE_URL)

    resident = person(PHONE)
    resident.open(way)
    resident.sees("王代表")
    resident.follow("给王代表代表留言")
    resident.page.get_by_label("发生了什么事？").fill(WORDS)
    resident.press("提交")
    resident.sees("已收到")
    assert Concern.objects.get().deputy == network.deputy

    deputy = person(PHONE)
    deputy.sign_in("deputy")
    deputy.open("/desk/notices/")
    deputy.sees("给您留言")


def test_a_passer_by_without_scripts_reads_the_page_of_an_old_card(person, network):
    codes.issue_missing(network.station, by=network.seats["station"])
    code = PublicCode.objects.standing().get(deputy=network.deputy)
    codes.rotate(code, reason="名片遗失", by=network.seats["station"])
    resident = person(PHONE, script=False)
    resident.open(code.get_public_url())
    resident.sees("此码已更换")
    resident.follow("联络站网页")
    resident.sees("翠湖联络站")
