"""What cases do by time alone, and what follows from an entry."""

from contextlib import suppress

from django.db import IntegrityError

from evenhand.docket.kind import EntryKind
from evenhand.procedure.party_effects import OF_PARTIES
from evenhand_web.cases.assignees import assign_who_took_it_in
from evenhand_web.cases.case_search import write_names
from evenhand_web.cases.docketing import refresh_stale
from evenhand_web.cases.duplicates import describe, index_case, index_new
from evenhand_web.cases.following import Entered, follows
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import state_of
from evenhand_web.infrastructure.handler import duty


@duty
def refresh_cases() -> None:
    """Bring cases cached under an older state of their programme up to date, some at every tick."""
    refresh_stale(limit=200)


_NAMING = (EntryKind.APPLICATION_RECEIVED, EntryKind.STRUCK, *OF_PARTIES)
"""Kinds of entry that may change who takes part, or how somebody or something is written."""


@follows(EntryKind.UR_DECISION_FILED, *_NAMING)
def index_entered(entered: Entered) -> None:
    """Keep what of a case is compared with others in step with its docket."""
    index_case(entered.case, describe(entered.state))


@follows(*_NAMING)
def name_entered(entered: Entered) -> None:
    """Keep the words by which a case is found in step with its docket."""
    write_names(entered.case, entered.state)


follows(EntryKind.APPLICATION_RECEIVED)(assign_who_took_it_in)


@duty
def index_older() -> None:
    """Index cases that came in before others were compared with them, some at every tick."""
    older = Case.objects.filter(compared=None).order_by("-pk")[:200]
    described = [(case, describe(state_of(case))) for case in older]
    with suppress(IntegrityError):  # another worker has just done the same
        index_new(described)
