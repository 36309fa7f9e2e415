"""The API: who may ask, what it says, the one shape of its errors, its schema."""

from io import StringIO

import pytest
from django.core.management import call_command
from rest_framework.authtoken.models import Token

from liaison.accounts.actions import SEAT_KEY
from liaison.accounts.roles import Role
from stations.hierarchy import Kind
from tests.factories.accounts import SeatFactory
from tests.factories.stations import StationFactory, network, seat_in

STATIONS = "/api/v1/stations/"


@pytest.fixture
def net():
    return network()


def token_of(user):
    return {"Authorization": f"Token {Token.objects.create(user=user).key}"}


def test_stations_are_listed_in_the_trees_order_with_their_parents(client, net):
    client.force_login(seat_in(net[2], Role.STATION).user)
    answer = client.get(STATIONS).json()
    assert [(row["code"], row["parent_code"]) for row in answer["results"]] == [
        ("M", None),
        ("C", "M"),
        ("T", "C"),
        ("P", "T"),
    ]
    assert client.get(f"{STATIONS}T/").json()["kind_label"] == "联络站"


def test_lists_are_filtered_and_paged(client, net):
    client.force_login(seat_in(net[0], Role.COMMITTEE).user)
    for _ in range(5):
        StationFactory(kind=Kind.CENTRE, parent=net[0])
    first = client.get(f"{STATIONS}?page_size=3").json()
    assert len(first["results"]) == 3
    second = client.get(first["next"]).json()
    codes = [row["code"] for row in first["results"] + second["results"]]
    assert len(set(codes)) == len(codes) == 6
    for query, expected in (("kind=point", ["P"]), ("under=T", ["T", "P"]), ("q=湖东", ["P"])):
        found = client.get(f"{STATIONS}?{query}").json()["results"]
        assert [row["code"] for row in found] == expected
    assert client.get(f"{STATIONS}?under=NO").json()["results"] == []


def test_a_list_takes_the_same_number_of_statements_at_any_length(
    client, net, django_assert_num_queries
):
    headers = token_of(seat_in(net[0], Role.COMMITTEE).user)
    for _ in range(10):
        StationFactory(kind=Kind.CENTRE, parent=net[0])
    with django_assert_num_queries(3):
        client.get(STATIONS, headers=headers)


@pytest.mark.parametrize("address", [STATIONS, f"{STATIONS}T/", "/api/v1/concerns/"])
def test_strangers_get_nothing(client, net, address):
    answer = client.get(address)
    assert answer.status_code in (401, 403)
    assert answer.json() == {"code": "not_authenticated", "message": "请先登录，或提供访问令牌。"}


def test_a_wrong_token_is_told_so(client):
    answer = client.get(STATIONS, headers={"Authorization": "Token 123"})
    assert answer.status_code in (401, 403)
    assert answer.json() == {"code": "authentication_failed", "message": "访问令牌无效。"}


def test_a_token_acts_from_the_only_seat(client, net):
    assert client.get(STATIONS, headers=token_of(seat_in(net[2], Role.STATION).user)).json()


def test_a_token_of_someone_with_two_seats_must_name_one_of_his_own(client, net):
    first = seat_in(net[2], Role.STATION)
    second = SeatFactory(user=first.user, role=Role.COMMITTEE)
    headers = token_of(first.user)
    refused = client.get(STATIONS, headers=headers)
    assert refused.status_code == 403
    assert "X-Seat" in refused.json()["message"]
    for named, status in ((second.pk, 200), (SeatFactory().pk, 403), ("x", 403)):
        assert client.get(STATIONS, headers=headers | {"X-Seat": str(named)}).status_code == status


def test_an_account_without_seat_gets_nothing(client, net):
    from tests.factories.accounts import UserFactory

    answer = client.get(STATIONS, headers=token_of(UserFactory()))
    assert answer.status_code == 403
    assert answer.json()["code"] == "permission_denied"


def test_a_session_acts_from_the_seat_chosen_in_it(client, net):
    first = seat_in(net[2], Role.STATION)
    SeatFactory(user=first.user, role=Role.COMMITTEE)
    client.force_login(first.user)
    assert client.get(STATIONS).status_code != 200
    session = client.session
    session[SEAT_KEY] = first.pk
    session.save()
    assert client.get(STATIONS).status_code == 200


def test_errors_have_one_shape_in_chinese(client, net):
    client.force_login(seat_in(net[0], Role.COMMITTEE).user)
    missing = client.get(f"{STATIONS}NO/")
    assert (missing.status_code, missing.json()) == (
        404,
        {"code": "not_found", "message": "没有找到。"},
    )
    forbidden = client.post(STATIONS, {})
    assert (forbidden.status_code, forbidden.json()["code"]) == (405, "method_not_allowed")
    wrong = client.get(f"{STATIONS}?kind=castle")
    assert wrong.status_code == 400
    assert wrong.json()["code"] == "invalid"
    assert "kind" in wrong.json()["fields"]


def test_the_schema_is_valid_and_served_to_everyone(client):
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())
    answer = client.get("/api/schema/?format=json")
    assert answer.status_code == 200
    assert STATIONS in answer.json()["paths"]
