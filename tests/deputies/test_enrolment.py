"""Training classes from enrolling to the certificate (T7): hours once, feedback without a name."""

import io
from datetime import date, datetime
from decimal import Decimal

import pytest
import time_machine
from docx import Document
from pypdf import PdfReader

from deputies.actions import enrolment as actions
from deputies.actions import training as trainings
from deputies.documents import training as documents
from deputies.models import Enrolment, TrainingFeedback
from liaison.errors import Refused
from tests.factories import town
from tests.factories.deputies import DeputyFactory, MandateFactory, MembershipFactory
from tests.factories.visits import LOCAL

MINE = "/desk/study/mine/?year=2026"


@pytest.fixture
def here():
    """A small town on 20 November 2026."""
    with time_machine.travel(datetime(2026, 11, 20, 10, tzinfo=LOCAL), tick=False):
        yield town.build()


@pytest.fixture
def training(here):
    """A class of next week; deputies enrol until the 24th, two places."""
    return trainings.open_training(
        station=here.station,
        title="履职培训班",
        from_on=date(2026, 11, 25),
        to_on=date(2026, 11, 26),
        hours=Decimal(12),
        enrolling_ends_on=date(2026, 11, 24),
        places=2,
        by=here.officer,
    )


def person(here):
    return here.deputy.deputy_seat.deputy


def another(here, name="李代表"):
    deputy = DeputyFactory(name=name)
    MandateFactory(deputy=deputy, level="county")
    MembershipFactory(deputy=deputy, station=here.station)
    return deputy


def over():
    return time_machine.travel(datetime(2026, 11, 26, 17, tzinfo=LOCAL), tick=False)


def test_a_deputy_enrols_himself_once_and_withdraws(here, training, client):
    client.force_login(here.deputy.user)
    assert "可以报名的培训班" in client.get(MINE).content.decode()
    way = f"/desk/study/classes/{training.pk}/"
    for _ in range(2):
        assert client.post(f"{way}enrol/").status_code == 302
    assert Enrolment.objects.get().deputy == person(here)
    page = client.get(MINE).content.decode()
    assert "已报名" in page
    assert "可以报名的培训班" not in page
    client.post(f"{way}withdraw/")
    assert not Enrolment.objects.exists()


def test_enrolling_ends_on_its_day_and_when_all_places_are_taken(here, training):
    actions.enrol(training, deputies=[another(here), another(here, "张代表")], by=here.officer)
    with pytest.raises(Refused, match="名额为 2 人"):
        actions.enrol(training, deputies=[person(here)], by=here.deputy)
    with (
        time_machine.travel(datetime(2026, 11, 25, 8, tzinfo=LOCAL), tick=False),
        pytest.raises(Refused, match="报名已截止"),
    ):
        actions.enrol(training, deputies=[person(here)], by=here.deputy)


def test_the_office_enrols_and_signs_in_and_the_hours_count_once(here, training, client):
    client.force_login(here.officer.user)
    way = f"/desk/study/classes/{training.pk}/people/"
    key = person(here).pk
    client.post(way, {"deputies": [key], "what": "enrol"})
    with over():
        client.force_login(here.officer.user)
        for _ in range(2):
            client.post(way, {"deputies": [key], "what": "present"})
        plan = documents.plan(
            [[1, ["姓名", "签到"]], [2, ["王代表", "是"]]], training, here.officer
        )
        trainings.apply_roster(training, plan, by=here.officer)
        row = Enrolment.objects.get()
        assert (row.is_present, row.hours) == (True, Decimal(12))
        page = client.get("/desk/study/hours/?year=2026").content.decode()
        assert '<td class="num">12</td>' in page


def test_nobody_signs_in_before_the_class_begins(here, training):
    with pytest.raises(Refused, match="还没有开班"):
        actions.record_present(training, deputies=[person(here)], by=here.officer)


def test_the_certificate_is_a_page_a_word_file_and_a_pdf(here, training, client):
    with over():
        actions.record_present(training, deputies=[person(here)], by=here.officer)
        client.force_login(here.deputy.user)
        way = f"/desk/study/records/{Enrolment.objects.get().pk}"
        words = "于2026年11月25日至2026年11月26日参加“履职培训班”，计 12 学时，准予结业。"
        assert words in client.get(f"{way}/").content.decode()
        file = Document(io.BytesIO(client.get(f"{way}.docx").content))
        assert words in "\n".join(each.text for each in file.paragraphs)
        pdf = PdfReader(io.BytesIO(client.get(f"{way}.pdf").content))
        (sheet,) = pdf.pages
        # lines break anywhere between Chinese characters
        read = "".join(sheet.extract_text().split())
        assert words.replace(" ", "") in read
        assert person(here).name in read


def test_who_was_not_there_has_no_certificate_and_nobody_opens_anothers(here, training, client):
    actions.enrol(training, deputies=[person(here)], by=here.officer)
    row = Enrolment.objects.get()
    client.force_login(here.deputy.user)
    assert client.get(f"/desk/study/records/{row.pk}/").status_code == 404
    with over():
        other = another(here)
        actions.record_present(training, deputies=[other], by=here.officer)
        client.force_login(here.deputy.user)
        row = Enrolment.objects.get(deputy=other)
        for way in ("/", "/feedback/"):
            assert client.get(f"/desk/study/records/{row.pk}{way}").status_code == 404


def test_feedback_is_given_once_and_names_nobody(here, training, client):
    with over():
        people = [person(here), another(here), another(here, "张代表")]
        actions.record_present(training, deputies=people, by=here.officer)
        client.force_login(here.deputy.user)
        way = f"/desk/study/records/{Enrolment.objects.get(deputy=people[0]).pk}/feedback/"
        said = {"rating": "4", "text": "案例再多一些"}
        assert client.post(way, {"rating": "9"}).status_code == 422
        assert client.post(way, said).status_code == 302
        assert client.post(way, said).status_code == 409
        given = TrainingFeedback.objects.get()
        names = {field.name for field in TrainingFeedback._meta.get_fields()}
        assert (given.rating, names) == (4, {"id", "training", "rating", "text"})
        client.force_login(here.officer.user)
        page = client.get(training.get_absolute_url()).content.decode()
        assert "1 份，满 3 份后显示" in page
        assert "案例再多一些" not in page
        for rating in (5, 3):
            TrainingFeedback.objects.create(training=training, rating=rating)
        page = client.get(training.get_absolute_url()).content.decode()
        assert "3 份，平均 4.0 分" in page
        assert "案例再多一些" in page


def test_feedback_waits_until_the_class_is_over(here, training):
    with time_machine.travel(datetime(2026, 11, 25, 9, tzinfo=LOCAL), tick=False):
        actions.record_present(training, deputies=[person(here)], by=here.officer)
        with pytest.raises(Refused, match="结业后"):
            actions.give_feedback(Enrolment.objects.get(), rating=5, text="", by=here.deputy)


def test_another_stations_office_does_not_keep_the_class(here, training, client):
    client.force_login(here.other_officer.user)
    assert client.get(f"/desk/study/classes/{training.pk}/people/").status_code == 404
