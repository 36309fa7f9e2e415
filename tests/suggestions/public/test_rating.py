"""The resident's word: three questions, a link good once, a window, one reminder (T31, T36)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.urls import reverse

from liaison import clock
from liaison.errors import Refused
from liaison.notices import delivery
from liaison.notices.models import Message
from suggestions.actions import rating
from suggestions.models import Concern, Rating, RatingLink
from suggestions.workflow import ConcernStage

GOOD = {"rating": "satisfied", "attitude": "fair", "speed": "unsatisfied"}


@pytest.fixture
def stranger(client):
    return type(client)()


def address(concern, town) -> str:
    return reverse("suggestions:rate_by_link", args=[rating.invite(concern, by=town.officer)])


def test_result_attitude_and_speed_are_kept_apart(resident, answered):
    resident.act("rate", answered, **GOOD)
    answered.refresh_from_db()
    said = (answered.rating, answered.attitude, answered.speed)
    assert said == (Rating.SATISFIED, Rating.FAIR, Rating.UNSATISFIED)
    assert answered.stage == ConcernStage.CLOSED


def test_a_link_rates_once_without_number_and_code(stranger, answered, town):
    link = address(answered, town)
    assert "已派人修好。" in stranger.get(link).content.decode()
    assert stranger.post(link, {}).status_code == 422
    assert "谢谢" in stranger.post(link, GOOD).content.decode()
    again = stranger.post(link, GOOD | {"rating": "unsatisfied"})
    assert again.status_code == 410
    answered.refresh_from_db()
    assert answered.rating == Rating.SATISFIED


def test_a_forged_link_looks_like_one_that_ran_out(stranger, answered, town, time_machine):
    link = address(answered, town)
    forged = stranger.get(link[:-5] + "AAAA/")
    time_machine.move_to(clock.now() + timedelta(days=31))
    over = stranger.get(link)
    assert forged.status_code == over.status_code == 410
    assert "不能用了" in over.content.decode()
    assert str(answered.title) not in forged.content.decode()


def test_the_key_itself_is_kept_nowhere(answered, town):
    key = rating.invite(answered, by=town.officer)
    stored = RatingLink.objects.values().get()
    assert key not in str(stored)


def test_another_link_of_the_same_answer_is_over_with_the_first(stranger, answered, town):
    first, second = address(answered, town), address(answered, town)
    stranger.post(first, GOOD)
    assert stranger.get(second).status_code == 410


@pytest.mark.django_db(transaction=True)
def test_two_phones_with_one_link_are_one_rating(resident, answered, town):
    key = rating.invite(answered, by=town.officer)
    barrier = threading.Barrier(2)

    def press(word):
        link = rating.invited(key)
        barrier.wait()
        try:
            rating.rate_by_link(link, rating=word)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return word

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(press, ["satisfied", "unsatisfied"]))
    assert told.count("refused") == 1
    answered.refresh_from_db()
    assert answered.rating in told


def test_nobody_is_invited_before_there_is_an_answer(resident, town):
    with pytest.raises(Refused, match="答复以后"):
        rating.invite(resident.has_said(), by=town.officer)


def test_the_desk_shows_the_code_and_the_tablets_way(stranger, answered, town):
    stranger.force_login(town.officer.user)
    page = stranger.post(reverse("suggestions:concern_invite", args=[answered.number]))
    assert "data:image/svg+xml" in page.content.decode()
    assert "/rate/" in page.content.decode()


def test_who_answered_reads_the_rating_when_the_window_is_over(
    stranger, resident, answered, town, time_machine
):
    resident.act("rate", answered, **GOOD, note="小张态度不好")
    page = reverse("suggestions:concern", args=[answered.number])
    stranger.force_login(town.officer.user)
    now = stranger.get(page).content.decode()
    assert "小张态度不好" not in now
    assert "以后可以看到" in now
    stranger.force_login(town.committee.user)
    assert "小张态度不好" in stranger.get(page).content.decode()
    time_machine.move_to(clock.now() + timedelta(days=21))
    stranger.force_login(town.officer.user)
    assert "小张态度不好" in stranger.get(page).content.decode()


def test_what_came_back_is_opened_again_within_the_window_once(resident, answered):
    resident.act("rate", answered, **GOOD)
    assert "问题又出现了" in resident.look(answered).content.decode()
    assert resident.act("reopen", answered, reason="灯又灭了").status_code == 302
    answered.refresh_from_db()
    assert (answered.stage, answered.rounds, answered.rating) == (ConcernStage.JUDGED, 2, "")
    assert answered.answer  # what was said the first time stays


def test_after_the_window_it_is_a_new_matter(resident, answered, time_machine):
    resident.act("rate", answered, **GOOD)
    time_machine.move_to(clock.now() + timedelta(days=40))
    again = resident.follow(answered.number, rating_code(answered))
    assert again.status_code == 302
    assert "问题又出现了" not in resident.look(answered).content.decode()
    assert resident.act("reopen", answered, reason="灯又灭了").status_code == 409


def rating_code(concern) -> str:
    from suggestions.actions.concerns import check_code

    return check_code(concern)


# -- being told ---------------------------------------------------------------------------------
class _Gateway(BaseHTTPRequestHandler):
    taken: list[bytes] = []
    answers: list[int] = []

    def do_POST(self):
        self.taken.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(self.answers.pop(0) if self.answers else 200)
        self.end_headers()

    def log_message(self, *args):
        """A test prints nothing."""


@pytest.fixture
def gateway(settings):
    """A real gateway of short messages on loopback."""
    _Gateway.taken, _Gateway.answers = [], []
    server = HTTPServer(("127.0.0.1", 0), _Gateway)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.SMS_GATEWAY_URL = f"http://127.0.0.1:{server.server_port}/"
    yield _Gateway
    server.shutdown()
    thread.join()
    server.server_close()


def deliver() -> list[str]:
    waiting = Message.objects.filter(channel="resident_sms", state="waiting")
    waiting.update(next_try_at=clock.now())
    return [str(delivery.deliver(pk)) for pk in waiting.values_list("pk", flat=True)]


@pytest.fixture
def told(gateway, resident, town) -> Concern:
    """Answered, for somebody who wants a message."""
    resident.say(phone="13812341234", notify_by="sms")
    concern = Concern.objects.latest("pk")
    Concern.objects.filter(pk=concern.pk).update(
        stage="fed_back", channel="station", answer="修好了。", answered_at=clock.now()
    )
    concern.refresh_from_db()
    return concern


def test_without_a_gateway_nobody_is_offered_messages(resident):
    page, _ = resident.open_form()
    assert "发短信" not in page.content.decode()


def test_a_message_needs_a_number(gateway, resident):
    answer = resident.say(notify_by="sms")
    assert answer.status_code == 422
    assert "请留下手机号" in answer.content.decode()


def test_the_reminder_comes_once_on_its_day_and_says_nothing_of_the_matter(told, gateway):
    day = date(2026, 11, 30)
    at = datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    Concern.objects.filter(pk=told.pk).update(answered_at=at)
    assert rating.remind_unrated(date(2026, 11, 26)) == 0  # the fourth working day
    assert rating.remind_unrated(date(2026, 11, 27)) == 1
    assert rating.remind_unrated(day) == 0
    assert not Message.objects.filter(payload__icontains="13812341234").exists()
    deliver()
    sent = gateway.taken[0].decode("unicode_escape")
    assert "13812341234" in sent
    assert told.number in sent
    assert told.text[:4] not in sent


def test_whoever_rated_or_wants_no_message_is_not_reminded(told):
    later = clock.today() + timedelta(days=30)
    Concern.objects.filter(pk=told.pk).update(notify_by="")
    assert rating.remind_unrated(later) == 0
    Concern.objects.filter(pk=told.pk).update(notify_by="sms")
    rating.rate(told, rating=Rating.FAIR)
    assert rating.remind_unrated(later) == 0


def test_a_busy_gateway_is_tried_again_and_a_refusal_waits_for_a_person(told, gateway):
    rating.remind_unrated(clock.today() + timedelta(days=30))
    gateway.answers = [503, 403]
    deliver()
    message = Message.objects.get(channel="resident_sms")
    assert message.state == "waiting"
    deliver()
    message.refresh_from_db()
    assert message.state == "dead"
    assert "403" in message.last_error
