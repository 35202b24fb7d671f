"""Who takes part in a California case while it runs: who comes in is told, who died or left does nothing more, and one
party's papers are not another's.
"""

import datetime as dt
from dataclasses import replace

import pytest

from evenhand.clock.running import Clock, StandingState, clocks, standing
from evenhand.docket.aftermath import (
    ApplicantDied,
    Closed,
    GuardianAppointed,
    LiabilityContested,
    LineSettled,
    Withdrawn,
)
from evenhand.docket.assignment import AdministratorChanged, Assigned, Deposited, NoticeIssued, RecordsReceived
from evenhand.docket.entry import Occurrence, append
from evenhand.docket.intake import (
    ApplicationReceived,
    DeferralLifted,
    EligibilityFound,
    EligibilityOutcome,
    UrDecisionFiled,
    UrEffect,
)
from evenhand.docket.party import Actor, Capacity, MedicalRecord, Role
from evenhand.docket.party_change import (
    Particular,
    ParticularCorrected,
    PartyCorrected,
    PhysicianChanged,
    RepresentationChanged,
)
from evenhand.docket.payload import Payload
from evenhand.docket.review import ReviewerAssigned, ReviewerAttested
from evenhand.eligibility.reading import eligibility
from evenhand.notice import outstanding
from evenhand.procedure.guard import the_panel_may_decide
from evenhand.procedure.permit import refusals
from evenhand.procedure.state import CaseState, read_case
from evenhand.programme.model import Delegation, Programme
from tests.filing import refiled
from tests.programmes.california_case import case_of
from tests.programmes.test_challenges import APPLIED, DECIDED, PAPER, PARTIES

STREET = ("9 Other Street", "Fresno, CA 93721")
ELIGIBLE = EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE)
MAY = dt.date(2026, 5, 1)
NEW_PAYER = AdministratorChanged(effective_on=dt.date(2026, 3, 20), organisation="New Fund", address=STREET)
BEGUN: tuple[tuple[str, Payload], ...] = (
    ("2026-03-02", APPLIED),
    ("2026-03-04", ELIGIBLE),
    ("2026-03-05", Assigned(organisation="Reviewers")),
)
TOLD: tuple[tuple[str, Payload], ...] = tuple(
    ("2026-03-05", kind)
    for party in ("worker", "payer", "doctor")
    for kind in (
        NoticeIssued(notice="assignment", party=party, language="en", documents=(PAPER,)),
        Deposited(notice="assignment", party=party, method="mail_ca"),
    )
)


def refused(state: CaseState, payload: Payload, by: Role, on: str, ident: str = "") -> str:
    happened = Occurrence(payload=payload, on=dt.date.fromisoformat(on), by=Actor(role=by, id=ident))
    return "; ".join(refusals(state, state.programme, happened))


def run_of(state: CaseState, rule: str, line: str = "") -> list[Clock]:
    return [clock for clock in clocks(state, state.programme) if (clock.rule, clock.line) == (rule, line)]


def told_to(state: CaseState, notice: str) -> set[str]:
    return {owed.party for owed in outstanding(state, state.programme, dt.date(2026, 12, 1)) if owed.notice == notice}


def test_a_new_administrator_takes_the_place_of_the_old_and_gets_all_later_letters(law: Programme) -> None:
    state = case_of(law, *BEGUN, *TOLD, ("2026-03-24", NEW_PAYER))
    [new] = [party for party in state.parties.values() if party.role is Role.PAYER]
    assert (new.name, new.address) == ("New Fund", STREET)
    assert told_to(state, "administrator_change") == {"worker", "doctor", new.id}
    assert told_to(state, "assignment") == set()
    old = NoticeIssued(notice="assignment", party="payer", language="en", documents=(PAPER,))
    assert "no longer" in refused(state, old, Role.ORGANISATION, "2026-03-25")
    [duty] = run_of(state, "CAWC-C-02")
    assert duty.started.on == dt.date(2026, 3, 5)


def test_what_the_old_administrator_was_owed_and_not_sent_the_new_one_is_owed(law: Programme) -> None:
    sent = [entered for entered in TOLD if getattr(entered[1], "party", "") != "payer"]
    state = case_of(law, *BEGUN, *sent, ("2026-03-24", NEW_PAYER))
    assert told_to(state, "assignment") == {"payer-8"}
    served = (
        ("2026-03-25", NoticeIssued(notice="assignment", party="payer-8", language="en", documents=(PAPER,))),
        ("2026-03-25", Deposited(notice="assignment", party="payer-8", method="mail_ca")),
    )
    state = case_of(law, *BEGUN, *sent, ("2026-03-24", NEW_PAYER), *served)
    assert state.last("deposited_to_all:assignment") is not None


@pytest.mark.parametrize("fault", [{"address": ()}, {"organisation": " "}, {"effective_on": dt.date(2026, 4, 9)}])
def test_a_new_administrator_is_asked_for_its_address(law: Programme, fault: dict[str, object]) -> None:
    state = case_of(law, *BEGUN)
    assert refused(state, NEW_PAYER, Role.PAYER, "2026-03-24") == ""
    assert refused(state, replace(NEW_PAYER, **fault), Role.PAYER, "2026-03-24")  # type: ignore[arg-type]


SWORN: tuple[tuple[str, Payload], ...] = (
    ("2026-03-10", ReviewerAttested(reviewer="r1", affiliations_denied=("all",), qualifications="MD")),
    ("2026-03-12", ReviewerAssigned(reviewer="r1", qualifications="MD")),
)


def test_who_comes_in_is_sworn_about_before_anybody_decides(law: Programme) -> None:
    signing = Occurrence(payload=ELIGIBLE, on=dt.date(2026, 4, 1), by=Actor(role=Role.REVIEWER))
    before = case_of(law, *BEGUN, *SWORN)
    assert the_panel_may_decide(before, signing, None) == ""
    moved = PartyCorrected(party="payer", name="Payer", address=STREET, reason="moved")
    assert the_panel_may_decide(case_of(law, *BEGUN, *SWORN, ("2026-03-20", moved)), signing, None) == ""
    for came in (
        NEW_PAYER,
        RepresentationChanged(capacity=Capacity.ATTORNEY, effective_on=MAY, paper="Notice", name="Lex", address=STREET),
        PhysicianChanged(effective_on=MAY, paper="Request", name="Doc", address=STREET),
        PartyCorrected(party="payer", name="Another name", reason="misspelt"),
    ):
        after = case_of(law, *BEGUN, *SWORN, ("2026-03-24", came))
        assert "r1" in the_panel_may_decide(after, signing, None)
        again = case_of(law, *BEGUN, *SWORN, ("2026-03-24", came), ("2026-03-30", SWORN[0][1]))
        assert the_panel_may_decide(again, signing, None) == ""


def test_an_attorney_comes_in_is_replaced_and_leaves(law: Programme) -> None:
    def change(**more: object) -> RepresentationChanged:
        given = {"capacity": Capacity.ATTORNEY, "effective_on": dt.date(2026, 3, 9), "paper": "Notice of 9 March"}
        return RepresentationChanged(**{**given, "name": "Lex", "address": STREET, **more})  # type: ignore[arg-type]

    first = case_of(law, *BEGUN, *TOLD, ("2026-03-10", change()))
    assert first.parties["representative-10"].name == "Lex"
    assert told_to(first, "assignment") == set()
    second = case_of(
        law, *BEGUN, *TOLD, ("2026-03-10", change()), ("2026-03-20", change(name="Jus", replaces="representative-10"))
    )
    assert [party.name for party in second.parties.values() if party.role is Role.REPRESENTATIVE] == ["Jus"]
    gone = case_of(
        law, *BEGUN, *TOLD, ("2026-03-10", change()), ("2026-03-20", change(name="", replaces="representative-10"))
    )
    assert not [party for party in gone.parties.values() if party.role is Role.REPRESENTATIVE]
    assert refused(first, change(paper=" "), Role.ORGANISATION, "2026-03-12")
    assert refused(first, change(replaces="payer"), Role.ORGANISATION, "2026-03-12")


def test_an_attorney_who_applies_needs_the_representation_on_file(law: Programme) -> None:
    filed = refiled(APPLIED, applicant_is="attorney")
    denied = UrDecisionFiled(
        decided_on=dt.date(2026, 2, 20), served_on=dt.date(2026, 2, 20), communicated_on=dt.date(2026, 2, 20),
        effect=UrEffect.DENIED, service="mail_ca",
    )  # fmt: skip
    noon = dt.datetime(2026, 3, 10, 12, tzinfo=law.zone)
    asked = eligibility(case_of(law, ("2026-03-02", filed), ("2026-03-02", denied)), law, noon)
    [answer] = [finding for finding in asked.findings if finding.topic == "INELIGIBLE_APPLICANT"]
    assert "no paper on file" in answer.message
    notice = RepresentationChanged(
        capacity=Capacity.ATTORNEY, effective_on=dt.date(2026, 1, 5), paper="Notice", name="Lex", address=STREET
    )
    on_file = eligibility(
        case_of(law, ("2026-03-02", filed), ("2026-03-02", denied), ("2026-03-05", notice)), law, noon
    )
    [answer] = [finding for finding in on_file.findings if finding.topic == "INELIGIBLE_APPLICANT"]
    assert "may apply" in answer.message


def test_the_dead_withdraw_nothing_and_a_successor_does(law: Programme) -> None:
    alive = case_of(law, *BEGUN)
    signed = Withdrawn(party="worker", is_signed=True)
    assert refused(alive, signed, Role.APPLICANT, "2026-03-12", "worker") == ""
    died = ("2026-03-15", ApplicantDied(died_on=dt.date(2026, 3, 10)))
    dead = case_of(law, *BEGUN, died)
    assert "successor" in refused(dead, signed, Role.APPLICANT, "2026-03-12", "worker")
    assert refused(dead, signed, Role.APPLICANT, "2026-03-09", "worker") == ""
    heir = GuardianAppointed(
        party="worker", appointed_on=MAY, capacity=Capacity.SUCCESSOR, name="Heir", address=STREET, paper="Letters"
    )
    assert refused(alive, heir, Role.ORGANISATION, "2026-05-02")
    succeeded = case_of(law, *BEGUN, died, ("2026-05-02", heir))
    by_heir = replace(signed, party="representative-5")
    assert refused(succeeded, by_heir, Role.REPRESENTATIVE, "2026-05-04", "representative-5") == ""


def test_a_settlement_needs_its_instrument(law: Programme) -> None:
    state = case_of(law, *BEGUN)

    def answer(form: str, order: str = "", instrument: str = "Paper of 2 March") -> str:
        settled = LineSettled(line="1", instrument=instrument, form=form, order=order)
        return refused(state, settled, Role.PAYER, "2026-03-12", "payer")

    assert answer("award") == ""
    assert answer("compromise_and_release", "Order of 9 March") == ""
    assert "order" in answer("compromise_and_release")
    assert "order" in answer("stipulation")
    assert answer("handshake", "Order")
    assert answer("award", instrument=" ")


def test_liability_disputed_later_ends_the_run_and_its_lateness_stays(law: Programme) -> None:
    """Five working days from 3 June end on Wed 10 June 2026; the dispute of the 26th comes 16 days late."""
    contested = ("2026-06-26", LiabilityContested(reason="another injury"))
    waiting = case_of(law, *DECIDED, contested)
    [duty] = run_of(waiting, "CAWC-G-01", "1")
    stands = standing(duty, dt.datetime(2026, 12, 1, 12, tzinfo=law.zone), law)
    assert (stands.state, stands.days) == (StandingState.LATE, 16)
    lifted = ("2026-08-03", DeferralLifted(notice_served_on=dt.date(2026, 8, 3), service="mail_ca"))
    _, again = run_of(case_of(law, *DECIDED, contested, lifted), "CAWC-G-01", "1")
    assert again.due is not None
    assert again.due.due == dt.date(2026, 8, 10)
    assert not run_of(case_of(law, *DECIDED, contested, lifted), "CAWC-A-07")
    begun = case_of(law, *BEGUN, *TOLD, ("2026-03-10", LiabilityContested(reason="another injury")))
    [records] = run_of(begun, "CAWC-C-02")
    assert (records.stopped, records.ended) == (None, None)


def test_only_who_decides_eligibility_closes_in_screening(law: Programme) -> None:
    screening, eligible = case_of(law, BEGUN[0]), case_of(law, *BEGUN)
    closed = Closed(reason="nothing came")
    assert refused(screening, closed, Role.ORGANISATION, "2026-03-12")
    assert refused(screening, closed, Role.REGULATOR, "2026-03-12") == ""
    assert refused(eligible, closed, Role.ORGANISATION, "2026-03-12") == ""
    deferred = EligibilityFound(outcome=EligibilityOutcome.DEFERRED, reasons=("LIABILITY_DISPUTE_DEFERRED",))
    assert refused(case_of(law, BEGUN[0], ("2026-03-04", deferred)), closed, Role.ORGANISATION, "2026-03-12")
    kind = law.procedure.kinds
    leave = Delegation(
        kind=next(name for name in kind if name == "eligibility_found"),
        to=Role.ORGANISATION, since=dt.date(2026, 3, 10), until=dt.date(2026, 3, 20), citation="LC 4610.5(k)",
    )  # fmt: skip
    delegated = replace(law, procedure=replace(law.procedure, delegations=(leave,)))
    under = case_of(delegated, BEGUN[0])
    assert refused(under, closed, Role.ORGANISATION, "2026-03-12") == ""
    assert refused(under, closed, Role.ORGANISATION, "2026-03-21")


def test_the_workers_papers_do_not_discharge_the_payer(law: Programme) -> None:
    every = tuple(record.id for record in law.required_records)
    whole = MedicalRecord(id="1", title="all of it", answers=every)
    by_worker = case_of(law, *BEGUN, *TOLD, ("2026-03-10", RecordsReceived(party="worker", documents=(whole,))))
    assert by_worker.last("documentation_received") is not None
    for rule in ("CAWC-C-01", "CAWC-C-02"):
        [duty] = run_of(by_worker, rule)
        assert duty.stopped is None
    by_payer = case_of(law, *BEGUN, *TOLD, ("2026-03-10", RecordsReceived(party="payer", documents=(whole,))))
    [duty] = run_of(by_payer, "CAWC-C-02")
    assert duty.stopped is not None
    by_former = case_of(
        law,
        *BEGUN,
        *TOLD,
        ("2026-03-24", NEW_PAYER),
        ("2026-03-25", RecordsReceived(party="payer", documents=(whole,))),
    )
    assert run_of(by_former, "CAWC-C-02")[0].stopped is not None


def test_what_was_written_wrongly_is_put_right_and_no_day_moves(law: Programme) -> None:
    renamed = PartyCorrected(party="worker", name="Worker, Rightly", reason="as the form says")
    words = ParticularCorrected(
        particular=Particular.TREATMENT_WORDS,
        line="1",
        was="treatment 1",
        becomes="treatment one",
        reason="the request",
    )
    before, after = case_of(law, *BEGUN), case_of(law, *BEGUN, ("2026-04-01", renamed), ("2026-04-02", words))
    assert after.parties["worker"].name == "Worker, Rightly"
    assert after.treatments["1"].words == "treatment one"
    assert [clock.due for clock in clocks(after, law)] == [clock.due for clock in clocks(before, law)]
    assert refused(before, replace(words, was="something else"), Role.ORGANISATION, "2026-04-02")


def test_the_wrong_payer_was_served_for_nobody(law: Programme) -> None:
    right = PartyCorrected(
        party="payer", name="The Right Fund", address=STREET, reason="named by mistake", is_another=True
    )
    state = case_of(law, *BEGUN, *TOLD, ("2026-04-01", right))
    assert told_to(state, "assignment") == {"payer-10"}
    assert not run_of(state, "CAWC-C-02")
    assert run_of(case_of(law, *BEGUN, *TOLD), "CAWC-C-02")


def test_entries_from_before_addresses_were_asked_put_nobody_in_anothers_place(law: Programme) -> None:
    old = AdministratorChanged(effective_on=dt.date(2026, 3, 20), organisation="New Fund")
    state = case_of(law, *BEGUN, ("2026-03-24", old))
    assert tuple(state.parties.values()) == PARTIES


def test_an_application_keeps_its_day_where_its_parties_are_said_anew(law: Programme) -> None:
    docket = case_of(law, *BEGUN).docket
    anew = replace(APPLIED, parties=(replace(PARTIES[0], name="Rightly"), *PARTIES[1:]))
    corrected = Occurrence(
        payload=anew, on=dt.date(2026, 3, 2), by=Actor(role=Role.ORGANISATION), because="misspelt", instead_of=1
    )
    state = read_case(append(docket, corrected, recorded_at=dt.datetime(2027, 1, 5, tzinfo=dt.UTC), salt="s"), law)
    assert isinstance(state.docket.entries[0].payload, ApplicationReceived)
    assert state.parties["worker"].name == "Rightly"
    assert [clock.started.on for clock in clocks(state, law)] == [
        clock.started.on for clock in clocks(case_of(law, *BEGUN), law)
    ]
