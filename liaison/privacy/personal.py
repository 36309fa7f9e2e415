"""Which columns hold personal data, why (PIPL art. 6), and which smell of it without saying so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from liaison.privacy.fields import EncryptedTextField

#: The product's own packages; libraries answer for theirs in `FROM_LIBRARIES`.
OWN = ("liaison", "stations", "deputies", "suggestions", "supervision")
#: A column whose English name has one of these as a word …
WORDS = {
    "phone",
    "mobile",
    "name",
    "address",
    "email",
    "birth",
    "birthday",
    "born",
    "resident",
    "contact",
    "caller",
}
#: … or ends so, or whose Chinese name contains one of these, must be declared.
PHRASES = ("id_number", "id_card")
CHINESE = re.compile("电话|手机|姓名|住址|地址|身份证|出生|邮箱|生日")


@dataclass(frozen=True)
class Declaration:
    """One column of personal data: where, what for, and whether it is stored sealed."""

    model: type[models.Model]
    field: Any
    purpose: str

    @property
    def is_sealed(self) -> bool:
        """Whether the database holds it encrypted."""
        return isinstance(self.field, EncryptedTextField)


def own_models() -> list[type[models.Model]]:
    """The product's models, in a stable order."""
    found = [m for m in apps.get_models() if m.__module__.split(".")[0] in OWN]
    return sorted(found, key=lambda model: model._meta.label)


def declared() -> Iterator[Declaration]:
    """Every declared column. Raises FieldDoesNotExist for a declaration of none."""
    for model in own_models():
        for field, purpose in getattr(model, "PERSONAL", {}).items():
            yield Declaration(model, model._meta.get_field(field), purpose)


def undeclared() -> list[str]:
    """`app.Model.field` of each column that smells of personal data and is in neither list.

    A model says `PERSONAL = {"phone": "联系诉求人"}`, or `NOT_PERSONAL = {"name": "单位名称"}`
    for the name of a thing.
    """
    return [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.concrete_fields
        if smells(field) and not _is_answered(model, field)
    ]


def smells(field: models.Field) -> bool:
    """Whether a text or date column's names suggest that it tells about a person."""
    if not isinstance(field, models.CharField | models.TextField | models.DateField):
        return False
    if set(field.name.split("_")) & WORDS or field.name.endswith(PHRASES):
        return True
    return bool(CHINESE.search(str(field.verbose_name)))


def _is_answered(model: type[models.Model], field: models.Field) -> bool:
    # A blind index is not readable, and its column is named after what it indexes.
    return (
        field.name.endswith("_index")
        or field.name in getattr(model, "PERSONAL", {})
        or field.name in getattr(model, "NOT_PERSONAL", {})
    )
