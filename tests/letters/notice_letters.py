"""Making the letters of the made-up cases, notice by notice, as a run of a case makes them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from evenhand.docket.entry import Docket, Occurrence
from evenhand.docket.intake import ApplicationReceived
from evenhand.finding import Finding, Provenance
from evenhand.letter.document import Document
from evenhand.letter.filling import document
from evenhand.letter.foresee import with_notice_served
from evenhand.letter.notice_letter import notice_values
from evenhand.letter.particulars import Particulars, particular_values
from evenhand.letter.press import unprintable
from evenhand.letter.sender import ServicePlan
from evenhand.letter.value import Values
from evenhand.letter.wording import Wording
from evenhand.letter.wording_file import load_wording
from evenhand.notice import OwedNotice, outstanding
from evenhand.procedure.permit import enter
from evenhand.procedure.state import CaseState, read_case
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import NoticeRule, Programme
from tests.letters.notice_cases import METHOD

LETTERS = programme_folder("ca_wc") / "letters"
SERVICE = ServicePlan(method=METHOD, provenance=Provenance.STATED, because="")
PARTICULARS = Particulars(claim_number="WC-2013-0815", policyholder="Sample Mills (made up)")
SENDER: Values = {
    "organisation": "Evenhand Review Organization",
    "organisation_lines": ("Evenhand Review Organization", "700 Sample Avenue, Suite 3", "Sacramento, CA 95814"),
    "organisation_telephone": "916 555 0100",
    "help_telephone": None,
}


@cache
def ca_wc() -> Programme:
    """California workers' compensation, which loads without a Finding."""
    programme, findings = load_programme(programme_folder("ca_wc"))
    assert programme is not None, findings
    return programme


def notice_rule(notice: str) -> NoticeRule:
    """The rule of a notice, by its id."""
    return next(one for one in ca_wc().notices if one.id == notice)


def state_of(steps: Iterable[Occurrence], language: str = "en") -> CaseState:
    """The case after some steps, each entered as the procedure allows, its parties reading a language."""
    docket = Docket()
    for step in steps:
        noon = dt.datetime.combine(step.on, dt.time(12), ca_wc().zone)
        docket = enter(docket, ca_wc(), _read_in(step, language), recorded_at=noon, salt="made up").docket
    return read_case(docket, ca_wc())


def _read_in(step: Occurrence, language: str) -> Occurrence:
    if not isinstance(step.payload, ApplicationReceived):
        return step
    parties = tuple(replace(party, language=language) for party in step.payload.parties)
    return replace(step, payload=replace(step.payload, parties=parties))


def owed_to(notice: str, state: CaseState) -> dict[str, OwedNotice]:
    """A notice as each party is owed it within a year of the application, by party."""
    owed = outstanding(state, ca_wc(), state.docket.entries[0].on + dt.timedelta(days=365))
    return {duty.party: duty for duty in owed if duty.notice == notice}


def values_of(owed: OwedNotice, state: CaseState, service: ServicePlan = SERVICE) -> Values:
    """What the letter of a notice is filled with, made out on the day it became owed and served as planned."""
    on = max(owed.since.on, state.docket.entries[-1].on)
    sent = with_notice_served(state, ca_wc(), owed.notice, on, service)
    beside = particular_values(state, PARTICULARS)
    return {**notice_values(sent, ca_wc(), state.parties[owed.party], owed.since, on), **beside, **SENDER}


@cache
def read(path: Path) -> Wording:
    """The wording of a file, which is without fault."""
    wording, findings = load_wording(path, unprintable)
    assert wording is not None, findings
    assert findings == ()
    return wording


def wording(letter: str, language: str = "en") -> Wording:
    """A letter's wording in a language; in English where there is none."""
    path = LETTERS / f"{letter}.{language}.toml"
    return read(path if path.is_file() else LETTERS / f"{letter}.en.toml")


def letters(
    notice: str, steps: Iterable[Occurrence], language: str = "en", service: ServicePlan = SERVICE
) -> dict[str, Document]:
    """The letters of a notice in a case, by party; nothing may be wrong but that nobody approved the words."""
    state = state_of(steps, language)
    found = {}
    for party, owed in owed_to(notice, state).items():
        letter, findings = document(wording(owed.letter, language), values_of(owed, state, service), unprintable)
        assert faults(findings) == []
        assert letter is not None
        found[party] = letter
    return found


def faults(findings: Iterable[Finding]) -> list[str]:
    """What is wrong with a letter, other than that its wording awaits approval."""
    return [str(finding) for finding in findings if finding.rule != "LETTER-APPROVAL"]
