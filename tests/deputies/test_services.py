"""A need on its way: matched, invited, accepted on the phone, served at an activity, rated (T19)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from deputies.actions import attendance, skills
from deputies.actions.register import act_as
from deputies.models import Attendance, DeputySkill, Need, NeedInvitation, Skill
from deputies.workflow import NEED
from liaison import clock
from liaison.accounts.roles import Role
from liaison.audit.models import Event
from liaison.notices.models import Message
from stations.actions import activities
from stations.hierarchy import Kind
from stations.models import Activity
from tests.factories.accounts import SeatFactory
from tests.factories.deputies import DeputyFactory, MandateFactory, MembershipFactory
from tests.factories.stations import StationFactory, seat_in

NEEDS = "/desk/services/needs/"
LIST = "/desk/services/"
MINE = "/desk/services/mine/"


def html(answer):
    return answer.content.decode()


def member(station, name, **more):
    deputy = DeputyFactory(name=name, **more)
    MandateFactory(deputy=deputy)
    MembershipFactory(deputy=deputy, station=station)
    return deputy


def know(deputy, skill, proof="", state="confirmed"):
    found = Skill.objects.get(name=skill)
    return DeputySkill.objects.create(deputy=deputy, skill=found, proof=proof, state=state)


@pytest.fixture(autouse=True)
def _morning():
    """Tuesday, ten in the morning."""
    with time_machine.travel(datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Asia/Shanghai"))):
        yield


@pytest.fixture
def officer(client, net):
    seat = seat_in(net[2], Role.STATION)
    client.force_login(seat.user)
    return seat


@pytest.fixture
def doctor(net):
    deputy = member(net[2], "王医生")
    know(deputy, "医疗卫生", "执业医师")
    return deputy


@pytest.fixture
def seat_of_doctor(doctor):
    seat = SeatFactory(role=Role.DEPUTY)
    act_as(seat, doctor)
    return seat


def form(**more):
    today = clock.today()
    return {
        "station": "T",
        "source": "resident",
        "title": "老人上门体检",
        "skills": [Skill.objects.get(name="医疗卫生").pk],
        "from_on": today.isoformat(),
        "to_on": (today + timedelta(days=10)).isoformat(),
        "asker_name": "孙大妈",
        "asker_phone": "19900001111",
        "once": "11111111-1111-4111-8111-111111111111",
    } | more


@pytest.fixture
def need(client, officer):
    client.post(f"{NEEDS}new/", form())
    return Need.objects.get()


def at(need, step=""):
    return f"{NEEDS}{need.pk}/{step}"


def walk_to_arranged(client, need, officer, doctor, seat):
    client.post(at(need, "invite/"), {"deputies": [doctor.pk]})
    client.force_login(seat.user)
    client.post(
        f"/desk/services/invitations/{need.invitations.get().pk}/answer/", {"coming": "yes"}
    )
    client.force_login(officer.user)
    day = clock.today().isoformat()
    given = {"on": day, "starts": "09:00", "ends": "11:00", "place": "湖东社区"}
    return client.post(at(need, "arrange/"), given)


def test_a_need_goes_from_the_counter_to_the_feedback(
    client, officer, net, doctor, seat_of_doctor, need
):
    member(net[2], "李无专长")
    page = html(client.get(at(need)))
    assert page.index("王医生") < page.index("李无专长")
    assert "专长：医疗卫生（有证书或依据）；就在天井湖联络站；本季度尚无安排" in page
    assert walk_to_arranged(client, need, officer, doctor, seat_of_doctor).status_code == 302
    need.refresh_from_db()
    activity = need.activity
    assert (activity.stage, activity.duties.get().answer) == ("published", "coming")
    answer = client.post(at(need, "serve/"), {"outcome": "体检 20 位老人", "beneficiaries": 20})
    assert answer.status_code == 409
    assert "还没有记为举行" in html(answer)
    activities.hold(activity, by=officer)
    assert "还没有代表签到" in html(
        client.post(at(need, "serve/"), {"outcome": "体检", "beneficiaries": 20})
    )
    attendance.record_present(activity, deputies=[doctor], by=officer)
    client.post(at(need, "serve/"), {"outcome": "体检 20 位老人", "beneficiaries": 20})
    assert client.post(at(need, "feed_back/"), {}).status_code == 422
    client.post(at(need, "feed_back/"), {"rating": "satisfied", "words": "很好"})
    need.refresh_from_db()
    assert (need.stage, need.rating) == ("closed", "satisfied")
    assert Attendance.objects.counting().filter(deputy=doctor).count() == 1
    client.force_login(seat_of_doctor.user)
    assert "老人上门体检" in html(client.get(MINE))
    verbs = Event.objects.filter(verb__startswith="need.").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "need.register", "need.invite", "need.answer", "need.arrange", "need.serve",
        "need.feed_back",
    ]  # fmt: skip


def test_whoever_is_asked_hears_of_it_and_the_officer_hears_the_answer(
    client, officer, doctor, seat_of_doctor, need
):
    client.post(at(need, "invite/"), {"deputies": [doctor.pk]})
    told = Message.objects.get(to_user=seat_of_doctor.user)
    assert "老人上门体检" in told.subject
    client.force_login(seat_of_doctor.user)
    assert "老人上门体检" in html(client.get(MINE))
    address = f"/desk/services/invitations/{need.invitations.get().pk}/answer/"
    assert "婉拒请写明原因" in html(client.post(address, {"coming": "no"}))
    client.post(address, {"coming": "no", "reason": "出差"})
    assert Message.objects.filter(to_user=officer.user).exists()
    need.refresh_from_db()
    assert need.stage == "open"
    assert client.post(address, {"coming": "yes"}).status_code == 409


def test_one_refusal_of_two_leaves_it_with_the_other(client, officer, net, doctor, need):
    other = member(net[2], "赵医生")
    know(other, "医疗卫生")
    seat = SeatFactory(role=Role.DEPUTY)
    act_as(seat, other)
    client.post(at(need, "invite/"), {"deputies": [doctor.pk, other.pk]})
    mine = need.invitations.get(deputy=other)
    client.force_login(seat.user)
    client.post(f"/desk/services/invitations/{mine.pk}/answer/", {"coming": "no", "reason": "忙"})
    need.refresh_from_db()
    assert need.stage == "invited"
    theirs = need.invitations.get(deputy=doctor)
    assert client.post(f"/desk/services/invitations/{theirs.pk}/answer/").status_code == 404


def test_only_whom_the_page_proposes_can_be_asked(client, officer, net, need):
    stranger = MandateFactory(deputy=DeputyFactory(name="远方")).deputy
    assert "请勾选至少一位推荐的代表" in html(client.post(at(need, "invite/"), {}, follow=True))
    client.post(at(need, "invite/"), {"deputies": [stranger.pk]})
    assert not NeedInvitation.objects.exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": ""}, "需要什么"),
        ({"skills": []}, "需要的特长"),
        ({"to_on": "2020-01-01"}, "希望完成日期不能早于开始日期"),
        ({"source": "campaign"}, "来自服务进万家活动的需求须选择主题"),
        ({"station": "D"}, "所在站点"),
        ({"from_on": "昨天"}, "希望开始日期"),
    ],
)
def test_what_does_not_fit_is_asked_again(client, officer, net, given, said):
    StationFactory(code="D", kind=Kind.STATION, parent=net[1])
    answer = client.post(f"{NEEDS}new/", form(**given))
    assert answer.status_code == 422
    assert said in html(answer)
    assert not Need.objects.exists()


def test_the_same_form_twice_is_one_need(client, officer):
    for _ in range(2):
        assert client.post(f"{NEEDS}new/", form()).status_code == 302
    assert Need.objects.count() == 1


def test_an_arranged_need_is_not_withdrawn_nor_arranged_twice_while_its_activity_stands(
    client, officer, doctor, seat_of_doctor, need
):
    walk_to_arranged(client, need, officer, doctor, seat_of_doctor)
    assert "先在活动页面取消" in html(client.post(at(need, "cancel/"), {"reason": "不需要了"}))
    given = {"on": clock.today().isoformat(), "starts": "14:00", "ends": "15:00", "place": "站里"}
    assert client.post(at(need, "arrange/"), given).status_code == 409
    activities.cancel(Activity.objects.get(), reason="下雨", by=officer)
    assert client.post(at(need, "arrange/"), given).status_code == 302
    activities.cancel(Activity.objects.order_by("-pk")[0], reason="下雨", by=officer)
    assert client.post(at(need, "cancel/"), {"reason": "不需要了"}).status_code == 302


def test_another_stations_need_does_not_exist_for_me(client, net, officer, need):
    other = StationFactory(kind=Kind.STATION, parent=net[1])
    client.force_login(seat_in(other, Role.STATION).user)
    assert client.get(at(need)).status_code == 404
    assert "老人上门体检" not in html(client.get(LIST))
    assert client.post(at(need, "cancel/"), {"reason": "x"}).status_code == 404


def test_the_askers_number_is_for_the_office_and_for_whoever_accepted(
    client, officer, doctor, seat_of_doctor, need
):
    assert "19900001111" in html(client.get(at(need)))
    client.post(at(need, "invite/"), {"deputies": [doctor.pk]})
    client.force_login(seat_of_doctor.user)
    assert "19900001111" not in html(client.get(at(need)))
    client.post(
        f"/desk/services/invitations/{need.invitations.get().pk}/answer/", {"coming": "yes"}
    )
    assert "19900001111" in html(client.get(at(need)))


def test_the_buttons_come_from_the_table(client, officer, need):
    labels = {step.label for step in NEED.steps_for(Role.STATION, "open")} - {"邀请代表"}
    page = html(client.get(at(need)))
    assert {
        label for label in ("安排服务", "登记结果", "受益方评价", "撤回") if f">{label}</a>" in page
    } == labels


# -- skills -------------------------------------------------------------------------------------
def test_the_registers_texts_become_proposals_and_unknown_words_are_named(client, officer, net):
    doctor = member(net[2], "王医生", skills="中医、法律，书画")
    client.post("/desk/services/skills/propose/")
    client.post("/desk/services/skills/propose/")
    found = DeputySkill.objects.filter(deputy=doctor)
    assert {each.skill.name for each in found} == {"医疗卫生", "法律"}
    page = html(client.get("/desk/services/skills/proposals/"))
    assert "书画（1 处）" in page
    law = found.get(skill__name="法律")
    client.post("/desk/services/skills/confirm/", {"pk": [law.pk], "answer": "no"})
    client.post("/desk/services/skills/confirm/", {"which": "all"})
    assert {e.skill.name for e in found.confirmed()} == {"医疗卫生"}
    client.post("/desk/services/skills/propose/")
    assert not found.waiting().exists()


def test_a_skill_is_public_only_when_the_deputy_agreed(client, net, doctor, seat_of_doctor):
    assert "医疗卫生" not in html(client.get("/s/T/deputies/"))
    client.force_login(seat_of_doctor.user)
    skill = Skill.objects.get(name="医疗卫生")
    own = f"/desk/deputies/{doctor.pk}/skills/"
    client.post(own, {"skill": skill.pk, "proof": "执业医师证", "is_public": "on"})
    assert "专长：医疗卫生" in html(client.get("/s/T/deputies/"))
    client.post(own, {"skill": skill.pk})
    assert "医疗卫生" not in html(client.get("/s/T/deputies/"))
    client.post(f"/desk/services/skills/known/{doctor.known_skills.get().pk}/remove/")
    assert not doctor.known_skills.exists()


def test_a_deputy_tells_of_himself_only(client, net, seat_of_doctor):
    other = member(net[2], "李代表")
    client.force_login(seat_of_doctor.user)
    assert client.get(f"/desk/deputies/{other.pk}/skills/").status_code == 404


def test_the_vocabulary_is_kept_by_the_committees_office(client, net, officer):
    assert client.post("/desk/services/skills/new/", {}).status_code == 403
    client.force_login(seat_in(net[0], Role.COMMITTEE).user)
    given = {"name": "书画", "group": "culture", "aliases": "书法、绘画", "is_current": "on"}
    client.post("/desk/services/skills/new/", given)
    assert Skill.objects.words()["书法"] == Skill.objects.get(name="书画").pk
    again = client.post("/desk/services/skills/new/", given)
    assert again.status_code == 422
    skill = Skill.objects.get(name="书画")
    client.post(f"/desk/services/skills/{skill.pk}/", {"name": "书画", "group": "culture"})
    assert "书画" not in Skill.objects.words()


def test_a_few_statements_whatever_the_number(
    client, officer, net, need, django_assert_max_num_queries
):
    for n in range(40):
        know(member(net[2], f"代表{n}"), "医疗卫生")
    client.get(at(need))
    with django_assert_max_num_queries(16):
        client.get(at(need))
    with django_assert_max_num_queries(12):
        client.get(LIST)
    with django_assert_max_num_queries(8):
        skills.propose_from_texts(by=officer)
