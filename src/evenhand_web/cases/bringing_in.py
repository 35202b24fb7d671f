"""Dockets brought in whole, one or many at once: what follows from their entries is written with them."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from evenhand.identifier import identifier_key
from evenhand.procedure.state import CaseState
from evenhand_web.cases.case_search import names_of
from evenhand_web.cases.duplicates import describe, index_new
from evenhand_web.cases.following import Entered, followed
from evenhand_web.cases.jobs import index_entered, name_entered
from evenhand_web.cases.models import Case, CaseName, DocketEntry
from evenhand_web.cases.queue_columns import cached
from evenhand_web.cases.sealing import give_key
from evenhand_web.cases.seam import row_of

_AT_ONCE = 2000
"""How many rows go to the database in one statement."""


def bring_in(states: Sequence[CaseState]) -> list[Case]:
    """Write cases whose dockets the procedure lets in, in one transaction; gives them in the same order.

    Words to search by and what is compared are written for all of them at once; everything else that follows from an
    entry is done as it is for one. Raises IntegrityError, and writes nothing, where a number is in use.
    """
    with transaction.atomic():
        cases = Case.objects.bulk_create(map(_new_case, states), batch_size=_AT_ONCE)
        pairs = list(zip(cases, states, strict=True))
        DocketEntry.objects.bulk_create(_rows(pairs), batch_size=_AT_ONCE)
        names = (row for case, state in pairs for row in names_of(case, state))
        CaseName.objects.bulk_create(names, batch_size=_AT_ONCE)
        index_new((case, describe(state)) for case, state in pairs)
        for case, state in pairs:
            followed(Entered(case, state, 0, None), done=(name_entered, index_entered))
    return cases


def _new_case(state: CaseState) -> Case:
    columns = cached(state)
    case = Case(programme=state.programme.id, number_key=identifier_key(columns["number"]), **columns)
    give_key(case)
    return case


def _rows(pairs: Iterable[tuple[Case, CaseState]]) -> Iterable[DocketEntry]:
    return (row_of(case, entry, None) for case, state in pairs for entry in state.written.entries)
