"""What is said about a case beside its docket: sealed, read as it was written, and gone for good with an erasure."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.emergency import look_at
from evenhand_web.cases.erasing import Order, erase_cases, lift
from evenhand_web.cases.models import Case, EmergencyAccess, PairJudged
from evenhand_web.diary.models import Talk, Task
from evenhand_web.diary.tasks import end, raise_task
from evenhand_web.infrastructure.sealed_bytes import FORMAT
from evenhand_web.infrastructure.sealed_columns import ERASED, SealedColumn, SealedJson, column_of, sealed_columns
from evenhand_web.infrastructure.vault import DamagedError
from evenhand_web.panel.models import CaseDescription
from evenhand_web.reviewing.models import Draft, DraftVersion
from tests.web.cast import new_case, somebody
from tests.web.test_erasure import new_process
from tests.web.test_sealed_dockets import raw_bytes

Clock = Callable[[dt.datetime], None]
NOON = dt.datetime(2024, 6, 12, 19, tzinfo=dt.UTC)
WORDS = "Vexlorimab, says a sister in Zanterville"
"""In no other test: the log of a PostgreSQL server tells of all of them."""
_LONGEST = {"physician_npi": 10}
BY_ORDER = Order("Order 12 of the court", "the court orders it", None)


def filled(model: type[models.Model], case: Case, other: Case, person: Person) -> models.Model:
    """A row of a table whose sealed columns all hold WORDS, and which belongs to a case."""
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, SealedColumn):
            values[field.name] = [WORDS] if isinstance(field, SealedJson) else WORDS[: _LONGEST.get(field.name)]
        elif field.is_relation and (field.related_model is Case or not field.null):
            values[field.name] = _related(field, case, other, person)
        elif not (field.has_default() or field.primary_key or field.null):
            values[field.name] = _plain(field, case)
    row = model(**values)
    row.save()
    return row


def _related(field: Any, case: Case, other: Case, person: Person) -> models.Model:
    known = {Case: other if field.name == "high" else case, Person: person}
    kept = known.get(field.related_model) or field.related_model._base_manager.first()
    return kept or filled(field.related_model, case, other, person)


def _plain(field: Any, case: Case) -> Any:
    if isinstance(field, models.DateTimeField):
        return NOON
    if isinstance(field, models.DateField):
        return NOON.date()
    if field.name == "case":
        return case.ident
    return {"BooleanField": True, "JSONField": [], "BinaryField": b"", "CharField": "x", "TextField": "x"}.get(
        type(field).__name__, 1
    )


@pytest.fixture
def rows(store: str, moment: Clock, keys_of_the_test: None) -> list[models.Model]:
    """A row of every table with sealed columns that belongs to one case."""
    case, other, person = new_case("IMR-1"), new_case("IMR-2"), somebody(PersonRole.REVIEWER)
    tables = {column.model: None for column in sealed_columns() if column.leads_to(Case)}
    compared = apps.get_model("cases", "ComparedCase")
    compared._base_manager.all().delete()
    return [filled(model, case, other, person) for model in tables]


def is_as_written(words: Any) -> bool:
    return words in (WORDS, [WORDS], WORDS[:10])


def read_again(row: models.Model) -> dict[str, Any]:
    again = type(row)._base_manager.get(pk=row.pk)
    sealed = [field.name for field in row._meta.concrete_fields if isinstance(field, SealedColumn)]
    return {name: getattr(again, name) for name in sealed}


@pytest.mark.postgresql
def test_no_word_about_a_case_is_in_the_raw_bytes_and_each_is_read_as_it_was_written(rows: list[models.Model]) -> None:
    assert {Talk, Task, DraftVersion, CaseDescription, PairJudged} <= {type(row) for row in rows}
    for row in rows:
        assert all(is_as_written(words) for words in read_again(row).values()), type(row)
    kept = raw_bytes()
    assert Case.objects.get(number="IMR-1").ident.encode() in kept  # it looks where rows lie
    for words in (WORDS, "Vexlorimab", "Zanterville"):
        assert words.encode() not in kept


@pytest.mark.postgresql
def test_an_erased_case_says_none_of_it_and_what_is_left_opens_with_no_key(rows: list[models.Model]) -> None:
    case = Case.objects.get(number="IMR-1")
    stored = {(type(row), name): _stored(row, name) for row in rows for name in read_again(row)}
    old = (bytes(case.wrapped_key or b""), case.key_bucket)
    lift(case, None)
    erase_cases([case], BY_ORDER)
    gone = Case.objects.get(pk=case.pk)
    new_process()
    for row in rows:
        if type(row)._base_manager.filter(pk=row.pk).exists():
            assert all(words in (ERASED, "", [], {}) for words in read_again(row).values()), type(row)
    # what an older copy of the database holds opens neither under the key it had then, nor under a new one
    end(raise_task("after", Task.Kind.OTHER, "asked again", dt.timedelta(1), gone), "seen to", None)
    assert Task.objects.get(key="after").words == "asked again"
    for keyed in (gone, _with(gone, *old)):
        for (model, name), data in stored.items():
            column = column_of(model, name)
            if column.of != ("low", "high"):
                with pytest.raises(DamagedError):
                    column.opened_under([keyed], data)


def _with(case: Case, wrapped: bytes, bucket: str | None) -> Case:
    return Case(ident=case.ident, wrapped_key=wrapped, key_bucket=bucket)


def _stored(row: models.Model, name: str) -> bytes:
    with connection.cursor() as cursor:
        column, table = column_of(type(row), name).column, row._meta.db_table
        cursor.execute(f'SELECT "{column}" FROM "{table}" WHERE "{row._meta.pk.column}" = %s', [row.pk])
        data = bytes(cursor.fetchone()[0])
    assert data.startswith(FORMAT)
    return data


@pytest.mark.postgresql(slow=True)
def test_words_of_two_cases_go_with_either(rows: list[models.Model]) -> None:
    erase_cases([Case.objects.get(number="IMR-2")], BY_ORDER)
    assert PairJudged.objects.get().reason == ERASED
    assert Task.objects.get().words == WORDS


def test_sealed_words_open_in_their_case_and_column_alone(rows: list[models.Model]) -> None:
    case, other = Case.objects.get(number="IMR-1"), Case.objects.get(number="IMR-2")
    about, answered = column_of(Talk, "about"), column_of(Talk, "answered")
    stored = about.sealed(Talk(case=case), WORDS)
    assert about.opened_under([case], stored) == WORDS
    for column, keyed in ((answered, case), (about, other)):
        with pytest.raises(DamagedError):
            column.opened_under([keyed], stored)
    assert about.sealed(Talk(case=case), WORDS) != stored  # no two are sealed alike


def test_the_database_is_never_asked_to_look_into_what_is_sealed(rows: list[models.Model]) -> None:
    for asked in ({"words__contains": "Vex"}, {"words": WORDS}, {"words__in": [WORDS]}):
        with pytest.raises(ValueError, match="sealed"):
            list(Task.objects.filter(**asked))
    with pytest.raises(ValueError, match="say of which row"):
        Task.objects.update(words="plain")
    assert Task.objects.exclude(words="").count() == Task.objects.count() == 1


def test_words_of_no_case_are_kept_as_they_are(store: str, moment: Clock) -> None:
    raise_task("k", Task.Kind.OPERATION, "The disk is nearly full.", dt.timedelta(1))
    assert Task.objects.get().words == "The disk is nearly full."


@pytest.mark.postgresql(slow=True)
def test_what_somebody_watching_said_of_an_opening_is_sealed_on_its_way(store: str, moment: Clock) -> None:
    case, director = new_case(), somebody(PersonRole.MEDICAL_DIRECTOR)
    told = {"case": case, "person": somebody(PersonRole.COORDINATOR), "at": NOON, "until": NOON}
    access = EmergencyAccess.objects.create(reason=WORDS, **told)
    look_at(access, director, "It was right.")
    assert EmergencyAccess.objects.get().verdict == "It was right."
    assert _stored(access, "verdict") != b"It was right."


@pytest.mark.postgresql(slow=True)
def test_what_lay_plain_is_sealed_and_can_lie_plain_for_an_older_evenhand(rows: list[models.Model]) -> None:
    executor = MigrationExecutor(connection)
    older = executor.migrate([("cases", "0019_keys_anew")]).apps
    assert older.get_model("diary", "Task").objects.get().words == WORDS
    assert older.get_model("drafts", "DraftVersion").objects.get().content == [WORDS]
    assert older.get_model("panel", "CaseDescription").objects.get().content == WORDS
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    tables = {(model._meta.app_label, model._meta.model_name) for model in older.get_models()}
    kept = [row for row in rows if (row._meta.app_label, row._meta.model_name) in tables]
    assert len(kept) > len(rows) / 2  # tables that the older one has not go with their rows
    for row in kept:
        assert all(is_as_written(words) for words in read_again(row).values()), type(row)
    if connection.vendor == "sqlite":
        assert WORDS.encode() not in raw_bytes()
    assert Draft.objects.count() == 1
