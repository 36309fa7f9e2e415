"""A classifier of categories: read from a file that can run nothing, explained, replaceable, dispensable."""

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from liaison.audit.models import Event
from suggestions import classifier, learning
from suggestions.actions import concerns, judgement
from suggestions.learning import Example
from suggestions.models import Classifier

MODEL = classifier.Linear(
    name="试验模型",
    library="scikit-learn 1.9.1",
    trained_at=datetime(2026, 11, 1, tzinfo=UTC),
    metrics={"macro_f1": 0.9},
    classes=("construction", "health"),
    bias=(0.0, 0.0),
    terms={"路灯": (2.0, 1.5, -1.0), "手术": (2.0, -1.0, 2.0), "灯": (1.0, 0.5, 0.0)},
)


@pytest.fixture
def file(tmp_path):
    def write(model=MODEL):
        path = tmp_path / "routing.json.gz"
        path.write_bytes(model.dump())
        return path

    return write


def test_the_words_that_decided_are_told():
    [best, other] = MODEL.guess("路灯坏了")
    assert (best.category, best.terms) == ("construction", ("路灯",))
    assert best.score > other.score


def test_a_text_without_any_known_word_has_no_reason():
    assert MODEL.guess("。。。")[0].terms == ()


def test_what_is_written_reads_back_the_same_and_twice_alike():
    assert classifier.read(MODEL.dump()) == MODEL
    assert MODEL.dump() == MODEL.dump()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"cos\nsystem\n(S'true'\ntR.",
        gzip.compress(b"[]"),
        gzip.compress(b'{"format": "x"}'),
        replace(MODEL, classes=("construction", "astronomy")).dump(),
        replace(MODEL, bias=(0.0,)).dump(),
        replace(MODEL, terms={"路灯": (1.0,)}).dump(),
        gzip.compress(json.dumps({"format": classifier.FORMAT}).encode()),
    ],
)
def test_anything_else_is_refused_and_run_by_nobody(content):
    with pytest.raises(classifier.Unreadable):
        classifier.read(content)


# -- installed and in use -----------------------------------------------------------------------
def test_without_a_classifier_the_rules_alone_decide(town):
    assert judgement.guess("门口的路灯不亮").by == "rules"


def test_installed_it_guesses_and_is_named_and_another_takes_its_place(town, file):
    call_command("install_routing", str(file()), stdout=StringIO())
    found = judgement.guess("门口的路灯不亮")
    assert (found.category, found.by, found.words) == ("construction", "试验模型", ("路灯",))
    call_command("install_routing", str(file(replace(MODEL, name="新模型"))), stdout=StringIO())
    assert judgement.guess("门口的路灯不亮").by == "新模型"
    assert Classifier.objects.filter(is_in_use=True).count() == 1
    call_command("install_routing", "--retire", stdout=StringIO())
    assert judgement.guess("门口的路灯不亮").by == "rules"
    assert Event.objects.filter(verb="install_classifier").count() == 2
    assert Event.objects.filter(verb="retire_classifier").count() == 1


def test_what_it_was_never_taught_is_left_to_the_rules(town, file):
    call_command("install_routing", str(file()), stdout=StringIO())
    assert judgement.guess("派出所门口的路灯，民警报案立案户口").category == "justice"


def test_sorting_offers_its_guess(town, at, file):
    call_command("install_routing", str(file()), stdout=StringIO())
    concern = concerns.submit(station=town.station, text="手术路灯手术", once=uuid4())
    page = at(town.officer).get(f"/desk/concerns/{concern.number}/sort/")
    assert page.context["form"].initial["category"] == "health"


def test_a_broken_file_is_not_installed(tmp_path):
    path = tmp_path / "x.gz"
    path.write_bytes(b"x")
    with pytest.raises(CommandError, match="读不了"):
        call_command("install_routing", str(path), stdout=StringIO())


# -- honest figures -----------------------------------------------------------------------------
def examples() -> list[Example]:
    said = {"construction": "路灯坏了没人修", "health": "医院手术排队太久"}
    return [
        Example(f"{said[key]}{n}号", key, f"人{n}", f"2026-01-{n % 28 + 1:02d}")
        for n in range(60)
        for key in said
    ]


def test_one_persons_messages_stay_on_one_side():
    parts = learning.split(examples())
    assert parts.held_out
    assert not {one.group for one in parts.learnt} & {one.group for one in parts.held_out}


def test_by_time_the_newest_are_held_out():
    parts = learning.split(examples(), by="time")
    assert max(one.at for one in parts.learnt) <= min(one.at for one in parts.held_out)


def test_a_title_of_what_is_held_out_is_not_learnt_from():
    whole = Example("映湖路西段路灯坏了三盏希望尽快修好", "construction", "甲")
    title = Example("映湖路西段路灯坏了三盏", "construction", "乙")
    assert learning._without_echoes([title], [whole]) == []


def test_figures_are_those_worked_out_by_hand():
    told = [
        Example("甲", "health", "1"),
        Example("乙", "health", "2"),
        Example("丙", "labour", "3"),
    ]
    guessed = {"甲": ["health"], "乙": ["labour", "health"], "丙": ["labour"]}
    found = learning.measure(told, guessed.__getitem__)
    assert (found["top_1"], found["top_3"]) == (0.6667, 1.0)
    assert found["categories"]["health"]["f1"] == found["categories"]["labour"]["f1"] == 0.6667
    assert found["macro_f1"] == 0.6667


def test_the_same_words_twice_are_read_once_and_doubtful_ones_not_at_all(tmp_path):
    path = tmp_path / "m.csv"
    path.write_text(
        "留言主题,一级标签\n路灯坏了,城乡建设\n路灯，坏了！,城乡建设\n两可,环境保护|城乡建设\n",
        encoding="utf-8",
    )
    assert [one.text for one in learning.read([path])] == ["路灯坏了"]


def test_evaluation_tells_the_rules_figures_without_any_library(tmp_path):
    path = tmp_path / "m.csv"
    lines = [f"路灯坏了{n},城乡建设" for n in range(40)]
    path.write_text("\n".join(["留言主题,一级标签", *lines]), encoding="utf-8")
    out = StringIO()
    call_command("evaluate_routing", "--messages", str(path), stdout=out)
    assert json.loads(out.getvalue())["rules"]["top_1"] == 1.0
