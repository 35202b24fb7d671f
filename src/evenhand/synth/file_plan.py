"""What goes into a made-up file: which papers, in which order, which twice, which of others, which never come."""

import datetime as dt
import random
from dataclasses import dataclass, field

from evenhand.synth.bank import Bank, Paper
from evenhand.synth.paper import Event
from evenhand.synth.story import Story, day_of, make_story

_FIXED = ("after", "request", "decision", "first")
"""Papers without which there is no file."""
_CITABLE = ("first", "visit", "test", "therapy", "operation", "late")


@dataclass(slots=True, kw_only=True)
class Planned:
    """A paper of the file. `copy_of` and `near_to` name another planned paper; `repeats` the report it says again.

    A near copy is `stamped`, `cut` or `part` (its first page only). `titled` false: it bears no title.
    """

    event: Event
    story: Story
    titled: bool = True
    is_other: bool = False
    copy_of: int | None = None
    near_to: int | None = None
    nearness: str = ""
    repeats: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlan:
    """The papers of a file in order, those that the decision cites and that never came, and whose file it is."""

    story: Story
    papers: list[Planned]
    missing: list[Event] = field(default_factory=list)


def plan_file(bank: Bank, seed: str, papers: int, *, untitled: float = 0.0) -> FilePlan:
    """A plan of about so many papers; `untitled` is the share of papers that bear no title."""
    return _Planner(bank, seed, untitled).plan(papers)


class _Planner:
    def __init__(self, bank: Bank, seed: str, untitled: float) -> None:
        self.bank, self.seed, self.untitled = bank, seed, untitled
        self.draw = random.Random(f"plan {seed}")
        self.story = make_story(seed, tuple(bank.regions))
        self.count = 0

    def plan(self, papers: int) -> FilePlan:
        planned = self._own(papers)
        there = {(paper.event.paper.type, paper.event.day) for paper in planned}
        drawn = [self._event(self._drawn(_CITABLE), self.story) for _ in range(max(2, papers // 12))]
        missing = [event for event in drawn if (event.paper.type, event.day) not in there]
        planned.sort(key=lambda paper: paper.event.day)
        planned = self._shuffled(planned)
        self._add_copies(planned)
        self._add_others(planned, max(1, papers // 15))
        self._add_sheets(planned, papers)
        return FilePlan(story=self.story, papers=planned, missing=missing)

    def _own(self, papers: int) -> list[Planned]:
        planned = []
        for when in _FIXED:
            planned.append(self._planned(self._event(self._drawn((when,)), self.story)))
        while len(planned) < papers:
            event = self._event(self._drawn(("visit", "test", "therapy", "operation", "late", "any")), self.story)
            place = len(planned)
            planned.append(self._planned(event))
            if event.changed and len(planned) < papers and self.draw.random() < 0.4:
                planned.append(self._repeated(place, planned[place]))
        return planned

    def _repeated(self, place: int, first: Planned) -> Planned:
        """The next report, which says the last one again but for one line."""
        later = first.event.day + dt.timedelta(days=self.draw.randint(28, 60))
        event = Event(
            paper=first.event.paper,
            author=first.event.author,
            day=later,
            seed=first.event.seed,
            called=first.event.called,
            changed=self.draw.choice([line for line in self.bank.changed if line != first.event.changed]),
            repeats=True,
        )
        return Planned(event=event, story=self.story, titled=first.titled)

    def _event(self, paper: Paper, story: Story) -> Event:
        self.count += 1
        repeatable = any(line.strip() == "@changed" for line in paper.body)
        return Event(
            paper=paper,
            author=story.author(paper.by, self.draw),
            day=day_of(paper.when, story, self.draw),
            seed=f"{self.seed} {self.count}",
            called=self.draw.choice(paper.called),
            changed=self.draw.choice(self.bank.changed) if repeatable else "",
        )

    def _planned(self, event: Event, *, story: Story | None = None) -> Planned:
        titled = self.draw.random() >= self.untitled
        return Planned(event=event, story=story or self.story, titled=titled, is_other=story is not None)

    def _drawn(self, whens: tuple[str, ...]) -> Paper:
        papers = [paper for paper in self.bank.papers if paper.when in whens]
        return self.draw.choices(papers, [paper.weight for paper in papers])[0]

    def _shuffled(self, planned: list[Planned]) -> list[Planned]:
        """In runs by day, the runs in any order, as mail comes."""
        runs = []
        while planned:
            size = self.draw.randint(1, 6)
            runs.append(planned[:size])
            planned = planned[size:]
        self.draw.shuffle(runs)
        return [paper for run in runs for paper in run]

    def _add_copies(self, planned: list[Planned]) -> None:
        originals = list(planned)
        for first in originals:
            chance = self.draw.random()
            if chance < 0.14:
                copy = Planned(event=first.event, story=first.story, titled=first.titled)
                if chance < 0.06:
                    copy.copy_of = id(first)
                else:
                    copy.near_to, copy.nearness = id(first), self.draw.choice(("stamped", "cut", "part"))
                planned.insert(self.draw.randint(planned.index(first) + 1, len(planned)), copy)

    def _add_others(self, planned: list[Planned], count: int) -> None:
        """Papers of somebody else; at times of a namesake, who was born on another day."""
        for number in range(count):
            story = make_story(f"{self.seed} other {number}", tuple(self.bank.regions))
            event = self._event(self._drawn(("visit", "test", "therapy")), story)
            planned.insert(self.draw.randint(1, len(planned)), self._planned(event, story=story))

    def _add_sheets(self, planned: list[Planned], papers: int) -> None:
        for when in ["index"] + ["separator"] * max(1, papers // 12):
            paper = self._drawn((when,))
            self.count += 1
            author = self.story.author(paper.by, self.draw)
            event = Event(
                paper=paper,
                author=author,
                day=self.story.received,
                seed=f"{self.seed} {self.count}",
                called=paper.called[0],
            )
            place = 0 if when == "index" else self.draw.randint(1, len(planned))
            planned.insert(place, Planned(event=event, story=self.story))
