"""A text column whose content only this program can read."""

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import Exact, IsNull

from liaison.privacy import sealing


class EncryptedTextField(models.TextField):
    """Text sealed by the first key of FIELD_KEYS on the way in, opened by any of them on the way out.

    Empty text stays empty, so that “not given” needs no key. Two equal texts are stored
    differently: equality is asked of a blind index (`liaison.privacy.index.blind`), and any
    lookup but “is empty” raises FieldError. It cannot be sorted or searched. The table and column
    names are part of the seal: rename them only together with `rotate_field_keys`.
    """

    @property
    def place(self) -> str:
        """What the seal is bound to: `table.column`."""
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value):
        """The sealed form for the database."""
        text = super().get_prep_value(value)
        return text if not text else sealing.seal(text, place=self.place)

    def from_db_value(self, value, expression, connection):
        """The text, opened. Raises sealing.Unreadable when it was tampered with."""
        return value if not value else sealing.unseal(value, place=self.place)

    def get_lookup(self, lookup_name):
        """Only `field=""` and `isnull` can be asked of sealed text."""
        return {"exact": _OnlyEmpty, "isnull": IsNull}.get(lookup_name, _Refused)


class _Refused(Exact):
    def __init__(self, lhs, rhs):
        raise FieldError("Sealed text cannot be searched: look up its blind index instead.")


class _OnlyEmpty(Exact):
    def __init__(self, lhs, rhs):
        if rhs != "":
            raise FieldError("Sealed text cannot be compared: look up its blind index instead.")
        super().__init__(lhs, rhs)
