"""A small network, and rosters written as workbooks."""

import pytest

from liaison.documents import excel
from tests.deputies.rows import HEADINGS
from tests.factories.stations import network


@pytest.fixture
def net():
    return network()


@pytest.fixture
def table(tmp_path):
    """A workbook: title row, headings, these rows from line 3."""

    def write(*rows, headings=HEADINGS):
        path = tmp_path / "roster.xlsx"
        path.write_bytes(excel.workbook("花名册", [("代表花名册", 20)], [headings, *rows]))
        return path

    return write
