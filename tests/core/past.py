"""What had happened in a case before an entry: plain bookkeeping over the list of entries, for the invariants.

It knows nothing of flags, guards or stages. Whoever writes the procedure and whoever reads this should come to the same
view of a case by different ways.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from evenhand.docket.entry import Docket, Occurrence
from evenhand.docket.kind import KIND_OF, EntryKind
from evenhand.docket.party import Actor, Party
from evenhand.treatment import DisputedTreatment, Necessity
from tests.core.parties_over_time import parties_over_time

K = EntryKind


class Told(NamedTuple):
    """One entry as the invariants look at it."""

    number: int
    kind: EntryKind
    on: dt.date
    by: Actor
    payload: Any


def told(happened: Occurrence, number: int) -> Told:
    """An occurrence as it would stand in the docket under a number."""
    return Told(number, KIND_OF[type(happened.payload)], happened.on, happened.by, happened.payload)


def standing(docket: Docket) -> tuple[Told, ...]:
    """The entries of a docket that no other entry strikes, a corrected one as its last standing correction says it."""
    struck = {entry.payload.entry for entry in docket.entries if entry.kind is K.STRUCK and entry.payload is not None}  # type: ignore[attr-defined]
    plain = [entry for entry in docket.entries if entry.number not in struck]
    corrections = [entry for entry in plain if entry.instead_of is not None and entry.kind is not K.STRUCK]
    rightly = {correction.instead_of: correction for correction in corrections}
    counting = []
    for written in plain:
        if written not in corrections:
            corrected = rightly.get(written.number, written)
            counting.append(Told(written.number, corrected.kind, corrected.on, corrected.by, corrected.payload))
    return tuple(counting)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What a programme's other data say that a case rests on: the record classes that make a record complete and those
    that are papers of the decision under review, the day from which nobody decides on those alone, the manners of
    service, for each rule that may prolong a period the most days it gives, the reason codes, the fields of a
    determination that the pen may correct, the instruments that settle a line (and whether each needs an order), the
    notices, and the delegations.
    """

    required: frozenset[str] = frozenset()
    of_the_decision: frozenset[str] = frozenset()
    more_wanted_from: dt.date = dt.date.max
    services: frozenset[str] = frozenset()
    extensions: dict[str, int] = field(default_factory=dict)
    reasons: frozenset[str] = frozenset()
    clerical: frozenset[str] = frozenset()
    instruments: dict[str, bool] = field(default_factory=dict)
    notices: frozenset[str] = frozenset()
    delegated: tuple[tuple[str, dt.date, dt.date | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """The entries that stand, in the order of the docket, and questions about them."""

    entries: tuple[Told, ...]
    world: World

    def of(self, *kinds: EntryKind) -> list[Told]:
        """The entries of some kinds."""
        return [entry for entry in self.entries if entry.kind in kinds]

    def last(self, *kinds: EntryKind) -> Told | None:
        """The last entry of some kinds."""
        entries = self.of(*kinds)
        return entries[-1] if entries else None

    def after(self, number: int) -> "Past":
        """What stands after an entry."""
        return Past(tuple(entry for entry in self.entries if entry.number > number), self.world)

    @property
    def round(self) -> "Past":
        """What stands since the case was last sent back for a new review; all of it where it never was."""
        remand = self.last(K.REMANDED)
        return self.after(remand.number) if remand else self

    @property
    def application(self) -> Told | None:
        """The application."""
        applications = self.of(K.APPLICATION_RECEIVED)
        return applications[0] if applications else None

    def parties(self) -> dict[str, Party]:
        """Whoever takes part or took part, by id."""
        return {party.id: party for party in parties_over_time(self.entries)[1]}

    def present(self) -> dict[str, Party]:
        """Whoever takes part now, by id."""
        return {party.id: party for party in parties_over_time(self.entries)[0]}

    def last_newcomer(self) -> int:
        """The number of the last entry that brought in somebody of whom no earlier oath speaks."""
        return parties_over_time(self.entries)[2]

    def words_of(self, line: str) -> str:
        """The words of a line as they stand."""
        if line not in self.treatments():
            return ""
        words = self.treatments()[line].words
        for entry in self.of(K.PARTICULAR_CORRECTED):
            if entry.payload.line == line:
                words = entry.payload.becomes
        return words

    def claim_number(self) -> str:
        """The claim number as it was last corrected."""
        corrected = [entry for entry in self.of(K.PARTICULAR_CORRECTED) if not entry.payload.line]
        return corrected[-1].payload.becomes if corrected else ""

    def treatments(self) -> dict[str, DisputedTreatment]:
        """Every line of the case by id, omitted ones included once a supplemental determination named them."""
        told_of = ([self.application] if self.application else []) + self.of(K.SUPPLEMENTAL_ISSUED)
        return {line.id: line for entry in told_of for line in entry.payload.treatments}

    def still_disputed(self, line: str) -> Decimal | None:
        """Units of a line not yet authorised; None where the request counts none."""
        disputed = self.treatments()[line].units.disputed
        given = [entry.payload.units for entry in self.of(K.LINE_AUTHORISED) if entry.payload.line == line]
        return None if disputed is None else disputed - sum((units for units in given if units is not None), Decimal(0))

    def open_lines(self) -> list[str]:
        """The lines a physician must still decide, in the order of the application."""
        gone = {entry.payload.line for entry in self.of(K.LINE_WITHDRAWN, K.LINE_SETTLED, K.LINE_SEVERED)}
        for authorised in self.of(K.LINE_AUTHORISED):
            left = self.still_disputed(authorised.payload.line)
            if authorised.payload.units is None or left is None or left <= 0:
                gone.add(authorised.payload.line)
        finding = self.final_finding()
        if finding is not None and finding.payload.lines and self.application is not None:
            gone |= self.left_out()
        for authorised in self.of(K.UR_FOUND_UNTIMELY):
            gone |= set(self.before(authorised.number).open_lines())
        return [line for line in self.treatments() if line not in gone and line not in self.decided()]

    def left_out(self) -> set[str]:
        """The lines that the finding on eligibility left out, but for those an order has brought back."""
        finding = self.final_finding()
        if finding is None:
            return set()
        lines = {refusal.line for refusal in finding.payload.refused}
        orders = self.after(finding.number).of(K.SET_ASIDE)
        return lines - {line for order in orders for line in order.payload.lines}

    def revival(self) -> int:
        """The last order, by number, that brought lines left out into the review and undid nothing decided; 0 where
        none did.
        """
        revivals = [
            entry.number
            for entry in self.of(K.SET_ASIDE)
            if entry.payload.lines and set(entry.payload.lines) <= self.before(entry.number).left_out()
        ]
        return max(revivals, default=0)

    def before(self, number: int) -> "Past":
        """What stands before an entry."""
        return Past(tuple(entry for entry in self.entries if entry.number < number), self.world)

    def decided(self) -> set[str]:
        """The lines that were decided and have not been sent back since."""
        lines: set[str] = set()
        for entry in self.of(K.DETERMINATION_ISSUED, K.SUPPLEMENTAL_ISSUED, K.REMANDED):
            if entry.kind is K.REMANDED:
                lines -= set(entry.payload.lines) or lines
            else:
                lines |= {finding.line for finding in entry.payload.findings}
        return lines

    def open_petitions(self) -> dict[str, Told]:
        """The petitions that nothing has answered, by party."""
        petitions: dict[str, Told] = {}
        for entry in self.entries:
            if entry.kind is K.PETITION_FILED:
                petitions[entry.payload.party] = entry
            elif entry.kind is K.PETITION_DENIED:
                petitions.pop(entry.payload.party, None)
            elif (
                entry.kind in (K.ELIGIBILITY_FOUND, K.REMANDED, K.DETERMINATION_ISSUED)
                or entry.number == self.revival()
            ):
                petitions = {}
        return petitions

    def final_finding(self) -> Told | None:
        """The finding on eligibility that stands: no deferral, and no refusal that was set aside."""
        finding = self.last(K.ELIGIBILITY_FOUND)
        if finding is None or finding.payload.outcome == "deferred":
            return None
        is_gone = finding.payload.outcome == "ineligible" and self.after(finding.number).of(K.SET_ASIDE)
        return None if is_gone else finding

    def is_eligible(self) -> bool:
        """Whether the case was found eligible."""
        finding = self.final_finding()
        return finding is not None and finding.payload.outcome == "eligible"

    def is_deferred(self) -> bool:
        """Whether the case waits for a dispute over liability."""
        last = self.last(K.ELIGIBILITY_FOUND, K.DEFERRAL_LIFTED)
        return last is not None and last.kind is K.ELIGIBILITY_FOUND and last.payload.outcome == "deferred"

    def liability_disputed(self) -> Told | None:
        """The decision under review that left liability in dispute, where nothing has resolved it since."""
        told_so = [entry for entry in self.of(K.UR_DECISION_FILED) if entry.payload.liability_disputed]
        resolved = self.last(K.DEFERRAL_LIFTED)
        still = [entry for entry in told_so if resolved is None or entry.number > resolved.number]
        return still[-1] if still else None

    def liability_contested(self) -> Told | None:
        """The dispute over liability raised after the decision, where nothing has resolved it since."""
        resolved = self.last(K.DEFERRAL_LIFTED)
        raised = [
            entry for entry in self.of(K.LIABILITY_CONTESTED) if resolved is None or entry.number > resolved.number
        ]
        return raised[-1] if raised else None

    def is_closed(self) -> bool:
        """Whether the case is closed and nothing opened it since, be it an order that brings a line in."""
        last = self.last(K.CLOSED, K.REOPENED, K.REMANDED)
        return last is not None and last.kind is K.CLOSED and last.number > self.revival()

    def is_over(self) -> bool:
        """Whether nothing is left to review though no determination was made: withdrawn, or no line in dispute."""
        if self.last(K.WITHDRAWN):
            return True
        return self.application is not None and not self.open_lines() and self.determination() is None

    def is_expedited(self) -> bool:
        """Whether the case was filed as expedited, as it may be on the physician's word, or made so."""
        return self._is_filed_in_haste() or bool(self.of(K.CONVERTED_TO_EXPEDITED))

    def _is_filed_in_haste(self) -> bool:
        filed = self.application.payload if self.application else None
        if filed is None or filed.fact("priority") != "expedited":
            return False
        if all(treatment.given_already for treatment in filed.treatments):
            return False
        return any(party.id == filed.fact("certified_by") and party.role == "provider" for party in filed.parties)

    def owes_an_answer(self, party: str, question: EntryKind, answer: EntryKind) -> bool:
        """Whether a party was asked and has not answered since."""
        kinds = [entry.kind for entry in self.of(question, answer) if entry.payload.party == party]
        return bool(kinds) and kinds[-1] is question

    def has_more_than_the_decision(self) -> bool:
        """Whether any paper came that is not of the decision under review itself."""
        papers = [paper for entry in self.of(K.RECORDS_RECEIVED) for paper in entry.payload.documents if paper.received]
        return any(not paper.answers or set(paper.answers) - self.world.of_the_decision for paper in papers)

    def determination(self) -> Told | None:
        """The determination of the present review: none that an order left standing beside lines it brought back."""
        return self.round.after(self.revival()).last(K.DETERMINATION_ISSUED)

    def is_set_aside(self) -> bool:
        """Whether the determination of the present review is set aside."""
        live = self.determination()
        return live is not None and bool(self.after(live.number).of(K.SET_ASIDE))

    def open_to_challenge(self) -> Told | None:
        """The determination, or the finding of ineligibility, that a petition may concern now."""
        finding = self.final_finding()
        refuses = finding is not None and (finding.payload.outcome == "ineligible" or self.left_out())
        refusal = finding if finding and refuses and not self.after(finding.number).of(K.SET_ASIDE) else None
        return None if self.is_set_aside() else self.determination() or refusal

    def necessary(self) -> set[str]:
        """The lines found necessary, in whole or part, by determinations that stand for them."""
        lines: set[str] = set()
        for entry in self.of(K.DETERMINATION_ISSUED, K.SUPPLEMENTAL_ISSUED, K.SET_ASIDE, K.REMANDED):
            if entry.kind in (K.SET_ASIDE, K.REMANDED):
                lines -= set(entry.payload.lines)
                continue
            for finding in entry.payload.findings:
                lines.discard(finding.line)
                if finding.necessity is not Necessity.NOT_NECESSARY:
                    lines.add(finding.line)
        return lines

    def documented_on(self) -> dt.date | None:
        """The day the record was complete, or the case was referred without it."""
        come: set[str] = set()
        for entry in self.of(K.RECORDS_RECEIVED, K.REFERRED_WITHOUT_RECORDS):
            if entry.kind is K.REFERRED_WITHOUT_RECORDS:
                return entry.on
            come |= {answer for document in entry.payload.documents if document.received for answer in document.answers}
            if come >= self.world.required:
                return entry.on
        return None

    def seated(self) -> dict[str, Told]:
        """The physicians who sit now, each with the entry that seated them."""
        signed: dict[str, Told] = {}
        for entry in self.round.of(K.REVIEWER_ASSIGNED, K.REVIEWER_RECUSED):
            if entry.kind is K.REVIEWER_ASSIGNED:
                signed[entry.payload.reviewer] = entry
            else:
                signed.pop(entry.payload.reviewer, None)
        return signed

    def seats(self) -> int:
        """How many may sit."""
        approval = self.round.last(K.SEVERAL_REVIEWERS_APPROVED)
        return approval.payload.count if approval else 1

    def stepped_down(self) -> set[str]:
        """The physicians who stepped down, in whatever review."""
        return {entry.payload.reviewer for entry in self.of(K.REVIEWER_RECUSED)}

    def decided_before(self) -> set[str]:
        """The physicians who sat in, or signed, a review that was sent back."""
        remand = self.last(K.REMANDED)
        if remand is None:
            return set()
        earlier = [entry for entry in self.entries if entry.number < remand.number]
        took_part = {
            entry.payload.reviewer for entry in earlier if entry.kind in (K.REVIEWER_ASSIGNED, K.DETERMINATION_SIGNED)
        }
        return took_part - self.stepped_down()

    def signatures(self) -> dict[str, Told]:
        """The last signed analysis of each physician in the present review, since that physician was seated."""
        seated = self.seated()
        signed = {entry.payload.reviewer: entry for entry in self.round.of(K.DETERMINATION_SIGNED)}
        since = self.revival() if self.before(self.revival()).of(K.DETERMINATION_ISSUED) else 0
        return {
            who: signature
            for who, signature in signed.items()
            if who in seated and signature.number > max(seated[who].number, since)
        }

    def made_out_to(self, notice: str, party: str) -> Told | None:
        """The entry that made a notice out to a party, the last of them; of a determination that is gone, none."""
        made_out = self._since_begun(notice).after(self._last_mistaken(party)).of(K.NOTICE_ISSUED)
        letters = [letter for letter in made_out if (letter.payload.notice, letter.payload.party) == (notice, party)]
        return letters[-1] if letters else None

    def _last_mistaken(self, party: str) -> int:
        """The number of the last entry that says a party was somebody else all the time: nothing was sent before."""
        corrected = self.of(K.PARTY_CORRECTED)
        numbers = [entry.number for entry in corrected if entry.payload.is_another and entry.payload.party == party]
        return max(numbers, default=0)

    def _since_begun(self, notice: str) -> "Past":
        """What stands since a notice could be given that is not gone: of a determination, in the present review."""
        return self.round.after(self.revival()) if notice == "determination" else self

    def sent_to(self, notice: str, party: str) -> Told | None:
        """The entry by which a notice was first handed over to be carried to a party, since it was last made out."""
        made_out = self.made_out_to(notice, party)
        begun = self._since_begun(notice)
        sent = begun.after(made_out.number if made_out else self._last_mistaken(party)).of(K.DEPOSITED)
        return next(
            (letter for letter in sent if (letter.payload.notice, letter.payload.party) == (notice, party)), None
        )


Invariant = Callable[[Past, Told], Iterator[str]]


def not_before(entry: Told, needed: Told | None, what: str) -> Iterator[str]:
    """What is wrong where an entry needs another that is missing or of a later day."""
    yield from not_before_day(entry, None if needed is None else needed.on, what)


def not_before_day(entry: Told, day: dt.date | None, what: str) -> Iterator[str]:
    """What is wrong where an entry needs something that has not happened, or on a later day."""
    if day is None:
        yield f"{entry.kind} without {what}"
    elif entry.on < day:
        yield f"{entry.kind} is dated before {what}"
