"""Finding Chinese text: by words in any order, by names no dictionary knows, by a single character."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.accounts.models import User
from liaison.search import similar, words
from tests.factories.accounts import UserFactory

TEXT = "铜官区阳光小区三号楼没有加装电梯，老人下楼难，来电13812345678，A座。"


def found(text: str, asked: str) -> bool:
    """Whether the database finds `text` when a person asks for `asked`."""
    raw = words.raw_query(asked)
    with connection.cursor() as cursor:
        compiled = str(User.objects.annotate(v=words.vector(text)).values("v").query)
        cursor.execute("SELECT 1", [])
        assert compiled
        lexemes = " ".join(f"'{term}'" for term in words.segment(text).split())
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [lexemes, raw])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    "asked",
    [
        "加装电梯",
        "电梯 加装",
        "电梯",
        "阳光小区",
        "光小",
        "难",
        "三",
        "13812345678",
        "138",
        "a座",
        "Ａ座",
        "老人下楼",
    ],
)
def test_what_stands_in_the_text_is_found(asked):
    assert found(TEXT, asked)


@pytest.mark.parametrize("asked", ["停车", "电梯 停车", "139", "月光小区"])
def test_what_does_not_stand_in_the_text_is_not_found(asked):
    assert not found(TEXT, asked)


@pytest.mark.parametrize("asked", ["", "  ", "，。！", "'", "&|!():*", "\\"])
def test_nothing_searchable_is_no_query(asked):
    assert words.raw_query(asked) == ""
    assert words.query(asked) is None


def test_a_name_the_dictionary_lacks_becomes_one_word_once_learnt():
    assert words.load_words(["青禾县家站", "青禾县家站", " ", "站"]) == 1
    assert "青禾县家站" in words.segment("青禾县家站今年接待了群众").split()


def test_a_text_indexed_before_a_name_was_learnt_is_still_found():
    lexemes = words.segment("大通云麓里站接待日").split()
    words.load_words(["云麓里站"])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT %s::tsvector @@ %s::tsquery",
            [" ".join(f"'{term}'" for term in lexemes), words.raw_query("云麓里站")],
        )
        assert cursor.fetchone()[0]


@settings(max_examples=100)
@given(st.text(max_size=60))
def test_no_text_breaks_the_index_or_the_query(text):
    lexemes = " ".join(f"'{term}':1A" for term in words.segment(text).split())
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector, %s::tsquery", [lexemes, words.raw_query(text)])
        assert cursor.fetchone()


@settings(max_examples=100)
@given(
    st.text(alphabet="铜官区加装电梯老人下楼难ab1", min_size=1, max_size=30),
    st.integers(0, 29),
    st.integers(1, 8),
)
def test_every_piece_of_a_text_finds_it(text, start, length):
    piece = text[start : start + length]
    if piece and words._HAN.fullmatch(piece[0]) and all(words._HAN.match(char) for char in piece):
        assert found(text, piece)


def test_a_very_long_stretch_of_letters_does_no_harm():
    assert found("x" * 5000, "x" * 90)


def test_the_vector_weighs_the_title_above_the_text():
    UserFactory()
    [stored] = User.objects.annotate(v=words.vector("电梯", "楼道")).values_list("v", flat=True)[:1]
    assert "'电梯':1A" in stored
    assert "'楼道':1B" in stored


def test_the_nearest_texts_come_first_and_the_far_ones_not_at_all():
    for name in ["阳光小区加装电梯的诉求", "阳光小区加装电梯", "农村公路路灯不亮", "小区停车难"]:
        UserFactory(name=name)
    near = similar.nearest(User.objects.all(), "name", "阳光小区要求加装电梯")
    assert [user.name for user in near] == ["阳光小区加装电梯", "阳光小区加装电梯的诉求"]
    assert near[0].distance < near[1].distance
    assert similar.nearest(User.objects.all(), "name", "  ") == []
    assert len(similar.nearest(User.objects.all(), "name", "阳光小区加装电梯", limit=1)) == 1
