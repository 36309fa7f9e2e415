"""Which deputies suit a need: skill, then nearness, then whoever is less busy; reasons people read (T19)."""

from deputies.nearness.ranking import Candidate, Want, rank

URBAN, SUBURB = "00010001", "00010002"
HEALTH, LAW = 1, 2
WANT = Want({HEALTH: "医疗卫生"}, URBAN + "0001")
HERE = ((URBAN + "0001", "天井湖联络站"),)
NEXT = ((URBAN + "0002", "映湖联络站"),)
FAR = ((SUBURB + "0001", "大通镇联络站"),)


def order(want, *candidates):
    return [each.pk for each in rank(want, candidates)]


def test_a_health_need_proposes_deputies_with_medical_skill_in_the_same_area_first():
    ranked = rank(
        WANT,
        [
            Candidate(1, "a", {LAW: True}, HERE),
            Candidate(2, "b", {HEALTH: False}, FAR),
            Candidate(3, "c", {HEALTH: True}, HERE),
            Candidate(4, "d", {HEALTH: False}, NEXT),
        ],
    )
    assert [each.pk for each in ranked] == [3, 4, 2, 1]
    assert ranked[0].reasons == (
        "专长：医疗卫生（有证书或依据）",
        "就在天井湖联络站",
        "本季度尚无安排",
    )
    assert ranked[1].reasons[1] == "在映湖联络站，同一县区"
    assert ranked[2].reasons[1] == "在大通镇联络站，其他县区"
    assert ranked[3].reasons[0] == "没有所需专长"


def test_of_equals_the_one_with_proof_goes_first_then_the_one_less_busy():
    plain, proven = {HEALTH: False}, {HEALTH: True}
    assert order(WANT, Candidate(1, "a", plain, HERE), Candidate(2, "b", proven, HERE, load=5)) == [
        2,
        1,
    ]
    assert order(WANT, Candidate(1, "a", plain, HERE, load=2), Candidate(2, "b", plain, HERE)) == [
        2,
        1,
    ]


def test_a_campaign_of_the_party_puts_party_members_of_the_same_area_first():
    want = Want({HEALTH: "医疗卫生"}, URBAN + "0001", prefers_party=True)
    skill = {HEALTH: False}
    near, party = Candidate(1, "a", skill, HERE), Candidate(2, "b", skill, HERE, 3, is_party=True)
    far = Candidate(3, "c", skill, FAR, is_party=True)
    assert order(want, near, party, far) == [2, 1, 3]
    assert order(WANT, near, party, far) == [1, 2, 3]
    assert "党员代表" in rank(want, [party])[0].reasons
    assert "党员代表" not in rank(WANT, [party])[0].reasons


def test_who_covers_more_of_the_needed_skills_goes_first_and_the_nearest_station_counts():
    want = Want({HEALTH: "医疗卫生", LAW: "法律"}, URBAN + "00010003")
    both = Candidate(1, "a", {HEALTH: False, LAW: True}, (*FAR, *HERE))
    one = Candidate(2, "b", {HEALTH: True}, ((URBAN + "00010003", "湖东联络点"),))
    assert order(want, one, both) == [1, 2]
    assert rank(want, [both])[0].reasons[1] == "在天井湖联络站，同一站点片区"


def test_the_list_is_cut_and_the_same_whatever_the_order():
    many = [Candidate(n, f"{n % 3}", {HEALTH: n % 2 == 0}, HERE, n % 4) for n in range(60)]
    assert rank(WANT, many) == rank(WANT, list(reversed(many)))
    assert len(rank(WANT, many)) == 30


def test_somebody_of_no_station_comes_last_and_is_told_so():
    lost = rank(WANT, [Candidate(1, "a", {HEALTH: True})])[0]
    assert lost.reasons[1] == "未编组"
