"""Posters and cards, read as other programs read them: the words, and the code by a scanner (J4)."""

from datetime import time, timedelta
from uuid import uuid4

from deputies.actions import codes, profile
from deputies.actions.invitations import invite
from deputies.documents import codes as documents
from deputies.models import Deputy, Duty, ProfileChoice
from liaison import clock
from stations.actions import activities
from stations.actions.receptions import set_rule
from stations.models import Form
from tests.codes.conftest import codes_on, pictures_of, text_of
from tests.codes.test_public_page import photo
from tests.factories.town import elect

SITE = "https://lianluo.example.cn"


def reception(town, deputy):
    begins = clock.now() + timedelta(days=3)
    made = activities.plan(
        station=town.station,
        function="contact",
        form=Form.RECEPTION,
        title="代表接待日",
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        by=town.officer,
        once=uuid4(),
    )
    activities.publish(made, by=town.officer)
    invite(made, deputies=[deputy], by=town.officer)
    Duty.objects.update(is_on_duty=True)
    return made


def test_the_poster_says_whose_door_where_when_and_who(client, town, deputy):
    station = town.station
    station.address, station.host_venue = "铜官区天井湖路 18 号", "党群服务中心"
    station.phone, station.weekly_hours = "0562-2123456", {"1": "08:30–11:30"}
    station.save()
    town.officer.user.name = "张联络员"
    town.officer.user.save()
    made = reception(town, deputy)
    answer = client.get(f"/s/{station.code}/poster/")
    assert answer["Content-Type"] == "application/pdf"
    text = text_of(answer.content)
    day = f"{made.held_on.month}月{made.held_on.day}日"
    for words in ("天井湖社区联络站", "天井湖路18号", "党群服务中心", "周一08:30–11:30", "0562-2123456",
                  "张联络员", day, "王代表", "有话对代表说"):  # fmt: skip
        assert words in text
    assert len(pictures_of(answer.content)) == 1


def test_the_posters_code_is_read_and_leads_to_the_station(client, town, settings):
    settings.SITE_URL = SITE
    address = f"/s/{town.station.code}/poster/"
    assert codes_on(client.get(address).content) == [f"{SITE}/s/{town.station.code}/"]
    codes.issue_missing(town.station, by=town.officer)
    (read,) = codes_on(client.get(address).content)
    followed = client.get(read.removeprefix(SITE))
    assert followed["Location"] == f"/s/{town.station.code}/"


def test_without_receptions_the_fixed_day_or_the_names_stand_there(client, town, deputy):
    names = text_of(documents.station_poster(town.station, clock.today()))
    assert "本站代表" in names
    assert "县级人大代表王代表" in names
    set_rule(
        station=town.station, by=town.officer, begins=time(9), ends=time(11), from_on=clock.today()
    )
    assert "每月10日09:00–11:00" in text_of(documents.station_poster(town.station, clock.today()))


def test_a_name_of_rare_characters_stands_on_the_poster_and_the_card(town, deputy, code):
    Deputy.objects.filter(pk=deputy.pk).update(name="王喆垚堃")
    code.deputy.refresh_from_db()
    assert "王喆垚堃" in text_of(documents.deputy_poster(code, clock.today()))
    assert "王喆垚堃" in text_of(documents.cards([code], clock.today(), title="名片"))


def test_a_deputys_poster_has_the_photo_he_agreed_to(town, deputy, code, settings):
    settings.SITE_URL = SITE
    bare = documents.deputy_poster(code, clock.today())
    profile.choose(deputy, shown={ProfileChoice.Part.PHOTO: True}, photo=photo(), by=town.deputy)
    shown = documents.deputy_poster(code, clock.today())
    teal = (0, 128, 128)
    middle = pictures_of(shown)[0].getpixel((420, 760))
    assert all(abs(one - other) < 40 for one, other in zip(middle, teal, strict=False))
    assert codes_on(shown) == codes_on(bare) == [f"{SITE}{code.get_public_url()}"]


def test_cards_of_a_whole_station_are_ten_to_a_sheet_and_each_is_read(client, town, settings):
    settings.SITE_URL = SITE
    for number in range(10):
        elect(f"代表{number:02}", town.station)
    codes.issue_missing(town.station, by=town.officer)
    client.force_login(town.officer.user)
    answer = client.get(f"/desk/codes/at/{town.station.code}/cards.pdf")
    assert len(pictures_of(answer.content)) == 2
    read = codes_on(answer.content)
    assert len(set(read)) == 11
    assert all(client.get(each.removeprefix(SITE)).status_code == 200 for each in read)


def test_one_card_is_as_large_as_a_card(client, town, code):
    client.force_login(town.deputy.user)
    answer = client.get(f"/desk/codes/{code.pk}/card.pdf")
    (picture,) = pictures_of(answer.content)
    assert (round(picture.width / 150 * 25.4), round(picture.height / 150 * 25.4)) == (90, 54)


def test_a_poster_costs_few_statements(client, town, code, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(f"/s/{town.station.code}/poster/")
