"""People and their seats for tests."""

from datetime import date
from functools import lru_cache

import factory
from django.contrib.auth.hashers import make_password

from liaison.accounts.models import Seat, User
from liaison.accounts.roles import Role

PASSWORD = "Lake-2026-tong"


@lru_cache
def _hashed() -> str:
    """PASSWORD's hash, made once: Argon2 is slow on purpose."""
    return make_password(PASSWORD)


class UserFactory(factory.django.DjangoModelFactory):
    """Someone who may sign in with PASSWORD and owes nothing first."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")
    name = factory.Sequence(lambda n: f"测试{n}")
    password = factory.LazyFunction(_hashed)
    must_change_password = False


class SeatFactory(factory.django.DjangoModelFactory):
    """A seat held since 2020, open-ended: `SeatFactory(role=Role.COMMITTEE)`."""

    class Meta:
        model = Seat

    user = factory.SubFactory(UserFactory)
    role = Role.STATION
    place_name = "测试站"
    from_on = date(2020, 1, 1)
