"""What the first page of a seat costs: its statements, however many queues it has and however full."""

# ruff: noqa: E501 (statements are pinned as they are)
import pytest
from inline_snapshot import snapshot
from inline_snapshot_django import snapshot_queries

from liaison.accounts.roles import Role
from supervision import queues
from tests.factories.accounts import SeatFactory
from tests.suggestions.test_the_loop import hear

#: The whole page, for any seat (the bound of the product).
MOST = 12
SEATS = [
    "officer",
    "committee",
    "deputy",
    "government",
    "leader",
    "housing_officer",
]


def statements(client):
    client.get("/desk/")  # moves the end of the session, once a minute
    with snapshot_queries() as queries:
        assert client.get("/desk/").status_code == 200
    return queries


@pytest.mark.parametrize("name", SEATS)
def test_today_is_at_most_twelve_statements_however_much_waits(town, client, name):
    client.force_login(getattr(town, name).user)
    empty = statements(client)
    for number in range(8):
        hear(town, text=f"第{number}盏路灯不亮。")
    full = statements(client)
    assert len(full) <= MOST
    assert len(full) - len(empty) <= 1, "only the count of what is longer than shown"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HOTLINE])
def test_no_role_costs_more_even_without_a_place(role, client):
    client.force_login(SeatFactory(role=role).user)
    assert len(statements(client)) <= MOST


@pytest.mark.parametrize("role", list(Role))
def test_every_queue_of_a_role_has_its_own_key_and_place(role):
    own = [queue for queue in queues.QUEUES if role in queue.roles]
    assert len({queue.key for queue in own}) == len(own)
    assert all(queue.url.startswith("/") for queue in own)


def test_the_officers_page_reads_all_queues_in_one_statement(town, client):
    for number in range(8):
        hear(town, text=f"第{number}盏路灯不亮。")
    client.force_login(town.officer.user)
    sent = [part for sql in statements(client) for part in sql.split(" UNION ALL ")]
    assert sent == snapshot(
        [
            "SELECT ... FROM django_session WHERE ... LIMIT ...",
            "SELECT ... FROM accounts_user WHERE ... LIMIT ...",
            "SELECT ... FROM accounts_seat WHERE ... ORDER BY ... ASC",
            "SELECT ... FROM stations_station INNER JOIN stations_stationseat ON ... WHERE ... ORDER BY ... ASC LIMIT ...",
            "SELECT ... FROM stations_station LEFT OUTER JOIN stations_station T2 ON ... WHERE ...",
            "(SELECT ... FROM suggestions_concern INNER JOIN stations_station ON ... WHERE ... ORDER BY ... ASC LIMIT ...)",
            "(SELECT ... FROM suggestions_concern INNER JOIN stations_station ON ... WHERE ... ORDER BY ... ASC LIMIT ...)",
            "(SELECT ... FROM stations_activity INNER JOIN stations_station ON ... WHERE ... ORDER BY ... ASC LIMIT ...)",
            "(SELECT ... FROM stations_activity INNER JOIN stations_station ON ... WHERE ... ORDER BY ... ASC LIMIT ...)",
            "(SELECT ... FROM suggestions_concern INNER JOIN stations_station ON ... WHERE ... ORDER BY ... ASC LIMIT ...)",
            "(SELECT ... FROM suggestions_concern INNER JOIN stations_station ON ... WHERE ... ORDER BY ... ASC LIMIT ...)",
            "(SELECT ... FROM suggestions_concern INNER JOIN stations_station ON ... WHERE ... ORDER BY ... ASC LIMIT ...)",
            "(SELECT ... FROM stations_studyplan INNER JOIN stations_station ON ... WHERE ... ORDER BY ... ASC LIMIT ...)",
            "(SELECT ... FROM stations_station WHERE ... ORDER BY ... ASC LIMIT ...)",
            "(SELECT ... FROM deputies_publicity INNER JOIN stations_station ON ... WHERE ... ORDER BY ... ASC LIMIT ...)",
            "SELECT ...",
            "SELECT ... FROM (SELECT ... FROM notices_message WHERE ... LIMIT ...) subquery",
        ]
    )
