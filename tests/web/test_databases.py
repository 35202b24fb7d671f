"""What every test on PostgreSQL begins with: the database as migrations left it, whatever happened before."""

import psycopg
import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.db.utils import OperationalError

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case, DocketEntry
from tests.web.cast import new_case, somebody
from tests.web.postgres import PostgresDatabase


def _rows() -> dict[str, list[object]]:
    return {model._meta.db_table: list(model._base_manager.order_by("pk").values()) for model in apps.get_models()}


def test_a_database_goes_back_to_what_migrations_left(postgres_database: PostgresDatabase, postgres_store: str) -> None:
    begun = _rows()
    somebody(PersonRole.COORDINATOR)
    case, entry = new_case().pk, DocketEntry.objects.get().pk
    Permission.objects.first().delete()  # type: ignore[union-attr]
    assert _rows() != begun
    postgres_database.restore()
    connection.close()
    assert _rows() == begun
    assert not Case.objects.exists()
    assert (new_case().pk, DocketEntry.objects.get().pk) == (case, entry)  # numbers begin anew
    with pytest.raises(Exception, match="never changed or deleted"), transaction.atomic():
        DocketEntry.objects.all().delete()  # and the triggers are there


def test_what_a_killed_process_left_open_keeps_nobody_waiting(
    postgres_database: PostgresDatabase, postgres_store: str
) -> None:
    new_case()
    left = psycopg.connect(postgres_store)
    left.execute("SELECT * FROM cases_case FOR UPDATE")
    postgres_database.restore()
    with pytest.raises(psycopg.OperationalError):
        left.execute("SELECT 1")
    with pytest.raises(OperationalError):
        Case.objects.exists()  # so was the connection of the test itself
