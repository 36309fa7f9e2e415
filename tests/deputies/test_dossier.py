"""The dossier in eight parts: page, Word, PDF; the own for a deputy; a county's in one job."""

import io
import zipfile

import pytest
from docx import Document
from pypdf import PdfReader

from deputies.actions import honours, reporting
from deputies.documents import dossier as documents
from deputies.record import Part
from liaison import clock
from liaison.accounts.roles import Role
from liaison.audit.models import Event
from liaison.documents import jobs
from liaison.documents.models import Job
from tests.factories.deputies import DeputyFactory, MandateFactory, MembershipFactory
from tests.factories.merits import BALLOTS, CONTENTS, certificate
from tests.factories.network import Network


@pytest.fixture
def place():
    network = Network()
    officer, office = network.seats[Role.STATION], network.seats[Role.COMMITTEE]
    honour = honours.record(
        network.deputy,
        evidence=[certificate()],
        kind="model",
        title="优秀人大代表",
        granted_by="市人大常委会",
        granted_on=clock.today(),
        by=officer,
    )
    honours.confirm(honour, by=office)
    one = reporting.plan(
        network.deputy.mandates.get(),
        station=network.station,
        held_on=clock.today(),
        place="社区礼堂",
        by=officer,
    )
    reporting.report(one, by=officer, **CONTENTS)
    reporting.vote(one, by=officer, **BALLOTS)
    return network


HEADINGS = [
    "一、基本情况", "二、各类会议", "三、视察调研", "四、学习培训",
    "五、小组活动", "六、建议意见", "七、述职监督", "八、表彰奖励",
]  # fmt: skip


def address(place) -> str:
    return f"/desk/deputies/{place.deputy.pk}/dossier"


def test_the_page_has_eight_parts_and_what_happened_in_each(place, client):
    client.force_login(place.seats[Role.DEPUTY].user)
    page = client.get(f"{address(place)}/").content.decode()
    assert [heading for heading in HEADINGS if heading in page] == HEADINGS
    assert "在社区礼堂述职" in page
    assert "好榜样" in page  # the grade of the honour
    assert [part.label for part in Part] == [heading[2:] for heading in HEADINGS]


def test_the_word_file_opens_with_the_eight_parts(place, client):
    client.force_login(place.seats[Role.COMMITTEE].user)
    answer = client.get(f"{address(place)}.docx")
    document = Document(io.BytesIO(answer.content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "王代表代表履职档案"
    assert [text for text in texts if text in HEADINGS] == HEADINGS
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "优秀人大代表" in cells
    assert Event.objects.filter(verb="export", about_id=str(place.deputy.pk)).exists()


def test_the_pdf_file_reads_the_same(place, client):
    client.force_login(place.seats[Role.COMMITTEE].user)
    answer = client.get(f"{address(place)}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    text = "".join(text.split())
    assert all(heading in text for heading in HEADINGS)
    assert "优秀人大代表" in text


def test_days_before_the_span_are_left_out_and_nonsense_is_this_term(place, client):
    client.force_login(place.seats[Role.COMMITTEE].user)
    page = client.get(f"{address(place)}/?first=2023-01-01&last=2023-12-31").content.decode()
    assert "优秀人大代表" not in page
    assert "2023年1月1日至2023年12月31日" in page
    odd = client.get(f"{address(place)}/?first=2026-05-01&last=2026-01-01").content.decode()
    assert "止日不能早于起日" in odd


def test_another_deputy_s_dossier_is_not_there_and_no_number_is_in_one(place, client):
    stranger = DeputyFactory(name="陈外站")
    client.force_login(place.seats[Role.DEPUTY].user)
    assert client.get(f"/desk/deputies/{stranger.pk}/dossier/").status_code == 404
    assert client.get(f"/desk/deputies/{stranger.pk}/dossier.docx").status_code == 404
    dossier = documents.of(place.deputy.pk, clock.today(), clock.today())
    assert "手机" not in "".join(label for label, _ in dossier.basics)


def test_a_whole_station_s_dossiers_are_one_job(place, client):
    for number in range(3):
        deputy = DeputyFactory(name=f"代表{'甲乙丙'[number]}")
        MandateFactory(deputy=deputy)
        MembershipFactory(deputy=deputy, station=place.station)
    client.force_login(place.seats[Role.COMMITTEE].user)
    said = {"station": place.station.code, "first": "2026-01-01", "last": str(clock.today())}
    assert client.post("/desk/deputies/dossiers/", said).status_code == 422
    client.post("/desk/deputies/dossiers/", said | {"form": "docx"})
    job = Job.objects.get()
    assert (job.kind, job.total) == ("dossiers", 4)
    jobs.run(job.pk)
    packed = zipfile.ZipFile(jobs.result(Job.objects.get()))
    assert len(packed.namelist()) == 4
    assert any(name.startswith("代表甲-") for name in packed.namelist())


def test_a_dossier_costs_few_statements(place, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        documents.of(place.deputy.pk, clock.today(), clock.today())
