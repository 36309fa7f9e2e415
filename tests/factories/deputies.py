"""Deputies, mandates and memberships for tests."""

from datetime import date

import factory

from deputies.actions.register import PHONE_INDEX
from deputies.models import Deputy, Level, Mandate, Membership
from deputies.sheet import name_key
from liaison.privacy.index import blind


class DeputyFactory(factory.django.DjangoModelFactory):
    """A person without mandate; `DeputyFactory(phone="19900000001")` is found by it."""

    class Meta:
        model = Deputy

    name = factory.Sequence(lambda n: f"代表{n}")
    name_key = factory.LazyAttribute(lambda deputy: name_key(deputy.name))
    birth_month = "1970-01"
    phone = ""
    phone_index = factory.LazyAttribute(lambda deputy: blind(deputy.phone, PHONE_INDEX))


class MandateFactory(factory.django.DjangoModelFactory):
    """A county mandate since 2022."""

    class Meta:
        model = Mandate

    deputy = factory.SubFactory(DeputyFactory)
    level = Level.COUNTY
    term = "第三届"
    certificate_no = factory.Sequence(lambda n: f"X-{n:04}")
    electorate = "第一选区"
    from_on = date(2022, 1, 1)


class MembershipFactory(factory.django.DjangoModelFactory):
    """The primary place of a deputy since 2022; give the station."""

    class Meta:
        model = Membership

    deputy = factory.SubFactory(DeputyFactory)
    from_on = date(2022, 1, 1)
