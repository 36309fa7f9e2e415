"""Personal data is unreadable in the database, readable here, and found by its index."""

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from liaison.accounts import actions
from liaison.accounts.models import User
from liaison.audit import chain
from liaison.privacy import index, keys, masking, sealing
from tests.factories.accounts import UserFactory

OLD = "1:sm4:00112233445566778899aabbccddeeff"
NEW = "2:aes:" + "5a" * 32


def stored(user) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM accounts_user WHERE id = %s", [user.pk])
        return cursor.fetchone()[0]


def test_sm3_gives_the_standards_first_example():
    """GB/T 32905-2016 A.1."""
    assert chain.sm3("abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_sm3_gives_the_standards_second_example():
    """GB/T 32905-2016 A.2: “abcd” sixteen times."""
    expected = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    assert chain.sm3("abcd" * 16) == expected


def test_sm4_gives_the_standards_example():
    """GB/T 32907-2016 A.1: the key encrypts itself."""
    text = bytes.fromhex("0123456789abcdeffedcba9876543210")
    encryptor = Cipher(algorithms.SM4(text), modes.ECB()).encryptor()
    assert encryptor.update(text).hex() == "681edf34d206965e86b3e94f536e4246"


def test_hmac_sm3_is_built_from_sm3_as_the_standard_says():
    """GB/T 15852.2: H((K ⊕ opad) ‖ H((K ⊕ ipad) ‖ m)), written out."""
    key = keys.index_key().ljust(64, b"\0")

    def sm3(message):
        hasher = hashes.Hash(hashes.SM3())
        hasher.update(message)
        return hasher.finalize()

    inner = sm3(bytes(b ^ 0x36 for b in key) + b"user.phone\x00" + b"138")
    assert index.blind("138", "user.phone") == sm3(bytes(b ^ 0x5C for b in key) + inner).hex()


@given(st.text())
def test_whatever_is_sealed_comes_back(text):
    assert sealing.unseal(sealing.seal(text, place="t.c"), place="t.c") == text


def test_the_column_does_not_hold_the_number():
    user = UserFactory(phone="13812341234")
    assert stored(user).startswith("1.")
    assert "138" not in stored(user)
    assert User.objects.get(pk=user.pk).phone == "13812341234"


def test_the_same_number_is_sealed_differently_each_time():
    first, second = UserFactory(phone="13812341234"), UserFactory(phone="13812341234")
    assert stored(first) != stored(second)


def test_nothing_stays_nothing():
    user = UserFactory(phone="")
    assert stored(user) == ""
    assert User.objects.get(phone="") == user
    assert not User.objects.exclude(phone="").exists()


def test_a_person_is_found_by_the_index():
    user = actions.open_account(username="li", name="李", password="x", phone="+86 138-1234-1234")
    assert User.objects.get(phone_index=index.blind("13812341234", actions.PHONE_INDEX)) == user


@pytest.mark.parametrize(
    "lookup", ["phone", "phone__contains", "phone__in", "phone__startswith", "phone__iexact"]
)
def test_searching_the_sealed_column_is_refused_in_words(lookup):
    with pytest.raises(FieldError, match="blind index"):
        User.objects.filter(Q(**{lookup: "138"})).count()


@pytest.mark.parametrize("place", ["accounts_user.email", "other.phone"])
def test_a_value_moved_to_another_column_does_not_open(place):
    token = sealing.seal("13812341234", place="accounts_user.phone")
    with pytest.raises(sealing.Unreadable, match="密文已损坏"):
        sealing.unseal(token, place=place)


def test_one_changed_character_does_not_open():
    token = sealing.seal("13812341234", place="t.c")
    broken = token[:-8] + ("A" if token[-8] != "A" else "B") + token[-7:]
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(broken, place="t.c")


@pytest.mark.parametrize("token", ["", "1.", "1.!!", "1.AAAA", "plain text"])
def test_what_was_never_sealed_does_not_open(token):
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(token, place="t.c")


def test_a_missing_key_is_named(settings):
    token = sealing.seal("x", place="t.c")
    settings.FIELD_KEYS = [NEW]
    with pytest.raises(sealing.Unreadable, match="找不到密钥“1”"):
        sealing.unseal(token, place="t.c")


def test_the_first_key_writes_and_all_read(settings):
    old = UserFactory(phone="13800000001")
    settings.FIELD_KEYS = [NEW, OLD]
    new = UserFactory(phone="13800000002")
    assert (stored(old)[:2], stored(new)[:2]) == ("1.", "2.")
    assert User.objects.get(pk=old.pk).phone == "13800000001"
    assert User.objects.get(pk=new.pk).phone == "13800000002"


def test_rotation_leaves_nothing_under_the_old_key(settings, capsys):
    users = [UserFactory(phone=f"1380000000{n}") for n in range(3)] + [UserFactory(phone="")]
    settings.FIELD_KEYS = [NEW, OLD]
    call_command("rotate_field_keys")
    assert "用户·手机：重新加密 3 条" in capsys.readouterr().out
    settings.FIELD_KEYS = [NEW]
    assert [User.objects.get(pk=u.pk).phone for u in users] == [u.phone for u in users]
    call_command("rotate_field_keys")
    assert "用户·手机：重新加密 0 条" in capsys.readouterr().out


def test_rotation_without_the_old_key_stops_and_says_why(settings):
    UserFactory(phone="13800000001")
    settings.FIELD_KEYS = [NEW]
    with pytest.raises(CommandError, match="找不到密钥“1”"):
        call_command("rotate_field_keys")


@pytest.mark.parametrize(
    "lines", [[], ["1"], ["1:des:00"], ["1:sm4:zz"], ["1:sm4:0011"], [OLD, OLD], [":sm4:00"]]
)
def test_a_malformed_key_list_is_refused_without_repeating_the_secret(settings, lines):
    settings.FIELD_KEYS = lines
    with pytest.raises(ImproperlyConfigured) as refusal:
        keys.writing_key()
    assert "0011" not in str(refusal.value)


@pytest.mark.parametrize("key", ["", "zz", "00"])
def test_a_weak_index_key_is_refused(settings, key):
    settings.INDEX_KEY = key
    with pytest.raises(ImproperlyConfigured):
        index.blind("138", "x")


def test_an_index_serves_one_purpose_only():
    assert index.blind("138", "a") != index.blind("138", "b")
    assert index.blind("138", "a") == index.blind("138", "a")
    assert index.blind("", "a") == ""


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        (masking.phone, "13812341234", "138****1234"),
        (masking.phone, "+86 138 1234 1234", "138****1234"),
        (masking.phone, "0562-2831234", "056****1234"),
        (masking.phone, "12345", "***45"),
        (masking.phone, "1", "*"),
        (masking.phone, "", ""),
        (masking.name, "张三", "张*"),
        (masking.name, "欧阳小芳", "欧***"),
        (masking.name, "", ""),
        (masking.id_number, "340700199001011234", "3407**********1234"),
        (masking.id_number, "34070019900101123x", "3407**********123X"),
        (masking.id_number, "1234", "****"),
        (masking.address, "铜官区幸福小区3栋201", "铜官区幸福小区***"),
        (masking.address, "某处", "**"),
    ],
)
def test_what_is_shown_of_personal_data(mask, text, shown):
    assert mask(text) == shown
