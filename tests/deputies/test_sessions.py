"""人代会出席 (C12): one absence warns, two make a proposal, nothing ends by itself."""

import io
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from deputies.actions import sessions as actions
from deputies.actions.mandates import Notice
from deputies.models import QualificationProposal
from deputies.succession.absences import standing
from liaison import clock
from liaison.accounts.roles import Role
from liaison.audit.models import Event
from liaison.documents import excel
from liaison.errors import Refused
from tests.factories.stations import seat_in
from tests.factories.terms import holder, term

pytestmark = pytest.mark.usefixtures("on_the_day")
Stage = QualificationProposal.Stage


@pytest.fixture
def on_the_day():
    with time_machine.travel("2026-11-22T10:00:00+08:00", tick=False):
        yield


@pytest.fixture
def third(net):
    return term()


@pytest.fixture
def wang(third, net):
    return holder("王芳", of=third, station=net[2], certificate_no="Z-1").mandates.get()


@pytest.fixture
def office(client, net):
    seat = seat_in(net[0], Role.COMMITTEE)
    client.force_login(seat.user)
    return seat


def session(third, number):
    day = date(2022 + number, 1, 9)
    return actions.open_session(third, title=f"第{number}次会议", from_on=day, to_on=day, by=None)


def absent(third, wang, *numbers):
    for number in numbers:
        made = actions.record(session(third, number), states={wang.pk: ("absent", "")}, by=None)
    return made


def decide(proposal, *, ends, number="铜资审〔2026〕1号", by=None):
    return actions.decide(proposal, ends=ends, notice=Notice(clock.today(), number), by=by)


def test_two_unapproved_absences_make_a_proposal_and_never_a_removal(third, wang):
    """C12: absent (unapproved) twice → proposal to 代表资格审查委员会, never automatic removal."""
    assert absent(third, wang, 1) == []
    assert standing(1).is_warned
    made = absent(third, wang, 2)
    assert [each.mandate for each in made] == [wang]
    wang.refresh_from_db()
    assert (wang.to_on, wang.end_reason) == (None, "")
    assert wang.is_running(clock.today())
    assert made[0].absences == "第1次会议、第2次会议"
    assert Event.objects.filter(verb="propose_ending").count() == 1
    assert absent(third, wang, 3)[:0] == []
    wang.refresh_from_db()
    assert wang.to_on is None


def test_the_page_warns_after_the_first_and_says_who_decides_after_the_second(
    client, office, third, wang
):
    absent(third, wang, 1)
    html = client.get(wang.get_absolute_url()).content.decode()
    assert "再有 1 次，将依法提请代表资格审查委员会审查" in html
    absent(third, wang, 2)
    html = client.get(wang.get_absolute_url()).content.decode()
    assert "是否终止资格由其审查、依法公告，系统不自动终止" in html
    assert "在任" in html


def test_leave_that_was_approved_does_not_count(third, wang):
    for number in (1, 2, 3):
        made = actions.record(session(third, number), states={wang.pk: ("leave", "住院")}, by=None)
    assert made == []
    with pytest.raises(Refused, match="须写明原因"):
        actions.record(session(third, 4), states={wang.pk: ("leave", "")}, by=None)


def test_absences_of_another_term_do_not_count(third, wang, net):
    absent(third, wang, 1)
    fourth = term(code="340706000000")
    other = holder("王芳", of=fourth, certificate_no="Y-1").mandates.get()
    day = date(2026, 1, 9)
    late = actions.open_session(fourth, title="第一次会议", from_on=day, to_on=day, by=None)
    assert actions.record(late, states={other.pk: ("absent", "")}, by=None) == []
    with pytest.raises(Refused, match="不属于本届"):
        actions.record(late, states={wang.pk: ("absent", "")}, by=None)


def test_a_correction_takes_an_open_proposal_back(third, wang):
    proposal = absent(third, wang, 1, 2)[0]
    last = third.sessions.get(title="第2次会议")
    actions.record(last, states={wang.pk: ("leave", "出差，已批准")}, by=None)
    proposal.refresh_from_db()
    assert proposal.stage == Stage.WITHDRAWN


def test_the_committees_decision_ends_the_mandate_with_its_document(third, wang):
    proposal = absent(third, wang, 1, 2)[0]
    with pytest.raises(Refused, match="文号"):
        decide(proposal, ends=True, number="")
    decide(proposal, ends=True)
    wang.refresh_from_db()
    assert (wang.to_on, wang.end_reason) == (clock.today(), "absent")
    assert wang.events.get().ground == "未经批准两次不出席本级人民代表大会会议"
    with pytest.raises(Refused, match="不能再登记"):
        decide(proposal, ends=False)


def test_a_decision_not_to_end_leaves_the_mandate_and_a_third_absence_is_proposed_anew(third, wang):
    decide(absent(third, wang, 1, 2)[0], ends=False)
    wang.refresh_from_db()
    assert wang.to_on is None
    again = absent(third, wang, 3)
    assert again[0].absences == "第1次会议、第2次会议、第3次会议"


def test_attendance_is_recorded_on_the_page(client, office, third, wang):
    one = session(third, 1)
    given = {f"state-{wang.pk}": "leave", f"reason-{wang.pk}": "住院"}
    client.post(f"/desk/sessions/{one.pk}/record/", given)
    html = client.get(f"/desk/sessions/{one.pk}/").content.decode()
    assert "经批准请假 1 人" in html
    client.post(f"/desk/sessions/{session(third, 2).pk}/record/", {f"state-{wang.pk}": "absent"})
    told = client.post(
        f"/desk/sessions/{one.pk}/record/", {f"state-{wang.pk}": "absent"}, follow=True
    ).content.decode()
    assert "王芳已两次未经批准缺席，已生成资格审查建议；资格没有变动" in told
    assert "第1次会议、第2次会议" in client.get("/desk/proposals/").content.decode()


HEAD = ["代表证号", "姓名", "出席情况", "请假原因"]


def send(client, one, *rows):
    content = excel.workbook("出席", [("出席名册", 20)], [HEAD, *rows])
    file = SimpleUploadedFile("出席.xlsx", content)
    return client.post(f"/desk/sessions/{one.pk}/import/", {"file": file})


def test_attendance_comes_from_the_workbook_that_was_exported(client, office, third, wang):
    one = session(third, 1)
    book = client.get(f"/desk/sessions/{one.pk}.xlsx")
    rows = [cells for _, cells in excel.read_rows(io.BytesIO(book.content))]
    assert any("Z-1" in cells for cells in rows)
    assert send(client, one, ["Z-1", "王芳", "未经批准缺席", ""]).status_code == 302
    assert one.attendances.get().state == "absent"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["Z-9", "王芳", "出席", ""], "本届没有代表证号“Z-9”"),
        (["Z-1", "李芳", "出席", ""], "登记的是“王芳”，姓名不同"),
        (["Z-1", "王芳", "来了", ""], "不认识的出席情况“来了”"),
        (["Z-1", "王芳", "请假", ""], "须写明原因"),
    ],
)
def test_a_bad_row_of_attendance_is_named_and_none_is_recorded(
    client, office, third, wang, net, row, reason
):
    holder("钱二", of=third, certificate_no="Z-2")
    one = session(third, 1)
    response = send(client, one, ["Z-2", "钱二", "出席", ""], row)
    assert response.status_code == 422
    assert reason in response.content.decode()
    assert '<td class="num">4</td>' in response.content.decode()
    assert not one.attendances.exists()
