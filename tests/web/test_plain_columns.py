"""Every text column of every table is sealed under the key of a case, or docs/security.md lists it with its reason."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from evenhand_web.infrastructure.sealed_columns import SealedColumn

LIST = Path(__file__).parents[2] / "docs/security.md"
HOLDS_WORDS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)
ROW = re.compile(r"^\| `(\w+)` \| ((?:`\w+`(?:, )?)+) \| (.+) \|$", re.MULTILINE)

Listed = dict[tuple[str, str], str]


def listed() -> Listed:
    """The columns that the list names, each with its reason."""
    text = LIST.read_text(encoding="utf-8").partition("## What lies plain in the database")[2].partition("\n## ")[0]
    rows = [(table, column, why) for table, names, why in ROW.findall(text) for column in re.findall(r"\w+", names)]
    assert len({row[:2] for row in rows}) == len(rows), "a column is listed twice"
    return {(table, column): why for table, column, why in rows}


def columns(wanted: Callable[[Any], bool]) -> set[tuple[str, str]]:
    return {
        (model._meta.db_table, str(field.column))
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if wanted(field)
    }


def test_each_column_that_can_hold_words_is_sealed_or_listed_with_its_reason() -> None:
    plain = columns(lambda field: isinstance(field, HOLDS_WORDS) and not isinstance(field, SealedColumn))
    reasons = listed()
    assert plain == reasons.keys()
    assert all(len(why) > 5 for why in reasons.values())


def test_no_sealed_column_is_listed_as_plain_and_those_it_is_about_are_sealed() -> None:
    sealed = columns(lambda field: isinstance(field, SealedColumn))
    assert not sealed & listed().keys()
    for column in (
        ("drafts_draftversion", "content"),
        ("diary_talk", "about"),
        ("diary_task", "words"),
        ("drafts_checkfinding", "because"),
        ("cases_partycontact", "address"),
        ("cases_casedocument", "name"),
        ("records_keptfile", "name"),
        ("panel_casedescription", "content"),
        ("cases_comparedcase", "name"),
    ):
        assert column in sealed
