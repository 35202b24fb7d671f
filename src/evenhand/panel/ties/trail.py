"""Trails: how one comes from one person or organisation to another, step by step, and how that reads aloud."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from evenhand.panel.ties.affiliations import Entity, Tie, TieKind
from evenhand.panel.ties.identity import Doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: along a tie, from its first end to its second where `is_forward`, or across a name that may be one.

    `doubt` is set, and `kind` None, where the step rests on two names that may be one's.
    """

    start: str
    end: str
    kind: TieKind | None = None
    is_forward: bool = True
    percent: Decimal | None = None
    doubt: Doubt | None = None

    def back(self) -> "Step":
        """The same step the other way."""
        return replace(self, start=self.end, end=self.start, is_forward=not self.is_forward)

    def words(self, entities: Mapping[str, Entity]) -> str:
        """The step as a clause: "Harbor Medical Group is owned 60 percent by Crest Holdings"."""
        start, end = entities[self.start].name, entities[self.end].name
        if self.kind is None:
            return f'"{start}" may be "{end}"'
        forward, backward = _PHRASES[self.kind]
        phrase = forward if self.is_forward else backward
        share = f"{self.percent} percent" if self.percent is not None else "part" if self.is_forward else "in part"
        return f"{start} {phrase.format(share=share)} {end}"


_PHRASES: Mapping[TieKind, tuple[str, str]] = {
    TieKind.SPOUSE: ("is married to", "is married to"),
    TieKind.PARENT: ("is a parent of", "is a child of"),
    TieKind.SIBLING: ("is a brother or sister of", "is a brother or sister of"),
    TieKind.OWNS: ("owns {share} of", "is owned {share} by"),
    TieKind.EMPLOYED_BY: ("is employed by", "employs"),
    TieKind.OFFICER_OF: ("is an officer of", "has as its officer"),
    TieKind.DIRECTOR_OF: ("is a director of", "has as its director"),
    TieKind.PARTNER_IN: ("is a partner in", "has as its partner"),
    TieKind.SHAREHOLDER_OF: ("holds shares of", "has as its shareholder"),
    TieKind.CONTRACTS_WITH: ("has a contract with", "has a contract with"),
    TieKind.PROVIDER_FOR: ("is a contracting provider for", "has as its contracting provider"),
    TieKind.PAID_BY: ("is paid by", "pays"),
    TieKind.MEMBER_OF: ("is a member of", "has as its member"),
    TieKind.STAFF_PRIVILEGES_AT: ("has staff privileges at", "gives staff privileges to"),
    TieKind.TREATS: ("treats", "is treated by"),
    TieKind.REPRESENTS: ("represents", "is represented by"),
    TieKind.DEVELOPED: ("developed what is made by", "makes what was developed by"),
    TieKind.REVIEWED_UTILIZATION_OF: ("judged in the decision under review the treatment of", "was judged by"),
    TieKind.REVIEWED_INDEPENDENTLY: ("decided an earlier review of the treatment of", "was decided on by"),
}


def along(tie: Tie, start: str, end: str, *, is_forward: bool) -> Step:
    """The step along a tie between two groups of entries."""
    return Step(start=start, end=end, kind=tie.kind, is_forward=is_forward, percent=tie.percent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """Steps from a `start` to an `end`; no steps where the two are one. `questions` are what remains to be asked
    beside names: a share that nobody stated, a relation the law does not settle.
    """

    start: str
    end: str
    steps: tuple[Step, ...] = ()
    questions: tuple[str, ...] = ()

    def on(self, step: Step, *questions: str) -> "Trail":
        """The trail as it goes on by a step to the step's end, with what has to be asked of a person for that."""
        return Trail(start=self.start, end=step.end, steps=(*self.steps, step), questions=(*self.questions, *questions))

    def back(self) -> "Trail":
        """The trail the other way."""
        steps = tuple(step.back() for step in reversed(self.steps))
        return Trail(start=self.end, end=self.start, steps=steps, questions=self.questions)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """The names on the way that may or may not be one."""
        return tuple(step.doubt for step in self.steps if step.doubt is not None)

    @property
    def is_certain(self) -> bool:
        """Whether nothing on the way needs to be asked."""
        return not self.questions and not self.doubts


def path_words(steps: tuple[Step, ...], entities: Mapping[str, Entity]) -> str:
    """The way in words, clause after clause."""
    return "; ".join(step.words(entities) for step in steps)
