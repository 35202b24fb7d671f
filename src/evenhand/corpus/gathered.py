"""What is read of a letter on the way through its patterns."""

from dataclasses import dataclass, field

from evenhand.corpus.lettering import Lettering
from evenhand.corpus.patterns import Hit
from evenhand.corpus.policy import PublicationPolicy
from evenhand.corpus.redaction import Certainty, Kind, Span
from evenhand.corpus.written_days import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDay:
    """A day that a letter writes: where, and which days it may mean."""

    start: int
    end: int
    days: frozenset[Day]


@dataclass(slots=True, kw_only=True)
class Gathered:
    """What is read of a letter on the way through its patterns.

    `spans` are masked; `kept` are passages that stay and hold no name; `days` every day but those told to be of birth;
    `ages` every age with its offsets; `initials` every passage of initials with points.
    """

    letter: Lettering
    policy: PublicationPolicy
    spans: list[Span] = field(default_factory=list)
    kept: list[tuple[int, int]] = field(default_factory=list)
    days: list[WrittenDay] = field(default_factory=list)
    ages: list[tuple[int, int, int]] = field(default_factory=list)
    initials: list[tuple[int, int]] = field(default_factory=list)

    def passage(self, hit: Hit) -> str:
        """The characters of a passage, without accents."""
        return self.letter.plain[hit.start : hit.end]

    def mask(self, hit: Hit, start: int, end: int, kind: Kind | None = None, why: str = "") -> bool:
        """Gather a passage to be masked as its pattern says, or as another kind; always True, for it has been read."""
        kind = kind or hit.pattern.kind
        certainty = Certainty.DOUBTED if kind is Kind.UNSURE else Certainty.WRITTEN
        self.spans.append(Span(start, end, kind, why or hit.pattern.why, certainty))
        return True

    def keep(self, start: int, end: int) -> bool:
        """Gather a passage that stays; always True, for it has been read."""
        self.kept.append((start, end))
        return True
