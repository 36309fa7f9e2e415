"""“三联系一监督”: coverage with names, contacts from day to day, the log; enterprises imported (J5)."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from deputies import unified_code
from deputies.actions.register import act_as
from deputies.models import ContactDuty, ContactLog, Enterprise, MandateOffice
from liaison import clock
from liaison.accounts.roles import Role
from liaison.documents import excel
from stations.hierarchy import Kind
from tests.factories.accounts import SeatFactory
from tests.factories.deputies import DeputyFactory, MandateFactory, MembershipFactory
from tests.factories.stations import StationFactory, seat_in

LIST = "/desk/contacts/"
BODY = "9134070000000001X"
CODE = BODY + unified_code.check_character(BODY)


def html(answer):
    return answer.content.decode()


def deputy_at(station, name):
    deputy = MandateFactory(deputy=DeputyFactory(name=name)).deputy
    MembershipFactory(deputy=deputy, station=station)
    return deputy


@pytest.fixture
def officer(client, net):
    seat = seat_in(net[2], Role.STATION)
    client.force_login(seat.user)
    return seat


@pytest.fixture
def member(net):
    """A member of the presidium."""
    deputy = deputy_at(net[2], "主席团甲")
    mandate = deputy.mandates.get()
    MandateOffice.objects.create(mandate=mandate, kind="presidium", from_on=date(2022, 1, 1))
    return deputy


@pytest.fixture
def works(net):
    return Enterprise.objects.create(name="通达矽钢", station=net[2], sector="制造业")


def assign(client, member, **target):
    given = {"member": member.pk, "on": clock.today().isoformat()}
    return client.post(f"{LIST}new/", given | {k: v.pk for k, v in target.items()})


def test_every_enterprise_station_and_deputy_has_a_member_or_is_named(
    client, officer, net, member, works
):
    other = deputy_at(net[2], "乙代表")
    page = html(client.get(LIST))
    for name in ("通达矽钢", "天井湖联络站", "乙代表"):
        assert name in page
    assert "0/1" in page
    assign(client, member, enterprise=works)
    assign(client, member, station=net[2])
    assign(client, member, deputy=other)
    page = html(client.get(LIST))
    assert page.count("1/1") == 2
    assert "没有人联系的代表（1）" in page  # the member himself
    rows = excel.read_rows(io.BytesIO(client.get(f"{LIST}uncovered.xlsx").content))
    assert [cells[1] for _, cells in rows][1:] == ["主席团甲"]
    duty = ContactDuty.objects.get(enterprise=works)
    ContactDuty.objects.filter(pk=duty.pk).update(from_on=clock.today() - timedelta(days=9))
    client.post(f"{LIST}{duty.pk}/end/", {"on": clock.today().isoformat()})
    assert "没有人联系的企业（1）" in html(client.get(LIST))
    assert client.post(f"{LIST}{duty.pk}/end/", {"on": "2099-01-01"}).status_code == 409


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "只选一个"),
        ({"both": True}, "只选一个"),
        ({"self": True}, "联系人不能联系自己"),
        ({"twice": True}, "已联系"),
    ],
)
def test_one_contact_is_with_exactly_one_and_once(client, officer, net, member, works, given, said):
    target = {} if not given else {"enterprise": works}
    if given.get("both"):
        target["station"] = net[2]
    if given.get("self"):
        target = {"deputy": member}
    if given.get("twice"):
        assign(client, member, **target)
    answer = assign(client, member, **target)
    assert answer.status_code in (409, 422)
    assert said in html(answer)


def test_who_is_no_member_keeps_no_contact(client, officer, net, works):
    plain = deputy_at(net[2], "普通代表")
    assert assign(client, plain, enterprise=works).status_code == 422
    assert not ContactDuty.objects.exists()


def test_the_member_logs_on_the_phone_and_what_was_raised_may_become_a_concern(
    client, officer, net, member, works
):
    assign(client, member, enterprise=works)
    duty = ContactDuty.objects.get()
    seat = SeatFactory(role=Role.DEPUTY)
    act_as(seat, member)
    client.force_login(seat.user)
    assert "通达矽钢" in html(client.get(LIST))
    entry = {
        "on": clock.today().isoformat(),
        "how": "visit",
        "said": "用工紧张。",
        "raised": "厂门口道路破损",
        "once": "11111111-1111-4111-8111-111111111111",
    }
    for _ in range(2):
        client.post(f"{LIST}{duty.pk}/", entry)
    assert ContactLog.objects.count() == 1
    page = html(client.get(f"{LIST}{duty.pk}/"))
    assert "厂门口道路破损" in page
    assert 'href="/desk/concerns/take/"' in page
    late = entry | {"on": "2099-01-01", "once": "11111111-1111-4111-8111-111111111112"}
    assert client.post(f"{LIST}{duty.pk}/", late).status_code == 409


def test_the_contacted_deputy_reads_and_does_not_write(client, officer, net, member):
    other = deputy_at(net[2], "乙代表")
    assign(client, member, deputy=other)
    duty = ContactDuty.objects.get()
    seat = SeatFactory(role=Role.DEPUTY)
    act_as(seat, other)
    client.force_login(seat.user)
    assert client.get(f"{LIST}{duty.pk}/").status_code == 200
    assert client.post(f"{LIST}{duty.pk}/", {}).status_code == 403


def test_another_stations_contacts_do_not_exist_for_me(client, net, officer, member, works):
    assign(client, member, enterprise=works)
    other = StationFactory(kind=Kind.STATION, parent=net[1])
    client.force_login(seat_in(other, Role.STATION).user)
    assert client.get(f"{LIST}{ContactDuty.objects.get().pk}/").status_code == 404
    assert "通达矽钢" not in html(client.get(f"{LIST}enterprises/"))


# -- enterprises --------------------------------------------------------------------------------
def test_the_check_character_is_the_standards():
    assert unified_code.is_right("91350100M000100Y43")
    assert not unified_code.is_right("91350100M000100Y44")
    assert not unified_code.is_right("91350100M000100I43")
    assert not unified_code.is_right("9135")


def test_an_enterprise_with_a_wrong_code_or_a_taken_name_is_refused(client, officer, works):
    given = {"name": "新厂", "station": "T", "unified_code": "91340700000000000X"}
    answer = client.post(f"{LIST}enterprises/new/", given)
    assert answer.status_code == 409
    assert "请核对 18 位代码" in html(answer)
    taken = client.post(f"{LIST}enterprises/new/", {"name": "通达矽钢", "station": "T"})
    assert "已有同名企业" in html(taken)
    assert client.post(f"{LIST}enterprises/new/", given | {"unified_code": CODE}).status_code == 302


def upload(client, *lines):
    text = "\n".join(("企业名称,统一社会信用代码,行业,站点编码", *lines))
    file = SimpleUploadedFile("企业.csv", text.encode())
    return client.post(f"{LIST}enterprises/import/", {"file": file}).url


def test_enterprises_are_imported_after_a_look(client, officer, works):
    address = upload(client, f"新厂,{CODE},化工,T", "通达矽钢,,新材料,T")
    assert "新增企业" in html(client.get(address))
    assert Enterprise.objects.count() == 1
    client.post(f"{address}confirm/")
    works.refresh_from_db()
    assert (Enterprise.objects.count(), works.sector) == (2, "新材料")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",,,T", "缺少企业名称"),
        ("新厂,,,", "缺少站点编码"),
        ("新厂,,,ZZ", "站点编码“ZZ”不存在"),
        ("新厂,,,C", "不在您的管理范围内"),
        ("新厂,123,,T", "统一社会信用代码“123”不正确"),
        ("好厂,,,T", "与第 2 行重复"),
        (f"新厂,{CODE},,T", "与第 2 行重复"),
    ],
)
def test_one_bad_row_is_named_and_nothing_is_written(client, officer, line, reason):
    address = upload(client, f"好厂,{CODE},,T", line)
    page = html(client.get(address))
    assert reason in page
    assert ">3<" in page.replace(" ", "")
    assert client.post(f"{address}confirm/").status_code == 422
    assert not Enterprise.objects.exists()
