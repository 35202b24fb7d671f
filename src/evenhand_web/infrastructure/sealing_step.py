"""The step of the tables by which columns that lay plain are sealed under the keys of their cases; and back.

Row by row, some hundred at a time. Afterwards the old bytes are gone from the log of SQLite, and from the table of
PostgreSQL.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from evenhand_web.infrastructure.sealed_bytes import Keyed
from evenhand_web.infrastructure.sealed_columns import SealedColumn
from evenhand_web.infrastructure.vault import DamagedError

_AT_ONCE = 500
_FRESH = "_fresh"


class _Exchange(NamedTuple):
    """A table in which columns are exchanged: the model that is read, that which is written, and all the others."""

    read: Any
    written: Any
    state: ProjectState
    names: tuple[str, ...]
    editor: BaseDatabaseSchemaEditor


class Seal(Operation):
    """Columns of one table become sealed ones, by name."""

    reduces_to_sql = False
    reversible = True

    def __init__(self, model: str, columns: Sequence[tuple[str, SealedColumn]]) -> None:
        self.model, self.columns = model, columns

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The table as it is afterwards."""
        for name, column in self.columns:
            state.alter_field(app_label, self.model.lower(), name, column, preserve_default=True)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """A sealed column beside each plain one, filled, then in its place."""
        _exchange(self._tables(app_label, schema_editor, from_state, to_state), _sealed)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Plain again, for who goes back to an older Evenhand; what was erased is empty."""
        _exchange(self._tables(app_label, schema_editor, from_state, to_state), _plain)

    def _tables(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> _Exchange:
        read, written = (state.apps.get_model(app_label, self.model) for state in (from_state, to_state))
        return _Exchange(read, written, to_state, tuple(name for name, _ in self.columns), editor)

    def describe(self) -> str:
        """What it does, in a line."""
        return f"Seal {', '.join(name for name, _ in self.columns)} of {self.model}"


def _exchange(tables: _Exchange, values: Callable[[_Exchange, Any, str], Any]) -> None:
    editor, quote, table = tables.editor, tables.editor.quote_name, tables.editor.quote_name(_table(tables))
    for name in tables.names:
        kind = tables.written._meta.get_field(name).db_type(editor.connection)
        editor.execute(f"ALTER TABLE {table} ADD COLUMN {quote(name + _FRESH)} {kind} NULL")
    places = ", ".join(f"{quote(name + _FRESH)} = %s" for name in tables.names)
    update = f"UPDATE {table} SET {places} WHERE {quote(tables.read._meta.pk.column)} = %s"
    for rows in _batches(tables.read):
        with editor.connection.cursor() as cursor:
            cursor.executemany(
                update, [(*(values(tables, row, name) for name in tables.names), row.pk) for row in rows]
            )
    for name in tables.names:
        editor.execute(f"ALTER TABLE {table} DROP COLUMN {quote(name)}")
        editor.execute(f"ALTER TABLE {table} RENAME COLUMN {quote(name + _FRESH)} TO {quote(name)}")


def _table(tables: _Exchange) -> str:
    return str(tables.read._meta.db_table)


def _batches(model: Any) -> Iterator[list[models.Model]]:
    last = 0
    while rows := list(model._base_manager.filter(pk__gt=last).order_by("pk")[:_AT_ONCE]):
        yield rows
        last = rows[-1].pk


def _sealed(tables: _Exchange, row: models.Model, name: str) -> bytes | None:
    """What a plain column of a row says, sealed; nothing where what it is about was erased."""
    column: SealedColumn = tables.written._meta.get_field(name)
    keys = _keys(tables, column, row)
    if any(keyed.wrapped_key is None for keyed in keys):
        return None
    try:
        return bytes(column.sealed_under(keys, column.as_plain(getattr(row, name))))
    except DamagedError:  # a file whose key is not there any more: what it was called goes with it
        return None


def _plain(tables: _Exchange, row: models.Model, name: str) -> Any:
    """What a sealed column of a row says, as the plain one takes it."""
    column: SealedColumn = tables.read._meta.get_field(name)
    stored = row.__dict__[name]
    opened = column.get_default() if stored is None else column.opened_under(_keys(tables, column, row), stored)
    return tables.written._meta.get_field(name).get_db_prep_save(opened, tables.editor.connection)


def _keys(tables: _Exchange, column: SealedColumn, row: Any) -> list[Keyed]:
    """Under whose keys a row lies, by the tables as they are at this step."""
    seen = tables.written(**{field.attname: row.__dict__[field.attname] for field in row._meta.concrete_fields})
    if not column.is_by_ident:
        return column.keys_of(seen)
    case = tables.state.apps.get_model("cases", "Case")._base_manager.filter(ident=getattr(row, column.of[0])).first()
    return [] if case is None else [case]
