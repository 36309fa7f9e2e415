"""What an officer may run into at the desk: the back button at the counter, a name as long as it may be."""

from uuid import uuid4

from suggestions.actions import concerns as actions
from suggestions.models import Concern

LAMPS = "小区门口的路灯坏了半个月，晚上老人出行不便。"


def test_the_counter_page_sent_again_with_other_words_is_another_concern(town, at):
    desk = at(town.officer)
    sent = {"once": str(uuid4()), "station": town.station.pk, "text": LAMPS}
    first = desk.post("/desk/concerns/take/", sent)
    again = desk.post("/desk/concerns/take/", sent)
    other = desk.post("/desk/concerns/take/", sent | {"text": "楼道里堆满杂物，过不去人。"})
    assert first.url == again.url != other.url
    assert Concern.objects.count() == 2


def test_a_seat_with_the_longest_of_names_can_act(town, at):
    seat = town.officer
    seat.user.name, seat.place_name, seat.title = "长" * 50, "站" * 100, "职" * 50
    seat.user.save()
    seat.save()
    concern = actions.submit(station=town.station, text=LAMPS, once=uuid4())
    sent = {"title": "路灯不亮", "category": "construction"}
    assert at(seat).post(f"{concern.get_absolute_url()}sort/", sent).status_code == 302
    assert concern.timeline.latest("pk").actor.startswith("长" * 50)
