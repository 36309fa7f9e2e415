"""A misconfigured installation is refused with what to do."""

import time_machine
from django.core import checks

from liaison.workdays.models import PublishedYear


def found(**kwargs) -> set[str]:
    messages = checks.run_checks(tags=["liaison", "database"], **kwargs)
    return {message.id for message in messages if message.id.startswith("liaison.")}


def test_these_very_settings_are_fine():
    assert not {name for name in found(databases=["default"]) if ".E" in name}


def test_another_time_zone_is_refused(settings):
    settings.TIME_ZONE = "UTC"
    assert found() == {"liaison.E001"}


def test_times_without_a_zone_are_refused(settings):
    settings.USE_TZ = False
    assert found() == {"liaison.E002"}


def test_debug_pages_on_a_public_site_are_refused(settings):
    settings.DEBUG, settings.HTTPS = True, True
    assert found() == {"liaison.E003"}


def test_keys_that_cannot_seal_are_refused(settings):
    settings.FIELD_KEYS, settings.INDEX_KEY = ["1:sm4:beef"], "no hex"
    assert found() >= {"liaison.E004", "liaison.E005"}


def test_a_short_secret_is_refused_before_going_live(settings):
    settings.SECRET_KEY = "short"
    assert "liaison.E006" in found(include_deployment_checks=True)


def test_next_years_holidays_are_asked_for_from_november_on():
    with time_machine.travel("2031-10-31 12:00+08:00"):
        assert found(databases=["default"]) == set()
    with time_machine.travel("2031-11-01 12:00+08:00"):
        assert found(databases=["default"]) == {"liaison.I001"}
        PublishedYear.objects.create(year=2032, notice="国办发明电〔2031〕1号")
        assert found(databases=["default"]) == set()
