"""Employers that were kept in a column of their own are found by their part after the migration, and come back."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from evenhand_web.cases.models import ComparedCase
from tests.web.cast import new_case

_BEFORE, _AFTER = [("cases", "0011_own_duty_and_lists")], [("cases", "0019_keys_anew")]


@pytest.mark.postgresql(slow=True)
@pytest.mark.usefixtures("store")
def test_an_employer_is_kept_by_its_part_forth_and_back() -> None:
    case = new_case()
    ComparedCase.objects.filter(case=case).update(named={"employer": "Sample Orchards"}, born_on=dt.date(1980, 3, 4))
    executor = MigrationExecutor(connection)
    older = executor.migrate(_BEFORE).apps.get_model("cases", "ComparedCase")
    assert older.objects.get(case_id=case.pk).employer == "Sample Orchards"
    executor = MigrationExecutor(connection)
    executor.migrate(_AFTER)
    row = apps.get_model("cases", "ComparedCase").objects.get(case_id=case.pk)
    assert (row.named, row.born_on) == ({"employer": "Sample Orchards"}, dt.date(1980, 3, 4))
