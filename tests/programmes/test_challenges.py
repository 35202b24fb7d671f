"""What becomes of petitions, orders and late duties in California: a right of one party is not another's, and lateness
stays.
"""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from evenhand.clock.exposure import exposure_of
from evenhand.clock.running import Clock, Standing, StandingState, clocks, standing
from evenhand.docket.aftermath import PetitionDenied, PetitionEnd, PetitionFiled, Remanded, SetAside, UrFoundUntimely
from evenhand.docket.assignment import Deposited, Received
from evenhand.docket.entry import Occurrence
from evenhand.docket.intake import EligibilityFound, EligibilityOutcome, RefusedLine
from evenhand.docket.party import Actor, DocumentRef, Party, Role
from evenhand.docket.payload import Payload
from evenhand.docket.review import DeterminationIssued, LineFinding
from evenhand.procedure.challenge import correction_is_clerical, refused_lines_have_reasons
from evenhand.procedure.line import LineStatus
from evenhand.procedure.permit import refusals
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme
from evenhand.treatment import DisputedTreatment, Necessity, Units
from tests.filing import filed
from tests.programmes.california_case import case_of

PAPER = DocumentRef(sha256="0" * 64, name="paper.pdf", media_type="application/pdf")
PARTIES = tuple(
    Party(id=name, role=role, name=name.title())
    for name, role in (("worker", Role.APPLICANT), ("payer", Role.PAYER), ("doctor", Role.PROVIDER))
)
LINES = tuple(DisputedTreatment(id=name, words=f"treatment {name}", units=Units(unit="visit")) for name in ("1", "2"))
APPLIED = filed(
    case_number="X-1", parties=PARTIES, treatments=LINES, injured_on=dt.date(2020, 1, 6), is_signed=True,
    ur_decision_attached=True,
)  # fmt: skip
ISSUED = DeterminationIssued(
    findings=(
        LineFinding(line="1", necessity=Necessity.NECESSARY),
        LineFinding(line="2", necessity=Necessity.NOT_NECESSARY),
    ),
    documents=(PAPER,),
)
DECIDED: tuple[tuple[str, Payload], ...] = (
    ("2026-03-02", APPLIED),
    ("2026-06-01", ISSUED),
    ("2026-06-01", Deposited(notice="determination", party="worker", method="mail_ca")),
    ("2026-06-01", Deposited(notice="determination", party="payer", method="mail_ca")),
    ("2026-06-03", Received(notice="determination", party="payer")),
)
BY_PAYER = PetitionFiled(party="payer", grounds=("plain error",))
BY_WORKER = PetitionFiled(party="worker", grounds=("plain error",))


def runs(state: CaseState, rule: str, line: str = "") -> list[Clock]:
    return [clock for clock in clocks(state, state.programme) if (clock.rule, clock.line) == (rule, line)]


def stands(clock: Clock, law: Programme, on: str) -> Standing:
    return standing(clock, dt.datetime.combine(dt.date.fromisoformat(on), dt.time(12), law.zone), law)


def test_a_petition_erases_no_lateness_and_its_denial_lets_the_duty_run_again(law: Programme) -> None:
    """Five working days from 3 June end on Wed 10 June; the petition of the 26th comes 16 days late."""
    late = case_of(law, *DECIDED, ("2026-06-26", BY_PAYER))
    [duty] = runs(late, "CAWC-G-01", "1")
    for on in ("2026-06-26", "2026-12-01"):
        assert (stands(duty, law, on).state, stands(duty, law, on).days) == (StandingState.LATE, 16)
    exposed = exposure_of(duty, dt.datetime(2026, 12, 1, tzinfo=law.zone), law)
    assert exposed is not None
    assert (exposed.rule, exposed.days, exposed.amount) == ("CAWC-G-04", 16, Decimal(80000))
    assert "petitioned" in late.flags
    denied = PetitionDenied(party="payer", how=PetitionEnd.DENIED, order="Order of 3 August 2026")
    again = case_of(law, *DECIDED, ("2026-06-26", BY_PAYER), ("2026-08-03", denied))
    assert "petitioned" not in again.flags
    first, second = runs(again, "CAWC-G-01", "1")
    assert stands(first, law, "2026-12-01").days == 16
    assert second.due is not None
    assert second.due.due == dt.date(2026, 8, 10)
    assert not runs(again, "CAWC-G-01", "2")


def test_a_petition_of_one_party_is_not_anothers(law: Programme) -> None:
    by_payer = case_of(law, *DECIDED, ("2026-06-08", BY_PAYER))
    [own], [workers] = runs(by_payer, "CAWC-G-05b"), runs(by_payer, "CAWC-G-05")
    assert own.stopped is not None
    assert workers.stopped is None
    by_worker = case_of(law, *DECIDED, ("2026-06-08", BY_WORKER))
    [duty] = runs(by_worker, "CAWC-G-01", "1")
    assert duty.ended is None
    provider = Occurrence(
        payload=PetitionFiled(party="doctor", grounds=("bias",)), on=dt.date(2026, 6, 8), by=Actor(role=Role.PROVIDER)
    )
    assert refusals(case_of(law, *DECIDED), law, provider)


@pytest.mark.parametrize(
    ("reasons", "refused", "is_known"),
    [
        ((), ("LATE",), True),
        ((), ("LATE", "WHIM"), False),
        ((), ("WHIM",), False),
        (("LATE",), (), True),
        (("WHIM",), (), False),
    ],
)
def test_a_reason_is_one_of_the_programmes_for_the_case_and_for_each_line(
    law: Programme, reasons: tuple[str, ...], refused: tuple[str, ...], is_known: bool
) -> None:
    found = EligibilityFound(
        outcome=EligibilityOutcome.INELIGIBLE if reasons else EligibilityOutcome.ELIGIBLE,
        reasons=reasons,
        lines=() if reasons else ("1",),
        refused=(RefusedLine(line="2", reasons=refused),) if refused else (),
    )
    entered = Occurrence(payload=found, on=dt.date(2026, 3, 4), by=Actor(role=Role.REGULATOR))
    assert (refusals(case_of(law, ("2026-03-02", APPLIED)), law, entered) == ()) is is_known


def test_a_petition_that_names_its_lines_leaves_the_duties_on_all_others(law: Programme) -> None:
    """Both lines were won. The payer petitions against the first alone, or against what was found against it."""
    won = replace(ISSUED, findings=tuple(LineFinding(line=name, necessity=Necessity.NECESSARY) for name in ("1", "2")))
    decided = tuple((on, won if payload is ISSUED else payload) for on, payload in DECIDED)
    for lines, ended in ((("1",), {"1"}), (("2",), {"2"}), ((), {"1", "2"}), (("1", "2"), {"1", "2"})):
        state = case_of(law, *decided, ("2026-06-08", replace(BY_PAYER, lines=lines)))
        duties = {name: runs(state, "CAWC-G-01", name) for name in ("1", "2")}
        assert {name for name, (duty,) in duties.items() if duty.ended is not None} == ended


def test_what_was_won_and_not_petitioned_stands_over_a_remand(law: Programme) -> None:
    undone = {"ground": "plain error", "fact": "the count of visits", "order": "Order", "lines": ("2",)}
    state = case_of(
        law,
        *DECIDED,
        ("2026-06-08", BY_WORKER),
        ("2026-09-01", SetAside(**undone)),  # type: ignore[arg-type]
        ("2026-09-08", Remanded(to_organisation="Others", **undone)),  # type: ignore[arg-type]
    )
    assert state.lines == {"1": LineStatus.DECIDED, "2": LineStatus.DISPUTED}
    [duty] = runs(state, "CAWC-G-01", "1")
    assert duty.ended is None
    unnamed = case_of(law, *DECIDED, ("2026-06-08", BY_WORKER), ("2026-09-01", SetAside(ground="x")),
                      ("2026-09-08", Remanded(to_organisation="Others")))  # fmt: skip
    assert unnamed.lines == state.lines


def test_a_decision_found_untimely_ends_the_review_and_all_are_told(law: Programme) -> None:
    state = case_of(law, ("2026-03-02", APPLIED), ("2026-03-20", UrFoundUntimely(order="Order")))
    assert set(state.lines.values()) == {LineStatus.ADJUDICATED}
    assert "terminated" in state.flags
    assert state.last("no_line_left") is not None


def test_a_line_left_out_has_its_reasons_and_its_own_appeal(law: Programme) -> None:
    state = case_of(law, ("2026-03-02", APPLIED))
    bare = EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE, lines=("1",))
    happened = Occurrence(payload=bare, on=dt.date(2026, 3, 4), by=Actor(role=Role.REGULATOR))
    assert "(2)" in refused_lines_have_reasons(state, happened, bare)
    assert refusals(state, law, happened)
    whole = EligibilityFound(
        outcome=EligibilityOutcome.ELIGIBLE, lines=("1",), refused=(RefusedLine(line="2", reasons=("LATE",)),)
    )
    assert refused_lines_have_reasons(state, happened, whole) == ""
    in_part = case_of(
        law,
        ("2026-03-02", APPLIED),
        ("2026-03-04", whole),
        ("2026-03-04", Deposited(notice="eligible", party="worker", method="mail_ca")),
    )
    assert "appealable" in in_part.flags
    assert not runs(in_part, "CAWC-A-23b", "1")
    [appeal] = runs(in_part, "CAWC-A-23b", "2")
    assert appeal.due is not None
    assert appeal.due.due == dt.date(2026, 4, 8)
    ticked = EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE, reasons=("LATE",))
    assert refusals(state, law, Occurrence(payload=ticked, on=dt.date(2026, 3, 4), by=Actor(role=Role.REGULATOR)))


@pytest.mark.parametrize(("name", "clerical"), [("date of injury", True), ("line 1", False), ("outcome", False)])
def test_only_listed_fields_are_clerical(law: Programme, name: str, clerical: bool) -> None:
    state = case_of(law, *DECIDED)

    class Told:
        field = name

    happened = Occurrence(payload=ISSUED, on=dt.date(2026, 6, 8), by=Actor(role=Role.MEDICAL_DIRECTOR))
    assert (correction_is_clerical(state, happened, Told()) == "") is clerical
