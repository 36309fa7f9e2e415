"""The code on the screen: who holds it now, who no longer; distances on the ground."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputies.sign_in import (
    ALPHABET,
    CODE_LENGTH,
    WINDOW_SECONDS,
    Kept,
    code_at,
    distance_text,
    is_open,
    metres_between,
    shown_at,
    verify,
    why_not_kept,
)

KEY = "k" * 48
YEAR = 365 * 24 * 3600
moments = st.integers(0, 10 * YEAR).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
keys = st.text(min_size=1, max_size=64)
degrees = st.tuples(st.floats(-85, 85), st.floats(-180, 180))


@given(keys, moments, st.floats(0, WINDOW_SECONDS))
def test_a_code_holds_for_half_a_minute_at_least(key, shown, later):
    assert verify(key, code_at(key, shown), shown + timedelta(seconds=later))


@given(keys, moments, st.integers(2 * WINDOW_SECONDS, 40 * 24 * 3600))
def test_a_photograph_of_a_code_is_worth_nothing_a_minute_later(key, shown, later):
    assert not verify(key, code_at(key, shown), shown + timedelta(seconds=later))


@given(moments, st.integers(1, 24 * 3600))
def test_a_code_does_not_hold_before_its_time(shown, earlier):
    before = shown - timedelta(seconds=earlier + WINDOW_SECONDS)
    assert not verify(KEY, code_at(KEY, shown), before)


@given(keys, keys, moments)
def test_a_code_of_one_activity_opens_no_other(key, other, moment):
    assert verify(other, code_at(key, moment), moment) == (key == other)


@given(moments)
def test_a_code_is_short_and_easily_read(moment):
    code = code_at(KEY, moment)
    assert len(code) == CODE_LENGTH
    assert set(code) <= set(ALPHABET)


@given(moments)
def test_small_letters_gaps_and_look_alikes_are_forgiven(moment):
    code = code_at(KEY, moment)
    typed = f" {code[:4]} {code[4:]} ".lower().replace("0", "o").replace("1", "l")
    assert verify(KEY, typed, moment)


@given(st.text(max_size=30), moments)
def test_whatever_is_typed_is_an_answer_not_an_error(typed, moment):
    assert verify(KEY, typed, moment) in (True, False)


def test_an_activity_without_a_key_has_no_code():
    with pytest.raises(ValueError, match="without a key"):
        code_at("", datetime(2026, 11, 10, tzinfo=UTC))


@given(degrees, degrees)
def test_a_distance_is_the_same_there_and_back_and_never_round_the_world(here, there):
    away = metres_between(here, there)
    assert away == metres_between(there, here)
    assert 0 <= away <= 20_016_000


def test_a_known_distance():
    assert metres_between((30.9, 117.8), (30.95, 117.8)) == pytest.approx(5560, abs=10)
    assert distance_text(320) == "320 米"
    assert distance_text(5560) == "5.6 公里"


@pytest.mark.parametrize(
    ("minutes", "open_"), [(-61, False), (-60, True), (0, True), (150, True), (151, False)]
)
def test_the_door_is_open_from_an_hour_before_to_half_an_hour_after(minutes, open_):
    starts = datetime(2026, 11, 10, 2, tzinfo=UTC)
    moment = starts + timedelta(minutes=minutes)
    assert is_open(starts, starts + timedelta(hours=2), moment) is open_


SHOWN = datetime(2026, 11, 10, 2, tzinfo=UTC)


@given(key=keys, shown=moments)
def test_a_code_says_itself_when_it_was_on_the_screen(key, shown):
    first, last = shown - timedelta(minutes=20), shown + timedelta(minutes=20)
    found = shown_at(key, code_at(key, shown), first, last)
    assert timedelta(0) <= shown - found < timedelta(seconds=30)
    assert shown_at(key, code_at(key, shown), shown + timedelta(minutes=1), last) is None


@pytest.mark.parametrize(
    ("opened", "kept", "sent", "now", "refused"),
    [
        (-300, 20, 20, 20, ""),  # minutes of the page, seconds of the rest
        (-300, 20, 3600, 3600, ""),
        (-300, 20, 86_400, 86_400, ""),
        (-300, 20, 86_500, 86_500, "24 小时"),
        (-300, 3600, 3620, 3620, "已失效"),  # a photograph an hour later
        (-300, 20, 40, 3640, "已失效"),  # the same, the phone's clock an hour slow
        (-300, 3620, 7240, 3640, ""),  # there in time, the phone's clock an hour fast
        (300, 20, 3600, 3600, "失效之后才打开"),  # the page was opened after the code was gone
        (-300, -600, 3600, 3600, "已失效"),
    ],
)
def test_the_codes_own_moment_decides_what_a_phone_may_hand_in(opened, kept, sent, now, refused):
    def after(seconds):
        return SHOWN + timedelta(seconds=seconds)

    given = Kept(kept_at=after(kept), sent_at=after(sent), opened_at=after(opened))
    why_not = why_not_kept(given, SHOWN, after(now))
    assert refused in why_not
    assert bool(refused) is bool(why_not)
