"""What every table keeps to: a Chinese name, no hidden order, complete pairs, refusal where promised."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from tests.architecture.tree import PACKAGES, has_chinese

OURS = sorted(
    (model for model in apps.get_models() if model.__module__.split(".")[0] in PACKAGES),
    key=lambda model: model._meta.label,
)
label = lambda model: model._meta.label  # noqa: E731
#: Tables that only grow: what was written stays (docs/adr/0005).
APPEND_ONLY = ("audit_event", "audit_seal")


@pytest.mark.parametrize("model", OURS, ids=label)
def test_a_model_has_its_chinese_name_and_says_it(model):
    assert has_chinese(str(model._meta.verbose_name))
    assert has_chinese(model.__doc__ or ""), "the docstring gives the Chinese term"


@pytest.mark.parametrize("model", OURS, ids=label)
def test_no_model_orders_behind_the_readers_back(model):
    assert not model._meta.ordering


@pytest.mark.parametrize("model", OURS, ids=label)
def test_at_and_by_are_complete_or_empty_together(model):
    names = {field.name for field in model._meta.get_fields()}
    pairs = [(f"{n[:-3]}_at", n) for n in names if n.endswith("_by") and f"{n[:-3]}_at" in names]
    constraints = [
        str(constraint.condition)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    ]
    for at, by in pairs:
        both_required = not (model._meta.get_field(at).null or model._meta.get_field(by).null)
        assert both_required or any(f"'{at}" in c and f"'{by}" in c for c in constraints), (at, by)


@pytest.mark.parametrize("model", OURS, ids=label)
def test_booleans_moments_and_days_are_named_as_such(model):
    for field in model._meta.get_fields():
        if isinstance(field, models.DateTimeField):
            assert field.name == "at" or field.name.endswith("_at") or _inherited(model, field)
        elif isinstance(field, models.DateField):
            assert field.name in {"day", "month"} or field.name.endswith("_on")


def _inherited(model, field) -> bool:
    return field.name in {"last_login", "date_joined"}


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("change", ["UPDATE {} SET digest = ''", "DELETE FROM {}"])
def test_what_only_grows_refuses_change(table, change):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(change.format(table))


def test_every_constraint_tells_people_what_is_wrong():
    silent = [
        constraint.name
        for model in OURS
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
        and not has_chinese(str(constraint.get_violation_error_message()))
    ]
    assert silent == []
