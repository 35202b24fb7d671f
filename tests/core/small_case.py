"""Small cases for the tests of clocks and notices: what happened, entry by entry, under the law of Freedonia."""

import datetime as dt
from typing import Any

from evenhand.clock.running import Clock, clocks
from evenhand.docket import aftermath, assignment, intake, review
from evenhand.docket.entry import Docket, Occurrence, append
from evenhand.docket.party import Actor, MedicalRecord, Role
from evenhand.docket.payload import Payload
from evenhand.procedure.state import CaseState, read_case
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from evenhand.treatment import Necessity
from tests.core.occurrences import LINES, PAPER
from tests.core.pool import PARTIES
from tests.filing import filed

FREEDONIA, _FINDINGS = load_programme(programme_folder("freedonia"))
assert FREEDONIA is not None, [str(finding) for finding in _FINDINGS]
LAND: Programme = FREEDONIA
OFFICE = Actor(role=Role.ORGANISATION)
RECORDED = dt.datetime(2015, 6, 1, 12, tzinfo=dt.UTC)
JAN = [dt.date(2014, 1, day) if day else dt.date(2013, 12, 31) for day in range(32)]
NECESSARY, NOT = Necessity.NECESSARY, Necessity.NOT_NECESSARY


def at(on: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(on, dt.time(hour), LAND.zone)


def happened(on: dt.date, payload: Payload, **more: Any) -> Occurrence:
    return Occurrence(payload=payload, on=on, by=OFFICE, **more)


def docket(*occurrences: Occurrence) -> Docket:
    made = Docket()
    for number, occurrence in enumerate(occurrences):
        made = append(made, occurrence, recorded_at=RECORDED, salt=str(number))
    return made


def state_of(*occurrences: Occurrence) -> CaseState:
    return read_case(docket(*occurrences), LAND)


def running(rule: str, *occurrences: Occurrence) -> list[Clock]:
    """The runs of one rule's clock on a docket of these occurrences."""
    return [clock for clock in clocks(state_of(*occurrences), LAND) if clock.rule == rule]


def application(on: dt.date, **more: Any) -> Occurrence:
    given: dict[str, Any] = {"case_number": "F-1", "parties": PARTIES, "treatments": LINES} | more
    return happened(
        on,
        filed(injured_on=dt.date(2012, 1, 1), is_signed=True, ur_decision_attached=True, **given),
    )


def refusal(served_on: dt.date, service: str = "by_hand") -> Occurrence:
    decision = intake.UrDecisionFiled(
        decided_on=served_on, served_on=served_on, communicated_on=served_on, effect=intake.UrEffect.DENIED,
        service=service,
    )  # fmt: skip
    return happened(JAN[10], decision)


def records(on: dt.date, *answers: str) -> Occurrence:
    paper = MedicalRecord(id="1", title="report", answers=answers)
    return happened(on, assignment.RecordsReceived(party="fund", documents=(paper,)))


def whole_file(on: dt.date) -> Occurrence:
    return records(on, "accident_report", "doctor_report")


def issued(on: dt.date, *necessity: Necessity) -> Occurrence:
    findings = tuple(
        review.LineFinding(line=str(number), necessity=answer) for number, answer in enumerate(necessity, start=1)
    )
    return happened(on, review.DeterminationIssued(findings=findings, documents=(PAPER,)))


def received(on: dt.date) -> Occurrence:
    return happened(on, assignment.Received(notice="determination", party="fund"))


def remanded(on: dt.date) -> Occurrence:
    return happened(on, aftermath.Remanded(to_organisation="Others"))


def extension(on: dt.date, rule: str, days: int) -> Occurrence:
    return happened(on, assignment.ExtensionGranted(rule=rule, days=days, reason="snow"))


def struck(on: dt.date, entry: int) -> Occurrence:
    return happened(on, aftermath.Struck(entry=entry, reason="mistake"))
