"""The ground the measurements stand on: a database of its own, filled to a given size."""

from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from django.test import Client

from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from stations.models import Station, StationSeat
from tests.factories.accounts import SeatFactory

#: Concerns as they come: spread over stations, stages and the last two years, texts of a hundred
#: characters, the newest last.
FILL = """
INSERT INTO suggestions_concern (
    number, once, station_id, source, text, title, place, resident_name, phone, phone_index,
    is_private, notify_by, attitude, speed,
    consent_version, submitted_at, edited_text, category, stage, channel, channel_reason, rounds,
    answer, answered_at, rating, rating_note, rated_at, closed_at, end_reason)
SELECT to_char(n, 'FM000000000'), gen_random_uuid(),
    (%(stations)s::bigint[])[1 + n %% array_length(%(stations)s::bigint[], 1)],
    'page', repeat('小区门口的路灯不亮，晚上老人出行不便，希望尽快修好。', 4),
    '小区门口的路灯不亮 ' || n, '', '', '', '', false, '', '', '', '2026-01',
    now() - ((%(size)s - n) * interval '10 minutes') - interval '1 day', '',
    (ARRAY['construction','transport','environment','education','health'])[1 + n %% 5],
    stage, CASE WHEN stage IN ('gathered','judged','declined') THEN '' ELSE 'station' END, '', 1,
    CASE WHEN stage IN ('fed_back','closed') THEN '已经修好。' ELSE '' END,
    CASE WHEN stage IN ('fed_back','closed') THEN now() END,
    CASE WHEN stage = 'closed' THEN 'satisfied' ELSE '' END, '',
    CASE WHEN stage = 'closed' THEN now() END,
    CASE WHEN stage IN ('closed','declined') THEN now() END,
    CASE WHEN stage = 'declined' THEN '请依法向法院提出。' ELSE '' END
FROM (SELECT n, CASE WHEN n %% 20 = 0 THEN 'gathered' WHEN n %% 20 = 1 THEN 'judged'
        WHEN n %% 20 = 2 THEN 'in_hand' WHEN n %% 20 = 3 THEN 'fed_back'
        WHEN n %% 20 = 4 THEN 'declined' ELSE 'closed' END AS stage
      FROM generate_series(%(begin)s, %(size)s) AS n) AS rows
"""


@contextmanager
def database():
    """A database of its own, made new and dropped at the end."""
    name = settings.DATABASES["default"]["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    _let_truncate()
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _let_truncate() -> None:
    """Emptying the network between two sizes is a TRUNCATE, which append-only tables refuse."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgtype & 32 = 32"
        )
        for trigger, table in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{trigger}" ON {table}')


def fill(size: int) -> None:
    """Bring the number of concerns up to `size`, and let the planner know."""
    stations = list(Station.objects.order_by("pk").values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM suggestions_concern")
        begin = cursor.fetchone()[0] + 1
        cursor.execute(FILL, {"stations": stations, "begin": begin, "size": size})
        cursor.execute("VACUUM ANALYZE suggestions_concern")


def seated(role: Role, station_code: str = "") -> Seat:
    """A seat of `role`, at a station if one is named."""
    seat = SeatFactory(role=role)
    if station_code:
        StationSeat.objects.create(seat=seat, station=Station.objects.get(code=station_code))
    return seat


def signed_in(role: Role, station_code: str = "") -> Client:
    """A browser signed in from a seat of `role`, at a station if one is named."""
    seat = seated(role, station_code)
    client = Client(headers={"host": "localhost"})
    client.force_login(seat.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def seat_of(user_pk) -> Seat:
    """The only seat of a browser signed in here."""
    return Seat.objects.get(user=user_pk)
