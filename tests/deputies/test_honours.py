"""Honours count once another has confirmed them; stories and cases are public once reviewed and agreed to."""

import pytest
from django.db import IntegrityError, transaction

from deputies.actions import honours, pieces
from deputies.models import Honour, Piece
from deputies.record import events
from liaison import clock
from liaison.accounts.roles import Role
from liaison.attachments.models import Attachment
from liaison.errors import Refused
from tests.factories.merits import certificate, photo
from tests.factories.network import Network

STORY = "孙大妈说楼道灯坏了半个月，王代表当天到现场，三天后灯亮了。"


@pytest.fixture
def place():
    network = Network()
    assert network.seats
    return network


@pytest.fixture
def officer(client, place):
    client.force_login(place.seats[Role.STATION].user)
    return client


def an_honour(place, **more) -> Honour:
    details = {
        "kind": "model",
        "title": "优秀人大代表",
        "granted_by": "市人大常委会",
        "granted_on": clock.today(),
    }
    said = {"evidence": [certificate()], "by": place.seats[Role.STATION]} | details | more
    return honours.record(place.deputy, **said)


def a_piece(place, *, by=Role.STATION, **more) -> Piece:
    said = {
        "kind": "story",
        "station": place.station,
        "deputy": place.deputy,
        "title": "一盏灯的三天",
        "text": STORY,
        "photos": [photo()],
    }
    return pieces.write(by=place.seats[by], **(said | more))


def status(client, address) -> int:
    """What an address answers; a file is read to its end."""
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def told(place):
    today = clock.today()
    return [one for one in events([place.deputy.pk], today, today) if one.kind == "honour"]


# -- honours --------------------------------------------------------------------------------------
def test_an_honour_counts_only_when_another_has_confirmed_it(place, officer, client):
    said = {"kind": "enthusiast", "title": "热心人", "granted_by": "街道工委"}
    said |= {"granted_on": str(clock.today()), "evidence": certificate()}
    officer.post(f"/desk/deputies/{place.deputy.pk}/honour/", said)
    honour = Honour.objects.get()
    assert told(place) == []
    client.force_login(place.seats[Role.COMMITTEE].user)
    client.post(f"/desk/reporting/honours/{honour.pk}/confirm/")
    (event,) = told(place)
    assert (event.key, event.grade) == (f"honour:{honour.pk}", "enthusiast")
    client.post(f"/desk/reporting/honours/{honour.pk}/revoke/", {"reason": "证书有误"})
    assert told(place) == []


def test_nobody_confirms_the_own_entry(place):
    honour = an_honour(place, by=place.seats[Role.COMMITTEE])
    with pytest.raises(Refused, match="由其他同志核实"):
        honours.confirm(honour, by=place.seats[Role.COMMITTEE])
    office = place.seats[Role.COMMITTEE]
    with pytest.raises(IntegrityError, match="honour_four_eyes"), transaction.atomic():
        Honour.objects.filter(pk=honour.pk).update(
            stage="confirmed", decided_by=office, decided_at=clock.now()
        )


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"evidence": ""}, "请附证书、文件等佐证材料"),
        ({"granted_on": "2099-01-01"}, "授予日期不能晚于今天"),
        ({"title": ""}, "表彰名称"),
    ],
)
def test_an_honour_without_evidence_or_from_the_future_is_asked_again(place, officer, wrong, words):
    said = {"kind": "model", "title": "好榜样", "granted_by": "市人大"}
    said |= {"granted_on": str(clock.today()), "evidence": certificate()}
    answer = officer.post(f"/desk/deputies/{place.deputy.pk}/honour/", said | wrong)
    assert answer.status_code in (409, 422)
    assert words in answer.content.decode()
    assert not Honour.objects.exists()


def test_the_same_honour_twice_is_refused_and_its_evidence_private(place, client):
    honour = an_honour(place)
    with pytest.raises(Refused, match="已登记"):
        an_honour(place)
    address = Attachment.objects.of(honour)[0].get_absolute_url()
    assert client.get(address).status_code == 404
    client.force_login(place.seats[Role.DEPUTY].user)
    assert status(client, address) == 200


# -- stories and cases ----------------------------------------------------------------------------
def test_an_unpublished_story_is_not_reachable_without_login(place, client):
    """T20: neither the page, nor its photo, nor the list, at any stage before publishing."""
    piece = a_piece(place)
    picture = Attachment.objects.of(piece)[0]
    addresses = (
        f"/stories/{piece.pk}/",
        f"/stories/{piece.pk}/photo/{picture.pk}/",
        picture.get_absolute_url(),
    )
    walk = (
        lambda: pieces.submit(piece, by=place.seats[Role.STATION]),
        lambda: pieces.review(piece, by=place.seats[Role.COMMITTEE]),
        lambda: pieces.consent(piece, by=place.seats[Role.DEPUTY]),
    )
    for act in (lambda: None, *walk):
        act()
        assert [status(client, address) for address in addresses] == [404, 404, 404]
        assert "一盏灯的三天" not in client.get("/stories/").content.decode()
    pieces.publish(piece, by=place.seats[Role.COMMITTEE])
    assert [status(client, address) for address in addresses[:2]] == [200, 200]
    assert "一盏灯的三天" in client.get("/stories/").content.decode()
    pieces.withdraw(piece, reason="本人要求", by=place.seats[Role.DEPUTY])
    assert [status(client, address) for address in addresses] == [404, 404, 404]


def test_a_story_is_written_reviewed_and_published_on_its_pages(place, officer, client):
    said = {"kind": "story", "station": place.station.pk, "deputy": place.deputy.pk}
    said |= {"title": "一盏灯的三天", "text": STORY, "photos": photo()}
    officer.post("/desk/reporting/pieces/new/", said)
    piece = Piece.objects.get()
    officer.post(f"/desk/reporting/pieces/{piece.pk}/submit/")
    client.force_login(place.seats[Role.COMMITTEE].user)
    client.post(f"/desk/reporting/pieces/{piece.pk}/review/")
    answer = client.post(f"/desk/reporting/pieces/{piece.pk}/publish/")
    assert answer.status_code == 409
    assert "还没有代表本人同意公开的记录" in answer.content.decode()
    client.force_login(place.seats[Role.DEPUTY].user)
    client.post(f"/desk/reporting/pieces/{piece.pk}/consent/")
    client.force_login(place.seats[Role.COMMITTEE].user)
    client.post(f"/desk/reporting/pieces/{piece.pk}/publish/")
    client.logout()
    assert STORY in client.get(f"/stories/{piece.pk}/").content.decode()


def test_nobody_reviews_the_own_story(place):
    piece = a_piece(place, by=Role.COMMITTEE)
    pieces.submit(piece, by=place.seats[Role.COMMITTEE])
    with pytest.raises(Refused, match="由其他同志审核"):
        pieces.review(piece, by=place.seats[Role.COMMITTEE])
    with pytest.raises(IntegrityError, match="piece_published"), transaction.atomic():
        Piece.objects.filter(pk=piece.pk).update(stage="published", published_at=clock.now())


def test_a_deputy_who_sends_in_the_own_story_agrees_and_a_changed_one_is_asked_anew(place):
    piece = a_piece(place, by=Role.DEPUTY)
    piece = pieces.submit(piece, by=place.seats[Role.DEPUTY])
    assert piece.agreed_how == "本人送审"
    piece = pieces.send_back(piece, reason="写得更短些", by=place.seats[Role.COMMITTEE])
    piece = pieces.change(piece, text="改短了。", by=place.seats[Role.STATION])
    assert piece.needs_consent


def test_the_office_writes_down_how_the_deputy_agreed(place, officer):
    piece = a_piece(place)
    assert (
        officer.post(f"/desk/reporting/pieces/{piece.pk}/consent/", {"how": ""}).status_code == 422
    )
    officer.post(f"/desk/reporting/pieces/{piece.pk}/consent/", {"how": "11月20日签署同意书"})
    piece.refresh_from_db()
    assert piece.agreed_how == "11月20日签署同意书"


def test_only_reviewed_cases_are_in_the_public_library_and_words_find_them(place, client):
    """F17: searched by Chinese words; a case about nobody needs nobody's consent."""
    for title, text in (
        ("加装电梯怎样谈拢", "楼道议事会开了五次。"),
        ("停车难这样解", "错时共享车位。"),
    ):
        case = a_piece(place, kind="case", deputy=None, title=title, text=text)
        pieces.submit(case, by=place.seats[Role.STATION])
        if title.startswith("加装"):
            pieces.review(case, by=place.seats[Role.COMMITTEE])
            pieces.publish(case, by=place.seats[Role.COMMITTEE])
    found = client.get("/stories/", {"q": "电梯", "kind": "case"}).content.decode()
    assert "加装电梯怎样谈拢" in found
    assert "停车难" not in client.get("/stories/").content.decode()
    assert "加装电梯怎样谈拢" not in client.get("/stories/", {"q": "路灯"}).content.decode()
    client.force_login(place.seats[Role.COMMITTEE].user)
    assert "停车难这样解" in client.get("/desk/reporting/pieces/", {"q": "车位"}).content.decode()


def test_a_story_of_nobody_and_an_honour_of_another_are_asked_again(place, officer):
    said = {"kind": "story", "station": place.station.pk, "title": "故事", "text": "正文"}
    answer = officer.post("/desk/reporting/pieces/new/", said)
    assert answer.status_code == 422
    assert "履职故事须写明是哪位代表" in answer.content.decode()
