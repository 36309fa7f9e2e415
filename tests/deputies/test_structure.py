"""The structure of deputies adds up to those in office and gives nobody away (F14)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputies.documents import structure as documents
from deputies.models import Deputy, Mandate
from deputies.structure.bands import DIMENSIONS, Person, age, count, ethnicity, grass_roots, party
from deputies.structure.suppression import published
from liaison import clock
from liaison.accounts.roles import Role
from tests.factories.deputies import DeputyFactory, MandateFactory, MembershipFactory
from tests.factories.stations import seat_in


def worlds(total: int, cells: int):
    """Every way to share `total` people out over `cells` cells."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in worlds(total - first, cells - 1))


@pytest.mark.parametrize(
    ("k", "cells", "most"), [(3, 2, 20), (3, 3, 18), (3, 4, 14), (4, 3, 20), (5, 2, 40), (5, 3, 26)]
)
def test_no_withheld_cell_can_be_worked_out_by_brute_force(k, cells, most):
    """Whoever knows total, shown cells, k and the rule still finds two values for each withheld one."""
    for total in range(1, most):
        seen: dict[tuple, list[tuple]] = {}
        for world in worlds(total, cells):
            shown = published({str(place): n for place, n in enumerate(world)}, k=k)
            seen.setdefault(tuple(shown.values()), []).append(world)
        for pattern, possible in seen.items():
            for place, number in enumerate(pattern):
                if number is None:
                    assert len({world[place] for world in possible}) > 1, (pattern, possible)


@given(st.lists(st.integers(0, 300), min_size=2, max_size=9), st.integers(3, 12))
def test_small_cells_are_withheld_and_what_is_shown_is_true(numbers, k):
    cells = {str(place): number for place, number in enumerate(numbers)}
    shown = published(cells, k=k)
    assert all(shown[label] in (None, number) for label, number in cells.items())
    assert all(shown[label] is None for label, number in cells.items() if 0 < number < k)
    withheld = [label for label, number in shown.items() if number is None]
    assert len(withheld) != 1


def test_a_group_too_small_is_told_without_any_distribution():
    assert set(published({"男": 6, "女": 3}, k=5).values()) == {None}
    assert published({"男": 30, "女": 10}, k=5) == {"男": 30, "女": 10}


@pytest.mark.parametrize(
    ("born", "elected", "band"),
    [
        ("1986-01", date(2022, 1, 5), "36–45 岁"),
        ("1986-02", date(2022, 1, 5), "35 岁及以下"),
        ("1961-01", date(2022, 1, 5), "61 岁及以上"),
        ("1961-02", date(2022, 1, 5), "56–60 岁"),
        ("", date(2022, 1, 5), "未填写"),
        ("不详", date(2022, 1, 5), "未填写"),
        ("1970-13", date(2022, 1, 5), "未填写"),
    ],
)
def test_age_is_full_years_at_election(born, elected, band):
    assert age(Person(birth_month=born, elected_on=elected)) == band


def test_peoples_parties_and_grass_roots_fall_into_their_cells():
    assert [ethnicity(Person(ethnicity=one)) for one in ("汉", "汉族", "回族", "")] == [
        "汉族", "汉族", "少数民族", "未填写",
    ]  # fmt: skip
    assert [party(Person(party=one)) for one in ("中共党员", "民盟盟员", "群众", "")] == [
        "中共党员", "民主党派", "无党派和群众", "未填写",
    ]  # fmt: skip
    assert [grass_roots(Person(structure=one)) for one in ("农民", "干部", "")] == [
        "基层代表", "其他代表", "未填写",
    ]  # fmt: skip


@pytest.fixture
def committee(net):
    return seat_in(net[0], Role.COMMITTEE)


@pytest.fixture
def forty(net):
    """Forty deputies of a county: three women, the others men; one of them only of the last term."""
    people = [
        DeputyFactory(sex="女" if n < 3 else "男", structure="农民" if n % 2 else "干部")
        for n in range(40)
    ]
    for deputy in people:
        MandateFactory(deputy=deputy, term="第十八届")
        MembershipFactory(deputy=deputy, station=net[2])
    for deputy in people[:30]:
        MandateFactory(
            deputy=deputy,
            term="第十七届",
            from_on=date(2017, 1, 1),
            to_on=date(2021, 12, 31),
            end_reason="term",
        )
    gone = Mandate.objects.filter(deputy=people[39])
    gone.update(to_on=date(2024, 5, 1), end_reason="resigned")
    return people


def test_totals_equal_the_deputies_in_office_in_every_dimension(forty):
    today = clock.today()
    latest, before = documents.terms(Deputy.objects.all(), "county", today)
    running = Mandate.objects.running(today).filter(level="county").count()
    assert (latest.name, latest.total, before.name, before.total) == (
        "第十八届",
        39,
        "第十七届",
        30,
    )
    assert running == latest.total
    for key in DIMENSIONS:
        assert sum(count(latest.people, key).values()) == running


def test_three_women_are_not_told_and_cannot_be_subtracted(forty, committee, client):
    client.force_login(committee.user)
    page = client.get("/desk/reporting/structure/?level=county").content.decode()
    sex = page[page.index("dimension-sex") : page.index("dimension-age")]
    assert "不列" in sex
    assert ">36<" not in sex  # the men, from whom the women could be subtracted
    assert "39" in sex
    book = client.get("/desk/reporting/structure.xlsx?level=county")
    assert book.status_code == 200
    today = clock.today()
    found = documents.dimensions(documents.terms(Deputy.objects.all(), "county", today), 5)
    (by_sex,) = [one for one in found if one.key == "sex"]
    assert [number for _, number, _ in by_sex.rows[0].cells] == [None, None]
    assert by_sex.option is None


def test_the_change_since_the_last_term_is_told_in_points(forty):
    today = clock.today()
    found = documents.dimensions(documents.terms(Deputy.objects.all(), "county", today), 5)
    (roots,) = [one for one in found if one.key == "grass_roots"]
    assert roots.changes == "基层代表-1.3 个百分点，其他代表+1.3 个百分点"


def test_the_page_costs_few_statements(forty, committee, client, django_assert_max_num_queries):
    client.force_login(committee.user)
    client.get("/desk/reporting/structure/")
    with django_assert_max_num_queries(12):
        client.get("/desk/reporting/structure/")
