"""Every column about a person says so, and what for."""

from django.db import models

from liaison.accounts.models import User
from liaison.privacy import personal


def test_every_column_that_smells_of_a_person_is_declared():
    assert personal.undeclared() == []


def test_declarations_name_real_columns_and_a_purpose():
    found = list(personal.declared())
    assert (User, "phone") in {(d.model, d.field.name) for d in found}
    assert all(declaration.purpose for declaration in found)


def test_telephone_numbers_are_sealed():
    for declaration in personal.declared():
        if declaration.field.name in {"phone", "mobile", "id_number"}:
            assert declaration.is_sealed, declaration


def test_the_nose_works():
    smelling = [
        models.CharField("手机号码", name="m"),
        models.TextField(name="contact_phone"),
        models.CharField(name="id_number"),
        models.DateField("出生日期", name="d"),
        models.CharField(name="name"),
    ]
    clean = [
        models.IntegerField(name="phone"),
        models.CharField("标题", name="title"),
        models.TextField(name="renamed"),
    ]
    assert all(personal.smells(_named(field)) for field in smelling)
    assert not any(personal.smells(_named(field)) for field in clean)


def _named(field):
    field.set_attributes_from_name(field.name)
    return field
