"""Random walks through a procedure: whatever it permits next may happen next."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from evenhand.docket.entry import Docket, Occurrence, append
from evenhand.docket.kind import EntryKind
from evenhand.procedure.permit import permitted, refusals
from evenhand.procedure.state import CaseState, read_case
from evenhand.programme.model import Programme
from evenhand.programme.rule import DeadlineValue, Statement
from tests.core.occurrences import occurrences
from tests.core.past import Past, World, standing
from tests.core.pool import Pool

T = TypeVar("T")
K = EntryKind


class Chance(Protocol):
    """Whatever picks one of several: a seeded random generator's `choice`, or Hypothesis."""

    def __call__(self, options: Sequence[T], /) -> T:
        """One of the options."""


LIKELY: dict[EntryKind, int] = {
    K.NOTICE_ISSUED: 4, K.DEPOSITED: 4, K.MAIL_RETURNED: 1, K.REVIEWER_ASSIGNED: 8, K.DETERMINATION_SIGNED: 8,
    K.SEVERAL_REVIEWERS_APPROVED: 3, K.SET_ASIDE: 4, K.REMANDED: 6, K.STRUCK: 3, K.WITHDRAWN: 1, K.CLOSED: 1,
    K.REFERRED_WITHOUT_RECORDS: 1, K.LINE_WITHDRAWN: 1, K.LINE_SETTLED: 1, K.LINE_SEVERED: 1,
    K.PETITION_DENIED: 1, K.UR_FOUND_UNTIMELY: 1,
    K.REPRESENTATION_CHANGED: 1, K.PHYSICIAN_CHANGED: 1, K.PARTY_CORRECTED: 1, K.PARTICULAR_CORRECTED: 1,
    K.LIABILITY_CONTESTED: 1, K.ADMINISTRATOR_CHANGED: 1, K.APPLICANT_DIED: 1, K.GUARDIAN_APPOINTED: 1,
    K.UR_DECISION_FILED: 1,
}  # fmt: skip
"""How often a kind is thought of where it is permitted; twice where it is not named here."""

MEMORABLE = ("determination", "assignment", "review", "records_overdue", "file_overdue")
"""Notices the pool keeps to, of those a programme has: of the outcome, of the assignment, of a clock run out."""


def world(programme: Programme) -> World:
    """What else of a programme the invariants need to know."""
    extensions = {}
    for rule in programme.clocked:
        longer = programme.rules.get(rule.clock.longer_by) if rule.clock else None
        if longer is not None:
            values = [version.value for version in longer.versions if isinstance(version.value, DeadlineValue)]
            extensions[longer.id] = max(value.periods[0].count for value in values)
    return World(
        required=frozenset(required_record.id for required_record in programme.required_records),
        of_the_decision=frozenset(
            required_record.id for required_record in programme.required_records if required_record.is_of_the_decision
        ),
        more_wanted_from=min(_alone_never(programme), default=dt.date.max),
        services=frozenset(programme.services),
        extensions=extensions,
        reasons=frozenset(programme.reasons),
        clerical=frozenset(programme.procedure.clerical_fields),
        instruments={instrument.id: instrument.needs_order for instrument in programme.procedure.instruments},
        delegated=tuple(
            (delegation.to, delegation.since, delegation.until) for delegation in programme.procedure.delegations
        ),
        notices=frozenset(notice.id for notice in programme.notices),
    )


def _alone_never(programme: Programme) -> Iterator[dt.date]:
    """The days from which rules say that the decision under review alone does not suffice."""
    for rule in programme.rules.values():
        for version in rule.versions:
            value = version.value
            if isinstance(value, Statement) and value.facts.get("ur_decision_alone_suffices") is False:
                yield version.since


@dataclass(slots=True)
class Walk:
    """A case under way: its docket, the day it is, and the view of both the procedure and the bookkeeping."""

    programme: Programme
    world: World
    docket: Docket
    today: dt.date

    @property
    def state(self) -> CaseState:
        """What the procedure makes of the docket."""
        return read_case(self.docket, self.programme)

    @property
    def past(self) -> Past:
        """What the bookkeeping makes of it."""
        return Past(standing(self.docket), self.world)

    @property
    def pool(self) -> Pool:
        """What may be tried next."""
        known = {notice.id for notice in self.programme.notices}
        return Pool(self.past, self.today, tuple(name for name in MEMORABLE if name in known))

    def variants(self, kind: EntryKind) -> list[Occurrence]:
        """Everything of one kind the pool holds now."""
        return list(occurrences(kind, self.pool, self.programme.procedure.kinds[kind].by))

    def enter(self, happened: Occurrence) -> None:
        """Write the next entry."""
        at = dt.datetime.combine(self.today, dt.time(12), self.programme.zone)
        self.docket = append(self.docket, happened, recorded_at=at, salt=f"s{len(self.docket.entries)}")


def begin(programme: Programme, on: dt.date = dt.date(2014, 1, 2)) -> Walk:
    """A case of which nothing is entered yet on a day."""
    return Walk(programme, world(programme), Docket(), on)


ROAD = (
    K.APPLICATION_RECEIVED, K.ELIGIBILITY_FOUND, K.ASSIGNED, K.REVIEWER_ATTESTED, K.RECORDS_RECEIVED,
    K.REVIEWER_ASSIGNED, K.DETERMINATION_SIGNED, K.DETERMINATION_ISSUED, K.REMANDED,
)  # fmt: skip
"""The straight way through a case. Half of all steps go on along it, the others wherever the procedure lets them."""


def next_step(walk: Walk, chance: Chance) -> Occurrence | None:
    """Something the procedure permits next; None where nothing thought of is permitted."""
    state, kinds = walk.state, permitted(walk.state, walk.programme)
    thought_of = [kind for kind in kinds for _ in range(LIKELY.get(kind, 2))]
    on_the_road = [kind for kind in ROAD if kind in kinds]
    for _ in range(8):
        kind = chance([chance(on_the_road[-1:] or thought_of), chance(thought_of)])
        may = [variant for variant in walk.variants(kind) if not refusals(state, walk.programme, variant)]
        if may:
            return chance(may)
    return None


Act = EntryKind | tuple[EntryKind, str]
"""A kind of entry, or a kind with words that stand in its payload."""


def scene(programme: Programme, acts: Sequence[Act], on: dt.date = dt.date(2014, 1, 2)) -> Walk:
    """A case in which these acts happened one after the other, a day apart, each the first of its kind in the pool
    that is permitted; raises ValueError where the procedure permits none.
    """
    walk = begin(programme, on)
    for act in acts:
        kind, words = act if isinstance(act, tuple) else (act, "")
        state = walk.state
        may = [
            variant
            for variant in walk.variants(kind)
            if words in repr(variant.payload) and not refusals(state, programme, variant)
        ]
        if not may:
            raise ValueError(f"{kind} {words} is not permitted after {len(walk.docket.entries)} entries")
        walk.enter(may[0])
        walk.today += dt.timedelta(days=1)
    return walk
