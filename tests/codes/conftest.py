"""The small town with a code for its station and its deputy, and paper read by other programs."""

import io

import pypdfium2
import pytest
import zxingcpp
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from deputies.actions import codes
from deputies.models import Deputy, PublicCode
from tests.factories import town as small_town


@pytest.fixture
def town() -> small_town.Town:
    return small_town.build()


@pytest.fixture
def deputy(town) -> Deputy:
    return town.deputy.deputy_seat.deputy


@pytest.fixture
def code(town, deputy) -> PublicCode:
    """The deputy's code in use."""
    codes.issue_missing(town.station, by=town.officer)
    return PublicCode.objects.standing().get(deputy=deputy)


@pytest.fixture
def station_code(town, code) -> PublicCode:
    return PublicCode.objects.standing().get(station=town.station)


@pytest.fixture
def as_seat():
    """A browser of its own for a seat."""

    def go(seat) -> Client:
        browser = Client()
        browser.force_login(seat.user)
        return browser

    return go


def text_of(content: bytes) -> str:
    """What a reader of PDF finds written, without its line breaks and spaces."""
    pages = PdfReader(io.BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def pictures_of(content: bytes) -> list[Image.Image]:
    """Each page as another program draws it, at 150 dots to the inch."""
    pages = pypdfium2.PdfDocument(content)
    return [page.render(scale=150 / 72).to_pil() for page in pages]


def codes_on(content: bytes) -> list[str]:
    """What a scanner reads from the pages."""
    return [
        found.text
        for picture in pictures_of(content)
        for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    ]
