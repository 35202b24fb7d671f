"""Rules that only odd cases touch: a party's own time to answer, a cure that came too late, lines that come back."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from click.testing import CliRunner

from evenhand.cli.main import main
from evenhand.clock.due import due_date
from evenhand.clock.exposure import exposure_of
from evenhand.clock.fee import fees
from evenhand.clock.running import Clock, clocks
from evenhand.docket.aftermath import FeeCharged, LineAuthorised, LineSettled, PetitionFiled, SetAside, Struck
from evenhand.docket.assignment import Deposited, NoticeIssued, Received
from evenhand.docket.entry import Occurrence, append
from evenhand.docket.intake import (
    DeficiencyNoted,
    EligibilityFound,
    EligibilityOutcome,
    InformationAnswered,
    InformationRequested,
    RefusedLine,
    UrDecisionFiled,
    UrEffect,
)
from evenhand.docket.party import Actor, Role
from evenhand.docket.payload import Payload
from evenhand.docket.review import QuestionAnswered, QuestionAsked
from evenhand.eligibility.reading import eligibility
from evenhand.letter.kind import Kind, in_words
from evenhand.letter.notice_letter import notice_values
from evenhand.letter.value import SPAN_SIGN
from evenhand.notice import outstanding
from evenhand.procedure.line import LineStatus
from evenhand.procedure.permit import refusals, stage
from evenhand.procedure.state import CaseState, read_case
from evenhand.programme.model import Programme
from tests.filing import refiled
from tests.programmes.california_case import case_of
from tests.programmes.test_challenges import APPLIED, DECIDED, ISSUED, PAPER
from tests.programmes.test_taking_part import BEGUN, NEW_PAYER


def runs(state: CaseState, rule: str) -> list[Clock]:
    return [clock for clock in clocks(state, state.programme) if clock.rule == rule]


def test_each_party_that_is_asked_answers_for_itself(law: Programme) -> None:
    asked = tuple(
        ("2026-03-10", QuestionAsked(party=party, question="how often?")) for party in ("worker", "payer", "payer")
    )
    answered = ("2026-03-12", QuestionAnswered(party="worker", answer="weekly"))
    worker, first, second = runs(case_of(law, *BEGUN, *asked, answered), "CAWC-C-08b")
    assert (worker.party, worker.holder, worker.stopped is None) == ("worker", "applicant", False)
    assert {(clock.party, clock.holder, clock.stopped) for clock in (first, second)} == {("payer", "payer", None)}
    assert "9792.10.5" in worker.unanswered
    by_new = (("2026-03-24", NEW_PAYER), ("2026-03-25", QuestionAnswered(party="payer-7", answer="twice")))
    assert runs(case_of(law, *BEGUN, *asked, *by_new), "CAWC-C-08b")[1].stopped is not None


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (QuestionAsked(party="payer", question="how often?"), QuestionAnswered(party="payer", answer="weekly")),
        (InformationRequested(party="payer", request="when?"), InformationAnswered(party="payer", answer="then")),
    ],
)
def test_who_has_answered_owes_no_second_answer_until_asked_again(
    law: Programme, asked: Payload, given: Payload
) -> None:
    begun = BEGUN if isinstance(asked, QuestionAsked) else BEGUN[:1]
    also = replace(asked, party="worker")  # type: ignore[call-arg]
    answer = Occurrence(payload=given, on=dt.date(2026, 3, 20), by=Actor(role=Role.PAYER))
    waiting = (*begun, ("2026-03-10", asked), ("2026-03-10", also))
    assert not any("owes" in reason or "asked" in reason for reason in refusals(case_of(law, *waiting), law, answer))
    answered = (*waiting, ("2026-03-12", given))
    assert refusals(case_of(law, *answered), law, answer)
    assert len(refusals(case_of(law, *answered, ("2026-03-14", asked)), law, answer)) < len(
        refusals(case_of(law, *answered), law, answer)
    )


def test_what_the_old_administrator_was_asked_the_new_one_answers(law: Programme) -> None:
    """The question is not lost with the party, and who has left answers nothing."""
    asked = ("2026-03-10", QuestionAsked(party="payer", question="how often?"))
    moved = case_of(law, *BEGUN, asked, ("2026-03-24", NEW_PAYER))
    (new,) = [party.id for party in moved.parties.values() if party.role is Role.PAYER]
    answer = Occurrence(
        payload=QuestionAnswered(party=new, answer="twice"), on=dt.date(2026, 3, 25), by=Actor(role=Role.PAYER)
    )
    owing = {party for parties in moved.to_answer.values() for party in parties}
    assert owing == {new} != {"payer"}
    late = replace(answer, payload=QuestionAnswered(party="payer", answer="twice"))
    assert len(refusals(moved, law, answer)) < len(refusals(moved, law, late))


def test_a_question_to_two_is_answered_when_the_second_has_answered(law: Programme) -> None:
    asked = tuple(("2026-03-10", QuestionAsked(party=party, question="how often?")) for party in ("worker", "payer"))
    first, second = (
        (f"2026-03-1{day}", QuestionAnswered(party=party, answer="weekly"))
        for day, party in ((2, "payer"), (4, "worker"))
    )
    assert "questions_all_answered" not in case_of(law, *BEGUN, *asked, first).events
    (over,) = case_of(law, *BEGUN, *asked, first, second).events["questions_all_answered"]
    assert over.on == dt.date(2026, 3, 14)


def test_one_partys_information_does_not_meet_anothers_time(law: Programme) -> None:
    day = dt.date(2026, 3, 3)
    state = case_of(
        law,
        ("2026-03-02", APPLIED),
        ("2026-03-03", InformationRequested(party="worker", request="when?", received_on=day)),
        ("2026-03-03", InformationRequested(party="payer", request="who?", received_on=day)),
        ("2026-03-04", InformationAnswered(party="worker", answer="then")),
    )
    worker, payer = runs(state, "CAWC-A-21")
    assert worker.stopped is not None
    assert payer.stopped is None


REFUSED = UrDecisionFiled(
    decided_on=dt.date(2013, 9, 18), served_on=dt.date(2013, 9, 18), communicated_on=dt.date(2013, 9, 18),
    effect=UrEffect.DENIED, service="personal",
)  # fmt: skip


@pytest.mark.parametrize(("looked_at", "is_barred"), [("2013-10-22", False), ("2013-10-23", True)])
def test_until_april_2014_a_missing_decision_is_curable_within_fifteen_days(
    law: Programme, looked_at: str, is_barred: bool
) -> None:
    """Asked for on Mon 7 October 2013: the last day is Tue the 22nd."""
    filed = refiled(APPLIED, injured_on=dt.date(2013, 1, 7), ur_decision_attached=False)
    state = case_of(
        law,
        ("2013-10-01", filed),
        ("2013-10-07", DeficiencyNoted(reasons=("UR_DECISION_NOT_ATTACHED",))),
        ("2013-10-07", NoticeIssued(notice="deficiency", party="worker", language="en", documents=(PAPER,))),
        ("2013-10-07", Deposited(notice="deficiency", party="worker", method="mail_ca")),
    )
    noon = dt.datetime.combine(dt.date.fromisoformat(looked_at), dt.time(12), law.zone)
    assert ("UR_DECISION_NOT_ATTACHED" in eligibility(state, law, noon).reasons) is is_barred


@pytest.mark.parametrize(("decided", "answer"), [("2017-05-01", "2017"), ("2016-05-02", "not in force")])
def test_a_formulary_decision_before_2018_is_asked_about(law: Programme, decided: str, answer: str) -> None:
    day = dt.date.fromisoformat(decided)
    denied = replace(REFUSED, decided_on=day, served_on=day, communicated_on=day)
    later = (day + dt.timedelta(days=20)).isoformat()
    state = case_of(law, (later, refiled(APPLIED, track="formulary")), (later, denied))
    [window] = runs(state, "CAWC-A-06")
    assert window.due is None
    assert answer in window.unanswered
    noon = dt.datetime.combine(day, dt.time(12), law.zone)
    [late] = [finding for finding in eligibility(state, law, noon).findings if finding.topic == "LATE"]
    assert "ask" in late.message


IN_PART = EligibilityFound(
    outcome=EligibilityOutcome.ELIGIBLE, lines=("1",), refused=(RefusedLine(line="2", reasons=("LATE", "DUPLICATE")),)
)
BY_WORKER = PetitionFiled(party="worker", grounds=("plain error",), lines=("2",))
UNDOES = SetAside(ground="plain error", fact="the day of service", order="Order of May 4, 2026", lines=("2",))


def test_a_line_left_out_comes_back_when_the_leaving_out_is_set_aside(law: Programme) -> None:
    challenged = (("2026-03-02", APPLIED), ("2026-03-04", IN_PART), ("2026-03-20", BY_WORKER))
    waiting = case_of(law, *challenged)
    order = Occurrence(payload=UNDOES, on=dt.date(2026, 5, 4), by=Actor(role=Role.ADJUDICATOR))
    assert refusals(waiting, law, order) == ()
    back = case_of(law, *challenged, ("2026-05-04", UNDOES))
    assert back.live_lines() == ("1", "2")
    assert not {"set_aside", "petitioned"} & back.flags
    assert stage(back, law).id == "eligible"


def test_a_line_left_out_stays_so_where_the_order_that_brought_it_back_is_struck(law: Programme) -> None:
    """What settled or authorized it meanwhile was of a line in dispute; the leaving out may still be challenged."""
    challenged = (("2026-03-02", APPLIED), ("2026-03-04", IN_PART), ("2026-03-20", BY_WORKER), ("2026-05-04", UNDOES))
    for gone in (LineSettled(line="2", instrument="Award", form="award"), LineAuthorised(line="2")):
        left = case_of(law, *challenged, ("2026-05-06", gone))
        assert left.live_lines() == ("1",)
        back = append(
            left.written,
            Occurrence(
                payload=Struck(entry=4, reason="of another case"),
                on=dt.date(2026, 5, 7),
                by=Actor(role=Role.ORGANISATION),
                instead_of=4,
            ),
            recorded_at=dt.datetime(2027, 1, 5, tzinfo=dt.UTC),
            salt="s",
        )
        state = read_case(back, law)
        assert state.lines["2"] is LineStatus.NOT_ADMITTED
        order = Occurrence(payload=UNDOES, on=dt.date(2026, 5, 8), by=Actor(role=Role.ADJUDICATOR))
        assert refusals(state, law, order) == ()
        assert refusals(state, law, replace(order, payload=replace(UNDOES, lines=())))


def test_no_line_comes_back_where_the_programme_does_not_say_what_becomes_of_it(law: Programme) -> None:
    """Else the case would hold a line in dispute that nobody may decide: its determination would still stand."""
    events = {name: event for name, event in law.procedure.events.items() if name != "only_lines_revived"}
    silent = replace(law, procedure=replace(law.procedure, events=events))
    begun = (("2026-03-02", APPLIED), ("2026-03-04", IN_PART))
    decided = (*begun, ("2026-06-01", replace(ISSUED, findings=ISSUED.findings[:1])))
    petition = Occurrence(payload=BY_WORKER, on=dt.date(2026, 6, 20), by=Actor(role=Role.APPLICANT))
    for programme, is_refused in ((law, False), (silent, True)):
        assert bool(refusals(case_of(programme, *decided), programme, petition)) is is_refused
    unnamed = (("2026-06-20", replace(BY_WORKER, lines=())), ("2026-08-04", replace(UNDOES, lines=())))
    undone = case_of(silent, *decided, *unnamed)
    assert undone.lines == {"1": LineStatus.DECIDED, "2": LineStatus.NOT_ADMITTED}
    assert [event.line for event in undone.events["line_set_aside"]] == ["1"]


def test_a_petition_without_lines_is_against_what_went_against_its_party(law: Programme) -> None:
    """The worker lost what was left out and what was not found necessary, the payer what was found necessary."""
    begun = (("2026-03-02", APPLIED), ("2026-03-04", IN_PART))
    decided = (*begun, ("2026-06-01", replace(ISSUED, findings=ISSUED.findings[:1])))
    workers, payers = replace(BY_WORKER, lines=()), PetitionFiled(party="payer", grounds=("plain error",))
    assert case_of(law, *begun, ("2026-03-20", workers)).petitions == {"worker": ("2",)}
    assert case_of(law, *begun, ("2026-03-20", payers)).petitions == {"payer": ()}
    assert case_of(law, *decided, ("2026-06-20", workers)).petitions == {"worker": ("2",)}
    assert case_of(law, *decided, ("2026-06-20", payers)).petitions == {"payer": ("1",)}


def test_a_line_that_comes_back_after_the_decision_is_decided_by_itself(law: Programme) -> None:
    rest = replace(ISSUED, findings=ISSUED.findings[:1])
    back = case_of(
        law, ("2026-03-02", APPLIED), ("2026-03-04", IN_PART), ("2026-03-20", BY_WORKER), ("2026-06-01", rest),
        ("2026-07-01", replace(BY_WORKER)), ("2026-08-04", UNDOES),
    )  # fmt: skip
    assert back.lines == {"1": LineStatus.DECIDED, "2": LineStatus.DISPUTED}
    assert "issued" not in back.flags
    assert [event.line for event in back.events["line_necessary"]] == ["1"]


def test_a_decision_that_is_taken_up_again_is_sent_again_before_anybody_has_received_it(law: Programme) -> None:
    """What went out told of line 1 alone; the letter with line 2 has to be made out and handed over by itself."""
    rest = replace(ISSUED, findings=ISSUED.findings[:1])
    told = (
        ("2026-06-01", NoticeIssued(notice="determination", party="worker", language="en", documents=(PAPER,))),
        ("2026-06-02", Deposited(notice="determination", party="worker", method="mail_ca")),
    )
    before = (("2026-03-02", APPLIED), ("2026-03-04", IN_PART), ("2026-03-20", BY_WORKER), ("2026-06-01", rest), *told)
    come = Occurrence(
        payload=Received(notice="determination", party="worker"),
        on=dt.date(2026, 8, 6),
        by=Actor(role=Role.ORGANISATION),
    )
    carried = replace(come, payload=Deposited(notice="determination", party="worker", method="mail_ca"))
    assert refusals(case_of(law, *before), law, come) == ()
    back = case_of(law, *before, ("2026-07-01", BY_WORKER), ("2026-08-04", UNDOES))
    assert any("has not been sent" in reason for reason in refusals(back, law, come))
    assert any("has not been issued" in reason for reason in refusals(back, law, carried))


def test_a_letter_gives_the_reasons_of_each_line_it_leaves_out(law: Programme) -> None:
    state = case_of(law, ("2026-03-02", APPLIED), ("2026-03-04", IN_PART))
    day = dt.date(2026, 3, 4)
    [owed] = [duty for duty in outstanding(state, law, day) if (duty.notice, duty.party) == ("eligible", "worker")]
    values = notice_values(state, law, state.parties["worker"], owed.since, day)
    told = [(reason["line"], reason["is_late"], reason["is_duplicate"]) for reason in values["line_reasons"]]
    assert told == [("2", True, False), ("2", False, True)]


@pytest.mark.parametrize(("came", "is_read"), [("2021-03-02", True), ("2026-04-02", False), ("2016-03-02", False)])
def test_an_invoice_speaks_of_the_schedule_only_where_it_was_read(law: Programme, came: str, is_read: bool) -> None:
    state = case_of(law, (came, APPLIED), *((came, payload) for _, payload in BEGUN[1:]))
    charged = (came, FeeCharged(amount=Decimal(345), basis="determined"))
    state = case_of(law, (came, APPLIED), *((came, payload) for _, payload in BEGUN[1:]), charged)
    day = dt.date.fromisoformat(came)
    [owed] = [duty for duty in outstanding(state, law, day) if duty.notice == "invoice"]
    values = notice_values(state, law, state.parties["payer"], owed.since, day)
    assert values["fee_schedule_read"] is is_read


def test_the_fee_that_fits_depends_on_what_the_docket_tells(law: Programme) -> None:
    early = case_of(law, *((on.replace("2026", "2021"), payload) for on, payload in BEGUN))
    [open_fee] = fees(early, law, dt.date(2021, 3, 5))
    assert {amount and int(amount) for amount in open_fee.amounts} == {345, 115, None}
    later = case_of(law, *((on.replace("2026", "2021"), payload) for on, payload in DECIDED))
    [decided] = fees(later, law, dt.date(2021, 6, 5))
    assert [int(amount or 0) for amount in decided.amounts] == [345]
    [unread] = fees(early, law, dt.date(2021, 3, 5), dt.date(2026, 5, 1))
    assert not unread.is_read


def test_exposure_and_eligibility_answer_under_another_days_law(law: Programme) -> None:
    late = case_of(law, *DECIDED)
    [duty] = [clock for clock in runs(late, "CAWC-G-01") if clock.line == "1"]
    at = dt.datetime(2026, 7, 1, tzinfo=law.zone)
    own, other = exposure_of(duty, at, law), exposure_of(duty, at, law, dt.date(2014, 1, 1))
    assert own is not None
    assert other is None or other.version_since <= dt.date(2014, 1, 1)
    filed = replace(APPLIED, ur_decision_attached=False)
    state = case_of(law, ("2026-03-02", filed))
    assert "UR_DECISION_NOT_ATTACHED" in eligibility(state, law, at).reasons
    assert "UR_DECISION_NOT_ATTACHED" not in eligibility(state, law, at, law_on=dt.date(2013, 6, 3)).reasons


def test_the_same_day_and_substitute_fridays_are_said_to_be_practice(law: Programme) -> None:
    assert "practice" in due_date(law, "CAWC-A-22", dt.date(2026, 2, 18)).note
    assert "by practice" in law.calendars["judicial"].why_closed(dt.date(2026, 7, 3))
    told = CliRunner().invoke(main, ["due", "CAWC-A-04", "--trigger", "2026-06-03", "--service", "personal"])
    assert "by practice" in told.output, told.output


def test_a_service_printed_before_its_decision_starts_the_time_at_the_later_of_them(law: Programme) -> None:
    odd = replace(REFUSED, decided_on=dt.date(2026, 2, 20), served_on=dt.date(2026, 2, 10))
    [window] = runs(case_of(law, ("2026-03-02", APPLIED), ("2026-03-02", odd)), "CAWC-A-04")
    assert window.started.on == dt.date(2026, 2, 20)


def test_a_cumulative_injury_is_in_scope_by_its_last_day_and_printed_from_first_to_last(law: Programme) -> None:
    through = refiled(APPLIED, injured_on=dt.date(2010, 1, 4), injured_through=dt.date(2014, 2, 3))
    early = replace(REFUSED, decided_on=dt.date(2013, 5, 1), served_on=dt.date(2013, 5, 1), communicated_on=None)
    noon = dt.datetime(2014, 3, 3, 12, tzinfo=law.zone)
    for filed, is_out in ((through, False), (refiled(through, injured_through=None), True)):
        state = case_of(law, ("2014-03-03", filed), ("2014-03-03", early))
        assert ("OUT_OF_SCOPE_DATE" in eligibility(state, law, noon).reasons) is is_out
    state = case_of(law, ("2026-03-02", through), ("2026-03-04", IN_PART))
    day = dt.date(2026, 3, 4)
    [owed] = [duty for duty in outstanding(state, law, day) if (duty.notice, duty.party) == ("eligible", "worker")]
    values = notice_values(state, law, state.parties["worker"], owed.since, day)
    [words] = in_words(Kind.DATE, values["injured"], "es")
    assert words.split(SPAN_SIGN) == ["4 de enero de 2010", "3 de febrero de 2014"]


@pytest.mark.parametrize(
    ("trigger", "words", "is_told"),
    [
        ("2026-03-08T02:30", "there was no 02:30", False),
        ("2026-11-01T01:30", "01:30 was twice", True),
        ("2026-11-01T01:30-08:00", "Wed 2026-11-04 01:30 PST", True),
        ("0026-01-05T10:00", "0026-01-05 lies before 1900", False),
    ],
)
def test_an_hour_that_was_not_or_was_twice_is_said_where_it_is_asked_about(
    trigger: str, words: str, is_told: bool
) -> None:
    answer = CliRunner().invoke(main, ["due", "CAWC-F-04", "--trigger", trigger])
    assert words in answer.output
    assert ("Due " in answer.output) is is_told
