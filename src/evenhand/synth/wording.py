"""Filling the lines of a made-up paper: choices drawn, slots filled, lines repeated or left out."""

import datetime as dt
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from evenhand.synth.bank import Bank
from evenhand.synth.story import Author, Story

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{([^{}]*)\}")
_REPEAT = re.compile(r"\*(\d+)-(\d+) ")
_KEPT = 0.6
"""How often a line that may be left out stands."""


@dataclass(slots=True)
class Wording:
    """Fills the lines of one paper. The same `draw` makes the same choices, whatever the days are.

    `lists` are the lines of lists made elsewhere, by name; `changed` the one line in which a report differs from the
    last that it repeats.
    """

    bank: Bank
    story: Story
    author: Author
    day: dt.date
    draw: random.Random
    way: str
    fixed: Mapping[str, str]
    lists: Mapping[str, Sequence[str]]
    changed: str = ""
    _queues: dict[str, list[str]] = field(default_factory=dict)
    _visits: list[dt.date] = field(default_factory=list)

    def lines(self, body: Sequence[str]) -> Iterator[str]:
        """The lines of a body, filled."""
        for raw in body:
            line = raw
            if line.startswith("?"):
                line = line[1:].lstrip()
                if self.draw.random() > _KEPT:
                    continue
            times = 1
            if repeat := _REPEAT.match(line):
                times = self.draw.randint(int(repeat[1]), int(repeat[2]))
                line = line[repeat.end() :]
            if "{visit+}" in line:
                self._visits = self._course(times)
            for _ in range(times):
                yield from self._filled(line)

    def _filled(self, line: str) -> Iterator[str]:
        if line.startswith("@"):
            name = line[1:].strip()
            yield from (self.changed,) if name == "changed" else self.lists.get(name, ())
        else:
            yield self.fill(line)

    def fill(self, line: str) -> str:
        """One line with its choices drawn and its slots filled."""
        while _CHOICE.search(line):
            line = _CHOICE.sub(lambda match: self.draw.choice(match[1].split("|")), line, count=1)
        while _SLOT.search(line):
            line = _SLOT.sub(lambda match: self._slot(match[1]), line, count=1)
            while _CHOICE.search(line):
                line = _CHOICE.sub(lambda match: self.draw.choice(match[1].split("|")), line, count=1)
        return line

    def written(self, day: dt.date) -> str:
        """A day as this paper writes days."""
        return written_day(day, self.way)

    def _course(self, times: int) -> list[dt.date]:
        days = [self.day]
        for _ in range(times - 1):
            days.append(days[-1] - dt.timedelta(days=self.draw.choice((2, 3, 4, 5, 7))))
        return days

    def _slot(self, name: str) -> str:
        kind, _, argument = name.partition(":")
        if kind == "n":
            low, high = argument.split("-")
            return str(self.draw.randint(int(low), int(high)))
        if kind == "day":
            return self.written(self.day + dt.timedelta(days=int(argument)))
        if kind == "house" and argument:
            return self.story.houses[argument]
        if kind == "visit+":
            return self.written(self._visits.pop())
        if kind == "earlier":
            return self.written(self.day - dt.timedelta(days=self.draw.randint(10, 120)))
        if kind == "called_day":
            paper = self.draw.choice([paper for paper in self.bank.papers if paper.when in ("visit", "test", "first")])
            return f"{self.draw.choice(paper.called)}, {self._slot('earlier')}"
        return self._named(name)

    def _named(self, name: str) -> str:
        if name in self.fixed:
            return self.fixed[name]
        if name.isupper() and name.lower() != name:
            return self.fill(f"{{{name.lower()}}}").upper()
        options = self.bank.regions[self.story.region].get(name) or self.bank.words.get(name)
        if options is None:
            raise ValueError(f"no word of the bank {self.bank.name!r} fills {{{name}}}")
        queue = self._queues.setdefault(name, [])
        if not queue:
            queue += self.draw.sample(options, len(options))
        return queue.pop()


def written_day(day: dt.date, way: str) -> str:
    """A day as it is written in a way such as `%-m/%-d/%y`: `%-m` and `%-d` are without a leading zero everywhere."""
    way = way.replace("%-m", str(day.month)).replace("%-d", str(day.day))
    return day.strftime(way)
