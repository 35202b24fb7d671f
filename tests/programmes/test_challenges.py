"""What becomes of petitions, orders and late duties in California: a right of one party is not another's, and lateness
stays.
"""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from evenhand.clock.exposure import exposure_of
from evenhand.clock.running import Clock, Standing, StandingState, clocks, standing
from evenhand.docket.aftermath import (
    LineAuthorised,
    PetitionDenied,
    PetitionEnd,
    PetitionFiled,
    Remanded,
    SetAside,
    UrFoundUntimely,
)
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
    finding = EligibilityFound(
        outcome=EligibilityOutcome.INELIGIBLE if reasons else EligibilityOutcome.ELIGIBLE,
        reasons=reasons,
        lines=() if reasons else ("1",),
        refused=(RefusedLine(line="2", reasons=refused),) if refused else (),
    )
    entered = Occurrence(payload=finding, on=dt.date(2026, 3, 4), by=Actor(role=Role.REGULATOR))
    assert (refusals(case_of(law, ("2026-03-02", APPLIED)), law, entered) == ()) is is_known


def test_a_line_that_two_petitioned_against_waits_for_the_answer_to_both(law: Programme) -> None:
    """Worker and attorney petition on the line that was lost; the first answer ends nothing."""
    parties = (*PARTIES, Party(id="counsel", role=Role.REPRESENTATIVE, name="Counsel"))
    steps = (("2026-03-02", replace(APPLIED, parties=parties)), *DECIDED[1:])
    petitions = (("2026-06-08", BY_WORKER), ("2026-06-09", replace(BY_WORKER, party="counsel")))
    ends = tuple(
        (f"2026-08-0{day}", PetitionDenied(party=party, how=PetitionEnd.DENIED, order="Order"))
        for day, party in ((3, "worker"), (4, "counsel"))
    )
    waiting = case_of(law, *steps, *petitions, ends[0])
    assert "line_petition_ended" not in waiting.events
    assert waiting.petitions == {"counsel": ("2",)}
    over = case_of(law, *steps, *petitions, *ends)
    assert [event.line for event in over.events["line_petition_ended"]] == ["2"]


def test_what_is_authorised_to_the_last_unit_is_disputed_no_more(law: Programme) -> None:
    """Six visits asked for: four leave two in dispute, two more leave none; neither does all of it at once."""
    line = replace(LINES[0], units=Units(unit="visit", requested=Decimal(6), authorised=Decimal(0)))
    applied = ("2026-03-02", replace(APPLIED, treatments=(line, LINES[1])))
    for units, status in (
        ((4,), LineStatus.DISPUTED),
        ((4, 2), LineStatus.AUTHORISED),
        ((6,), LineStatus.AUTHORISED),
        ((7,), LineStatus.AUTHORISED),
        ((None,), LineStatus.AUTHORISED),
    ):
        entered = (
            ("2026-03-10", LineAuthorised(line="1", units=None if count is None else Decimal(count))) for count in units
        )
        assert case_of(law, applied, *entered).lines["1"] is status


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


@pytest.mark.parametrize(
    ("lines", "standing_line"), [(("2",), ""), (("1",), "1"), (("1", "2"), "1"), (("2", "9"), "9")]
)
def test_sent_back_is_no_line_that_was_not_set_aside(
    law: Programme, lines: tuple[str, ...], standing_line: str
) -> None:
    """Line 1 was won, nobody petitioned against it, no order undoes it: LC 4610.6(i) sends back what was reversed."""
    undone = {"ground": "plain error", "fact": "the count of visits", "order": "Order"}
    gone = SetAside(lines=("2",), **undone)  # type: ignore[arg-type]
    state = case_of(law, *DECIDED, ("2026-06-08", BY_WORKER), ("2026-09-01", gone))
    back = Remanded(to_organisation="Others", lines=lines, **undone)  # type: ignore[arg-type]
    happened = Occurrence(payload=back, on=dt.date(2026, 9, 8), by=Actor(role=Role.ADJUDICATOR))
    reasons = refusals(state, law, happened)
    assert [f"line {standing_line} was not" in reason for reason in reasons] == [True] * bool(standing_line)


def test_what_was_set_aside_before_an_earlier_remand_is_not_sent_back_again(law: Programme) -> None:
    """Each remand sends back what was set aside since the one before; the line decided anew since then stands."""
    undone = {"ground": "plain error", "fact": "the count of visits", "order": "Order"}
    again = replace(ISSUED, findings=(LineFinding(line="2", necessity=Necessity.NOT_NECESSARY),))
    state = case_of(
        law,
        *DECIDED,
        ("2026-06-08", BY_WORKER),
        ("2026-09-01", SetAside(lines=("2",), **undone)),  # type: ignore[arg-type]
        ("2026-09-08", Remanded(to_organisation="Others", lines=("2",), **undone)),  # type: ignore[arg-type]
        ("2026-10-12", again),
        ("2026-10-20", BY_PAYER),
        ("2026-12-01", SetAside(lines=("1",), **undone)),  # type: ignore[arg-type]
    )
    for line, is_sent_back in (("1", True), ("2", False)):
        back = Remanded(to_organisation="Others", lines=(line,), **undone)  # type: ignore[arg-type]
        happened = Occurrence(payload=back, on=dt.date(2026, 12, 8), by=Actor(role=Role.ADJUDICATOR))
        assert (refusals(state, law, happened) == ()) is is_sent_back


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


def test_a_finding_made_anew_answers_the_petition_against_the_one_before(law: Programme) -> None:
    """What was challenged is gone, and with it what the petition asked for; the new finding may be challenged anew."""
    refused = EligibilityFound(outcome=EligibilityOutcome.INELIGIBLE, reasons=("LATE",))
    petitioned = case_of(law, ("2026-03-02", APPLIED), ("2026-03-04", refused), ("2026-03-20", BY_WORKER))
    assert petitioned.petitions.keys() == {"worker"}
    steps = (("2026-03-02", APPLIED), ("2026-03-04", refused), ("2026-03-20", BY_WORKER), ("2026-03-27", refused))
    anew = case_of(law, *steps)
    assert (dict(anew.petitions), "petitioned" in anew.flags) == ({}, False)


@pytest.mark.parametrize(("name", "clerical"), [("date of injury", True), ("line 1", False), ("outcome", False)])
def test_only_listed_fields_are_clerical(law: Programme, name: str, clerical: bool) -> None:
    state = case_of(law, *DECIDED)

    class Told:
        field = name

    happened = Occurrence(payload=ISSUED, on=dt.date(2026, 6, 8), by=Actor(role=Role.MEDICAL_DIRECTOR))
    assert (correction_is_clerical(state, happened, Told()) == "") is clerical
