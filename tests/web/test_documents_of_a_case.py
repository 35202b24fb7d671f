"""Whose documents of which case a person may open: who opens no case opens none of its documents."""

import datetime as dt
from collections.abc import Callable

import pytest

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.access import cases_for, documents_for
from evenhand_web.cases.models import CaseDocument
from evenhand_web.infrastructure.models import StoredFile
from tests.web.cast import new_case, somebody

Clock = Callable[[dt.datetime], None]


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        (PersonRole.COORDINATOR, True),
        (PersonRole.MEDICAL_DIRECTOR, True),
        (PersonRole.REGULATOR, True),
        (PersonRole.REVIEWER, False),
    ],
)
def test_documents_go_with_the_case_and_with_no_other(role: PersonRole, opens: bool, store: str, moment: Clock) -> None:
    cases, person = [new_case(f"IMR-{number}") for number in (1, 2)], somebody(role)
    for case in cases:
        stored = StoredFile.objects.create(
            ident=f"f{case.pk}", sha256="0" * 64, size=1, media_type="application/pdf",
            stored_at=dt.datetime(2024, 6, 3, tzinfo=dt.UTC),
        )  # fmt: skip
        CaseDocument.objects.create(case=case, file=stored, entry=1, name="record.pdf")
    first, second = cases
    assert [document.case for document in documents_for(person, first)] == ([first] if opens else [])
    assert cases_for(person).filter(pk=second.pk).exists() is opens
