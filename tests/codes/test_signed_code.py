"""A code says its number and that we wrote it; nobody else can write one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputies import signed_code
from liaison.privacy import keys

KEYS = {"B": bytes(range(32)), "A": bytes(range(1, 33))}


@given(st.integers(min_value=1, max_value=2**40), st.sampled_from("AB"))
def test_a_code_is_read_back_as_people_type_it(number, key_id):
    code = signed_code.issue(number, key_id=key_id, keys=KEYS)
    assert signed_code.read(code, KEYS) == number
    assert signed_code.read(f" {code[:4].lower()} {code[4:]}", KEYS) == number


@given(st.integers(min_value=1, max_value=10**6), st.data())
def test_one_other_character_makes_it_a_forgery(number, data):
    code = signed_code.issue(number, key_id="A", keys=KEYS)
    place = data.draw(st.integers(0, len(code) - 1))
    sign = data.draw(st.sampled_from(signed_code.ALPHABET).filter(lambda each: each != code[place]))
    assert signed_code.read(code[:place] + sign + code[place + 1 :], KEYS) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_is_no_code_and_no_error(text):
    assert signed_code.read(text, KEYS) is None


def test_a_number_has_one_code_only():
    code = signed_code.issue(1, key_id="A", keys=KEYS)
    assert signed_code.read(code[0] + "2" + code[1:], KEYS) is None


def test_codes_under_a_key_that_is_gone_are_forgeries():
    code = signed_code.issue(7, key_id="A", keys=KEYS)
    assert signed_code.read(code, {"B": KEYS["B"]}) is None
    with pytest.raises(KeyError):
        signed_code.issue(7, key_id="A", keys={"B": KEYS["B"]})


def test_numbers_begin_at_one():
    with pytest.raises(ValueError, match="begin at 1"):
        signed_code.issue(0, key_id="A", keys=KEYS)


def test_the_first_key_of_the_settings_signs_and_all_are_known(settings):
    settings.CODE_KEYS = ["B:" + "11" * 32, "A:" + "22" * 32]
    assert list(keys.code_keys()) == ["B", "A"]


@pytest.mark.parametrize("line", ["A", "A:zz", "A:11", "0:" + "11" * 32, "AB:" + "11" * 32])
def test_a_malformed_key_is_refused_at_the_start(settings, line):
    from django.core import checks

    settings.CODE_KEYS = [line]
    found = {message.id for message in checks.run_checks(tags=["liaison"])}
    assert "liaison.E011" in found
