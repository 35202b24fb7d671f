"""How fast a docket is read: from its entries to stage, clocks, owed notices and what may come next; written, decoded
and verified apart; and replayed under another day's law. The yardstick is `json.loads` over the same lines, which
understands nothing.

A docket here is a case from the application to the treatment, with every notice it owes made out and sent.
"""

import argparse
import datetime as dt
import json
import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TypeVar

from evenhand.clock.running import clocks
from evenhand.docket import aftermath, assignment, intake, review
from evenhand.docket.entry import Docket, Occurrence, append
from evenhand.docket.file import decode_entry, encode, verify
from evenhand.docket.party import Actor, DocumentRef, MedicalRecord, Party, Role
from evenhand.docket.payload import Payload
from evenhand.finding import Place
from evenhand.notice import outstanding
from evenhand.procedure.permit import permitted, refusals, stage
from evenhand.procedure.state import read_case
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from evenhand.treatment import DisputedTreatment, Necessity, Units
from tests.bench._machine import best, heading, seconds
from tests.filing import filed

T = TypeVar("T")
FULL, SAMPLE = 100_000, 2_000
PARTIES = (
    Party(id="worker", role=Role.APPLICANT, name="A. Worker", address=("1 Street", "Town")),
    Party(id="physician", role=Role.PROVIDER, name="B. Physician", address=("2 Street", "Town")),
    Party(id="fund", role=Role.PAYER, name="C. Fund", organisation="Fund", address=("3 Street", "Town")),
)
REQUIRED = ("treating_reports", "application_form", "given_to_employee", "submitted_in_support", "basis_of_decision")
OFFICE, INSPECTOR = Actor(role=Role.ORGANISATION), Actor(role=Role.REGULATOR)
FUND, REVIEWER = Actor(role=Role.PAYER), Actor(role=Role.REVIEWER)


def paper(draw: random.Random) -> DocumentRef:
    """A document of random bytes."""
    return DocumentRef(sha256=draw.randbytes(32).hex(), name="paper.pdf", media_type="application/pdf")


def steps(number: int, draw: random.Random) -> Iterator[tuple[int, Actor, Payload]]:
    """One whole case: after how many days, by whom, what. Days, documents and outcomes are drawn anew."""
    units = Units(unit="session", requested=Decimal(6))
    lines = tuple(DisputedTreatment(id=name, words=f"therapy {draw.random():.6f}", units=units) for name in ("1", "2"))
    findings = tuple(review.LineFinding(line=line.id, necessity=draw.choice(list(Necessity)[:2])) for line in lines)
    yield 0, Actor(role=Role.APPLICANT), filed(
        case_number=f"B-{number}", parties=PARTIES, treatments=lines, injured_on=dt.date(2012, 5, 1), is_signed=True,
        ur_decision_attached=True,
    )  # fmt: skip
    yield 0, Actor(role=Role.APPLICANT), intake.UrDecisionFiled(
        decided_on=dt.date(2016, 1, 1), served_on=dt.date(2016, 1, 1), communicated_on=dt.date(2016, 1, 1),
        effect=intake.UrEffect.DENIED, service="mail_ca",
    )  # fmt: skip
    yield 1, INSPECTOR, intake.InformationRequested(party="fund", request="?", received_on=dt.date(2016, 1, 25))
    yield from _told("information_request", draw, "fund")
    yield draw.randrange(9), FUND, intake.InformationAnswered(party="fund", answer="!")
    yield draw.randrange(9), INSPECTOR, intake.EligibilityFound(outcome=intake.EligibilityOutcome.ELIGIBLE)
    yield from _told("eligible", draw, "worker", "fund")
    yield 1, INSPECTOR, assignment.Assigned(organisation="Reviewers")
    yield from _told("assignment", draw, "worker", "physician", "fund")
    yield 1, OFFICE, aftermath.FeeCharged(amount=Decimal("420"), basis="schedule")
    yield from _told("invoice", draw, "fund")
    for answers in (REQUIRED[:2], REQUIRED[2:]):
        record = MedicalRecord(id="1", title="reports", answers=answers, sha256=draw.randbytes(32).hex())
        yield draw.randrange(9), FUND, assignment.RecordsReceived(party="fund", documents=(record,))
    yield 1, REVIEWER, review.ReviewerAttested(reviewer="r", affiliations_denied=("fund",), qualifications="MD")
    yield 0, OFFICE, review.ReviewerAssigned(reviewer="r", qualifications="MD")
    yield (
        draw.randrange(30),
        REVIEWER,
        review.DeterminationSigned(reviewer="r", findings=findings, document=paper(draw)),
    )
    yield 1, OFFICE, review.DeterminationIssued(findings=findings, documents=(paper(draw),))
    yield from _told("determination", draw, "worker", "physician", "fund")
    yield 2, FUND, assignment.Received(notice="determination", party="fund")
    for finding in findings:
        if finding.necessity is Necessity.NECESSARY:
            yield draw.randrange(9), FUND, aftermath.Implemented(line=finding.line, how="authorised")


def _told(notice: str, draw: random.Random, *parties: str) -> Iterator[tuple[int, Actor, Payload]]:
    for party in parties:
        documents = (paper(draw),)
        yield 0, OFFICE, assignment.NoticeIssued(notice=notice, party=party, language="en", documents=documents)
        yield 0, OFFICE, assignment.Deposited(notice=notice, party=party, method="mail_ca")


def docket(programme: Programme, number: int, draw: random.Random, *, is_checked: bool = False) -> Docket:
    """One docket; with `is_checked` the procedure is asked about each entry."""
    made, on = Docket(), dt.date(2016, 1, 20) + dt.timedelta(days=draw.randrange(1500))
    for days, by, payload in steps(number, draw):
        on += dt.timedelta(days=days)
        happened = Occurrence(payload=payload, on=on, by=by)
        if is_checked and (reasons := refusals(read_case(made, programme), programme, happened)):
            raise SystemExit(f"the case of this measurement is not lawful: {reasons}")
        at = dt.datetime.combine(on, dt.time(12), programme.zone)
        made = append(made, happened, recorded_at=at, salt=draw.randbytes(16).hex())
    return made


def understood(made: Docket, programme: Programme, as_of: dt.date) -> tuple[object, ...]:
    """All that is asked of a case when it is shown."""
    state = read_case(made, programme)
    return (
        stage(state, programme),
        clocks(state, programme),
        outstanding(state, programme, as_of),
        permitted(state, programme),
    )


def decoded(data: bytes) -> list[object]:
    """Every entry of a docket file, its chain untested."""
    return [decode_entry(line, Place()) for line in data.splitlines()]


def replayed(made: Docket, programme: Programme, law_on: dt.date) -> bool:
    """Whether another day's law gives a case another due day."""
    state = read_case(made, programme)
    then, now = clocks(state, programme), clocks(state, programme, law_on)
    return [clock.due and clock.due.due for clock in then] != [clock.due and clock.due.due for clock in now]


def read_rates(programme: Programme, made: list[Docket]) -> None:
    """Print how many entries a second each way of reading and writing takes."""
    entries, as_of = sum(len(docket.entries) for docket in made), dt.date(2021, 1, 4)
    files = [encode(docket) for docket in made]
    floor = best(lambda: _all(lambda data: [json.loads(line) for line in data.splitlines()], files)) / entries
    ways: dict[str, Callable[[], None]] = {
        "stage, clocks, notices, permitted": lambda: _all(lambda docket: understood(docket, programme, as_of), made),
        "  of these the state alone": lambda: _all(lambda docket: read_case(docket, programme), made),
        "written as a file": lambda: _all(encode, made),
        "decoded": lambda: _all(decoded, files),
        "decoded and verified": lambda: _all(lambda data: verify(data, "docket.jsonl"), files),
    }
    print(f"{'json.loads, the yardstick':36} {1 / floor:>10,.0f} entries/s")
    for name, way in ways.items():
        each = best(way) / entries
        print(f"{name:36} {1 / each:>10,.0f} entries/s; {floor / each:.2f} of json.loads")


def _all(way: Callable[[T], object], items: list[T]) -> None:
    for item in items:
        way(item)


def replay_rate(programme: Programme, count: int, draw: random.Random) -> None:
    """Print how many dockets a second are replayed under another day's law; they are made in batches beforehand."""
    law_on, spent = dt.date(2013, 6, 3), 0.0
    changed: list[bool] = []
    for begun in range(0, count, SAMPLE):
        made = [docket(programme, number, draw) for number in range(begun, min(begun + SAMPLE, count))]
        spent += seconds(lambda made=made: changed.extend(replayed(docket, programme, law_on) for docket in made))  # type: ignore[misc]
    whole = "" if count == FULL else f"; {FULL:,} would take {spent * FULL / count:.0f} s (--full does it)"
    print(f"{f'replayed under the law of {law_on}':36} {count / spent:>10,.0f} dockets/s{whole}")
    print(f"{'  with another due day':36} {sum(changed):>10,} of {count:,}")


def main() -> None:
    """Make the dockets, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--full", action="store_true", help=f"replay {FULL:,} dockets, not a sample of {SAMPLE:,}")
    is_full = options.parse_args().full
    programme, findings = load_programme(programme_folder("ca_wc"))
    if programme is None:
        raise SystemExit("\n".join(map(str, findings)))
    draw = random.Random(4610)
    owed = outstanding(
        read_case(docket(programme, 0, draw, is_checked=True), programme), programme, dt.date(2016, 1, 1)
    )
    if owed:
        raise SystemExit(f"the case of this measurement owes notices: {owed}")
    made = [docket(programme, number, draw) for number in range(SAMPLE)]
    print(heading(f"{len(made):,} dockets of {sum(len(docket.entries) for docket in made) / len(made):.0f} entries"))
    read_rates(programme, made)
    made.clear()
    replay_rate(programme, FULL if is_full else SAMPLE, draw)


if __name__ == "__main__":
    main()
