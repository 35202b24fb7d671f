"""Employers that were kept in a column of their own are found by their part after the migration, and come back."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from evenhand_web.cases.models import ComparedCase
from tests.web.cast import new_case

_BEFORE = [("cases", "0011_own_duty_and_lists")]


@pytest.mark.postgresql(slow=True)
@pytest.mark.usefixtures("store")
def test_an_employer_is_kept_by_its_part_forth_and_back() -> None:
    case = new_case()
    compared = ComparedCase.objects.get(case=case)
    compared.named, compared.born_on = {"employer": "Sample Orchards"}, dt.date(1980, 3, 4)
    compared.save()
    executor = MigrationExecutor(connection)
    older = executor.migrate(_BEFORE).apps.get_model("cases", "ComparedCase")
    assert older.objects.get(case_id=case.pk).employer == "Sample Orchards"
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    row = apps.get_model("cases", "ComparedCase").objects.get(case_id=case.pk)
    assert (row.named, row.born_on) == ({"employer": "Sample Orchards"}, dt.date(1980, 3, 4))
