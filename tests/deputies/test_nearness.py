"""就地就近: which place a text names, which station it speaks for, spread evenly, always the same."""

import random

from hypothesis import given
from hypothesis import strategies as st

from deputies.nearness.placement import (
    ELECTORATE,
    RESIDENCE,
    WORKPLACE,
    Certainty,
    Evidence,
    Person,
    propose,
)
from deputies.nearness.places import Atlas, Place, distance, words_of

CITY, URBAN, SUBURB = "0001", "00010001", "00010002"
PLACES = [
    Place(1, "铜陵总站", CITY, words_of("铜陵市人大代表联络总站"), takes=False),
    Place(2, "铜官", URBAN, words_of("铜官区中心站", code="340705000000"), takes=False),
    Place(3, "新城街道", URBAN + "0001", words_of("新城街道人大代表联络站"), load=42),
    Place(4, "翠湖社区", URBAN + "00010001", words_of("翠湖社区联络点", is_point=True), False),
    Place(5, "东郊街道", URBAN + "0002", words_of("东郊街道人大代表联络站"), load=50),
    Place(6, "郊区", SUBURB, words_of("郊区中心站"), takes=False),
    Place(7, "大通镇", SUBURB + "0001", words_of("大通镇人大代表联络站"), load=3),
    Place(8, "人民社区", SUBURB + "0002", words_of("人民社区人大代表联络站"), load=9),
    Place(9, "翠湖", SUBURB + "00020001", words_of("翠湖社区联络点", is_point=True), False),
]
ATLAS = Atlas(PLACES)


def elected(text):
    return Evidence("选区", text, ELECTORATE)


def living(text):
    return Evidence("居住地", text, RESIDENCE)


def working(text):
    return Evidence("工作单位", text, WORKPLACE)


def one(*evidence, refused=()):
    return propose([Person(1, "a", evidence, frozenset(refused))], PLACES)[0]


def named(text):
    return [each.pk for each in ATLAS.named_in(text).places]


def test_a_text_names_the_narrowest_place_in_it():
    assert named("铜官区新城街道第3选区") == [3]
    assert named("铜官区新城街道翠湖社区") == [4]
    assert named("340705000000") == [2]
    assert named("新城第二选区") == [3]
    assert named("某机械厂") == []


def test_a_congress_is_not_the_community_of_that_name():
    assert named("铜官区人民代表大会") == [2]
    assert named("人民社区第一选区") == [8]


def test_a_name_borne_twice_is_told_apart_by_what_stands_around_it():
    assert named("翠湖社区") == [4, 9]
    assert named("郊区翠湖社区") == [9]


def test_a_point_leads_to_the_station_above_it():
    found = one(elected("铜官区人民代表大会"), living("铜官区翠湖社区3组"))
    assert (found.station, found.certainty) == (3, Certainty.SURE)
    assert found.reasons[-1] == "居住地“铜官区翠湖社区3组”在该站范围内"


def test_a_county_alone_is_shared_out_and_says_so():
    found = one(elected("铜官区第七选区"))
    assert (found.station, found.certainty) == (3, Certainty.LIKELY)
    assert found.reasons == (
        "选区“铜官区第七选区”在铜官区",
        "2 个同样合适的站点中该站现有 42 名代表，为最少",
    )


def test_who_elected_him_outweighs_where_he_works():
    found = one(elected("铜官区人民代表大会"), working("大通镇中心学校教师"))
    assert (found.station, found.certainty) == (3, Certainty.LIKELY)
    assert "工作单位“大通镇中心学校教师”在大通镇，不在该站范围内" in found.reasons


def test_home_and_work_together_outweigh_a_county():
    found = one(elected("铜官区人民代表大会"), living("大通镇"), working("大通镇中学"))
    assert (found.station, found.certainty) == (7, Certainty.LIKELY)


def test_nothing_said_means_the_emptiest_station_and_a_question():
    found = one(working("个体工商户"))
    assert (found.station, found.certainty) == (7, Certainty.OPEN)
    assert found.reasons[0] == "选区、居住地和工作单位都看不出在哪里，只按人数安排"


def test_a_station_refused_before_is_not_proposed_again():
    assert one(elected("大通镇第一选区"), refused=[7]).station == 8
    assert propose([Person(1, "a", (), frozenset({3, 5, 7, 8}))], PLACES) == []


def test_a_groups_name_counts_only_when_the_electorate_says_nothing():
    spare = Evidence("代表团", "大通镇代表团", ELECTORATE, is_spare=True)
    assert one(elected("东郊街道第一选区"), spare).reasons == (
        "选区“东郊街道第一选区”在该站范围内",
    )
    assert one(elected("第一选区"), spare).station == 7


def test_those_who_fit_anywhere_fill_the_emptiest_stations():
    people = [Person(n, f"{n:03}", ()) for n in range(100)]
    loads = {each.pk: each.load for each in PLACES if each.takes}
    for each in propose(people, PLACES):
        loads[each.station] += 1
    assert max(loads.values()) - min(loads.values()) <= 1


@given(st.lists(st.sampled_from(["铜官区", "大通镇", "", "翠湖社区", "郊区"]), max_size=30))
def test_the_order_of_the_input_changes_nothing(texts):
    people = [Person(n, f"{n % 7}", (elected(text),)) for n, text in enumerate(texts)]
    shuffled = random.Random(1).sample(people, len(people))
    key = lambda each: each.person  # noqa: E731
    made = sorted(propose(people, PLACES), key=key)
    assert made == sorted(propose(shuffled, list(reversed(PLACES))), key=key)


def test_distance_counts_the_edges_of_the_tree():
    assert distance(URBAN + "0001", URBAN + "0001") == 0
    assert distance(URBAN + "00010001", URBAN + "0001") == 1
    assert distance(URBAN + "0001", URBAN + "0002") == 2
    assert distance(URBAN + "0001", SUBURB + "0001") == 4
