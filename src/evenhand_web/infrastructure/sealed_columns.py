"""Columns whose words are about a case: sealed under its key on their way to the database, opened when they are read.

A model declares `words = SealedText(of="case")`, and code reads and writes plain words. The database holds bytes that
open with the key of the case alone; once that was destroyed, by a lawful erasure, they read as `ERASED`. Nothing
can be searched in them: a lookup other than for the empty column is a mistake of the programmer.

Rows that belong to no case yet begin with `OF_NO_CASE` and lie plain.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from django.apps import apps
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from evenhand_web.infrastructure.key_buckets import wrap
from evenhand_web.infrastructure.sealed_bytes import Keyed, opened_beside, sealed_beside
from evenhand_web.infrastructure.vault import new_key

ERASED = "(erased)"
OF_NO_CASE = b"\x00"
_ASKED = ("exact", "isnull")

if TYPE_CHECKING:
    _Column = models.Field[Any, Any]
else:
    _Column = models.Field

CaseOfIdent = Callable[[str], Keyed | None]
_BY_IDENT: list[CaseOfIdent] = []


def knows_cases(case_of: CaseOfIdent) -> CaseOfIdent:
    """Say that a function gives the case of an opaque id, for tables that know no more of a case than that."""
    _BY_IDENT[:] = [case_of]
    return case_of


class SealedBytes(bytes):
    """Bytes as they lie in a sealed column."""


class _Opened(DeferredAttribute):
    """The plain value of a column on a row: opened when somebody asks for it, once."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or not (value is None or isinstance(value, SealedBytes)):
            return value
        column = cast("SealedColumn", self.field)
        opened = column.opened(instance, value)
        instance.__dict__[column.attname] = opened
        return opened

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedColumn(_Column):
    """A column sealed under the key of what `of` leads to from its row; several, one within the other, where what it
    says is about more than one case.
    """

    descriptor_class = _Opened

    def __init__(self, *, of: str | Sequence[str], **given: Any) -> None:
        self.of = (of,) if isinstance(of, str) else tuple(of)
        super().__init__(**given | {"null": True, "editable": False})

    def deconstruct(self) -> Any:
        """As the steps of the tables tell it."""
        name, path, positional, named = super().deconstruct()
        del named["null"], named["editable"]
        return name, path, positional, named | {"of": self.of[0] if len(self.of) == 1 else self.of}

    def get_internal_type(self) -> str:
        """It lies there as bytes."""
        return "BinaryField"

    def get_lookup(self, lookup_name: str) -> Any:
        """Nothing but the empty column can be asked for."""
        if lookup_name not in _ASKED:
            raise ValueError(f"{self.model.__name__}.{self.name} is sealed: the database cannot look into it")
        return super().get_lookup(lookup_name)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Bytes that were sealed, or nothing."""
        if value is None:
            return None
        if value in ("", b""):
            return connection.Database.Binary(b"")
        if not isinstance(value, SealedBytes):
            raise ValueError(f"{self.model.__name__}.{self.name} is sealed: say of which row, as `sealed_for` does")
        return connection.Database.Binary(bytes(value))

    def from_db_value(self, value: Any, *_: Any) -> SealedBytes | None:
        """What lies there, to be opened on its row."""
        return None if value is None else SealedBytes(value)

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        """What is on the row, sealed; what nobody has opened stays as it lies."""
        kept = model_instance.__dict__.get(self.attname)
        return kept if kept is None or isinstance(kept, SealedBytes) else self.sealed(model_instance, kept)

    def sealed(self, row: models.Model, value: Any) -> SealedBytes:
        """A value as it lies in the column of a row."""
        plain = self.as_plain(value)
        return self.sealed_under([_with_key(keyed) for keyed in self.keys_of(row)], plain)

    def sealed_under(self, keys: Sequence[Keyed], plain: bytes) -> SealedBytes:
        """The bytes of a value sealed under these keys, the first innermost."""
        if not plain:
            return SealedBytes()
        if not keys:
            return SealedBytes(OF_NO_CASE + plain)
        for keyed in keys:
            plain = sealed_beside(keyed, self._place(), plain)
        return SealedBytes(plain)

    def opened(self, row: models.Model, stored: bytes | None) -> Any:
        """What lies in the column of a row says. Raises DamagedError where it does not open though its key is there."""
        return self.opened_under(self.keys_of(row) if stored else (), stored)

    def opened_under(self, keys: Sequence[Keyed], stored: bytes | None) -> Any:
        """What lies in a column says, under these keys."""
        if stored is None or any(keyed.wrapped_key is None for keyed in keys):
            return self.erased()
        if not stored:
            return self.get_default()
        if stored[:1] == OF_NO_CASE:
            return self.from_plain(stored[1:])
        for keyed in reversed(keys):
            stored = opened_beside(keyed, self._place(), stored)
        return self.from_plain(stored)

    def erased(self) -> Any:
        """What stands for a value that was erased."""
        raise NotImplementedError

    def as_plain(self, value: Any) -> bytes:
        """A value as bytes; no bytes for the empty one."""
        raise NotImplementedError

    def from_plain(self, plain: bytes) -> Any:
        """A value again."""
        raise NotImplementedError

    @property
    def is_by_ident(self) -> bool:
        """Whether its table knows no more of a case than its opaque id."""
        return self._ends_at() is None

    def leads_to(self, model: type[models.Model]) -> bool:
        """Whether it is sealed under the key of a row of this model, or by its opaque id."""
        return self._ends_at() in (model, None)

    def lookups(self, case: Any) -> Iterator[dict[str, Any]]:
        """How the rows of a case are asked for, one way for each path."""
        for path in self.of:
            yield {path.replace(".", "__"): case.ident if self.is_by_ident else case}

    def _ends_at(self) -> type[models.Model] | None:
        model: Any = self.model
        for step in self.of[0].split("."):
            model = model._meta.get_field(step).related_model
        return cast("type[models.Model] | None", model)

    def keys_of(self, row: models.Model) -> list[Keyed]:
        """Under whose keys a row of this column lies, the first innermost; none where it belongs to no case."""
        return [keyed for path in self.of if (keyed := _end_of(row, path)) is not None]

    def _place(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"


class SealedText(SealedColumn):
    """Words about a case."""

    def __init__(self, *, of: str | Sequence[str], **given: Any) -> None:
        super().__init__(of=of, **{"default": "", "blank": True} | given)

    def erased(self) -> str:
        """A word that says so."""
        return ERASED

    def as_plain(self, value: Any) -> bytes:
        """Its letters."""
        return str(value).encode()

    def from_plain(self, plain: bytes) -> str:
        """Its letters again."""
        return plain.decode()


class SealedJson(SealedColumn):
    """A value about a case that JSON can hold; `default` makes the empty one, which also stands for what was erased."""

    def erased(self) -> Any:
        """The empty value."""
        return self.get_default()

    def as_plain(self, value: Any) -> bytes:
        """As JSON, without escapes."""
        return b"" if value == self.get_default() else json.dumps(value, ensure_ascii=False).encode()

    def from_plain(self, plain: bytes) -> Any:
        """Read again."""
        return json.loads(plain)


def sealed_for(row: models.Model, **values: Any) -> dict[str, SealedBytes]:
    """Values for sealed columns of a row, by column, as a queryset's `update` takes them."""
    return {name: column_of(type(row), name).sealed(row, value) for name, value in values.items()}


def column_of(model: type[models.Model], name: str) -> SealedColumn:
    """A sealed column of a model by its name."""
    return cast("SealedColumn", model._meta.get_field(name))


def sealed_columns() -> Iterator[SealedColumn]:
    """Every sealed column of every table."""
    for model in apps.get_models():
        yield from (field for field in model._meta.concrete_fields if isinstance(field, SealedColumn))


def empty_sealed(case: models.Model) -> None:
    """Take away what sealed columns hold of a case, in the transaction that takes its key away."""
    for column in sealed_columns():
        if column.leads_to(type(case)):
            for asked in column.lookups(case):
                column.model._base_manager.filter(**asked).update(**{column.name: None})


def _end_of(row: Any, path: str) -> Keyed | None:
    for step in path.split("."):
        row = None if row is None else getattr(row, step)
    if isinstance(row, str):
        return next((case_of(row) for case_of in _BY_IDENT), None)
    return cast("Keyed | None", row)


def _with_key(keyed: Keyed) -> Keyed:
    """What is about to have words sealed under its key: one that was erased, and of which something new is said, begins
    a new key.
    """
    if keyed.wrapped_key is None:
        row: Any = keyed
        row.wrapped_key, row.key_bucket = wrap(new_key(), keyed.ident)
        fresh = type(row)._base_manager.filter(pk=row.pk, wrapped_key=None)
        if not fresh.update(wrapped_key=row.wrapped_key, key_bucket=row.key_bucket):
            row.refresh_from_db(fields=("wrapped_key", "key_bucket"))
    return keyed
