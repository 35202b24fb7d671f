"""The parts of a case beside its overview: clocks, letters, people, docket."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from evenhand.docket.party import Party
from evenhand_web.accounts.admission import OFFICE
from evenhand_web.cases.assignees import assignees
from evenhand_web.cases.contact import Reached, reached_all
from evenhand_web.cases.erasing import may_erase
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.desk.case_page import case_frame
from evenhand_web.desk.clock_bar import clock_bars
from evenhand_web.desk.docket_shown import docket_shown
from evenhand_web.desk.notices_owed import letters_under_way, owed_groups, returned_mail
from evenhand_web.desk.odd_days import odd_days
from evenhand_web.desk.still_open import erasure_rows
from evenhand_web.desk.timeline_drawing import timeline
from evenhand_web.letters.reasons_versions import may_be_translated, versions_of
from evenhand_web.pages.entry_words import entry_rows


class PartyRow(NamedTuple):
    """A party as the case names it, and how it is reached today."""

    label: str
    party: Party
    reached: Reached


def clocks_page(case: OpenCase) -> dict[str, Any]:
    """Every clock of a case: as a picture, and as the table of it."""
    bars = clock_bars(case.state, case.programme, case.now)
    frame = case_frame(case, "case_clocks")
    return frame | {"bars": bars, "timeline": timeline(bars, frame["head"].way, case.today)}


def letters_page(case: OpenCase) -> dict[str, Any]:
    """The notices that are owed, the letters on their way, and the mail that came back."""
    return case_frame(case, "case_letters") | {
        "owed": owed_groups(case),
        "letters": letters_under_way(case),
        "came_back": returned_mail(case),
        "may_translate": case.viewer.role in OFFICE and may_be_translated(case),
        "versions": versions_of(case),
    }


def people_page(case: OpenCase) -> dict[str, Any]:
    """The parties, and who works on the case."""
    is_inside = case.viewer.role in OFFICE
    return case_frame(case, "case_parties") | {
        "parties": tuple(_parties(case)),
        "has_assignees": is_inside,
        "assignees": assignees(case.case) if is_inside else (),
    }


def docket_page(case: OpenCase) -> dict[str, Any]:
    """The dated record of a case, newest first."""
    return case_frame(case, "case_docket") | {
        "entries": docket_shown(entry_rows(case), case.case.ident),
        "odd_days": tuple(finding.message for finding in odd_days(case)),
        "erasures": tuple(erasure_rows(case)),
        "may_erase": may_erase(case.viewer),
    }


def _parties(case: OpenCase) -> Iterator[PartyRow]:
    parties = case.state.parties.values()
    reached = reached_all(case.state, case.case, parties, case.today)
    for party in parties:
        yield PartyRow(case.programme.label(party.role), party, reached[party.id])
