"""Asking a party for papers that the record lacks: an entry of the docket, which makes the notice owed."""

from django.utils.translation import gettext as _

from evenhand.docket.assignment import RecordsAskedFor
from evenhand_web.cases.entering import enter_own
from evenhand_web.cases.open_case import OpenCase

LONGEST_PAPER = 300


class NotAskedError(Exception):
    """Nobody was asked; the words say why."""


def ask_for_records(case: OpenCase, length: int, party: str, papers: tuple[str, ...]) -> OpenCase:
    """Ask a party, by id, for papers named in words, on a docket `length` entries long; gives the case with the entry.
    The notice that tells it is owed from then on. No clock starts anew.

    Raises NotAskedError without a party of the case or papers, and what entering raises (StaleError, NotAllowed).
    """
    if party not in case.state.parties:
        raise NotAskedError(_("Say which party is asked."))
    if not papers:
        raise NotAskedError(_("Choose at least one paper that is to be asked for."))
    return enter_own(case, length, RecordsAskedFor(party=party, records=papers))
