"""`evenhand synth database` once Django is set up: the demonstration, and as many cases more as somebody wants.

The demonstration's own cases are told again and again: of other people, other physicians, some weeks earlier. That one
of them was lawful says nothing of the next, so that each is made entry by entry through the procedure; then many are
brought in at once, as a docket file is. Their papers are named by digest, and do not lie on the shelf.
"""

import random
import sys
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import click

from evenhand.docket.entry import Docket
from evenhand.panel.instance.synthetic_names import Namer
from evenhand.procedure.permit import NotAllowed
from evenhand.procedure.state import CaseState, read_case
from evenhand.programme.model import Programme
from evenhand_web.cases.bringing_in import bring_in
from evenhand_web.cases.docketing import refresh_stale
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import docket_of
from evenhand_web.demonstration.fill import PROGRAMME
from evenhand_web.demonstration.perform import fill_folder, greet
from evenhand_web.demonstration.physicians import Pool, employ_physicians
from evenhand_web.demonstration.retold import Cast, Told, moved, retold
from evenhand_web.infrastructure.programmes import programme_of

_PREFIX, _ORIGINAL = "SY-", "EX"
"""How the numbers begin of cases made here, and of those of the demonstration, which they are told after."""
_BATCH = 250
_WEEKS_OPEN, _WEEKS_OVER, _APART = 9, 27, 4
"""A case that goes on is told up to so many weeks earlier; one that is over so many times four."""


class _Original(NamedTuple):
    docket: Docket
    is_over: bool
    reviewers: tuple[str, ...]


def perform(folder: Path, cases: int, is_kept: bool) -> None:
    """Fill the database of a folder with the demonstration, unless it is kept there, and go on until it holds so many
    cases; say how to sign in.
    """
    passwords = fill_folder(folder, (), None, is_kept)
    before = Case.objects.count()
    fill_up(cases)
    refresh_stale()
    if before >= cases:
        click.echo(f"It holds {before:,} cases already: none was made.")
    greet(folder, passwords, "")


def fill_up(cases: int) -> None:
    """Make cases until the database holds so many. Each batch is whole or not there, so that a run that was ended goes
    on where it was.
    """
    law = programme_of(PROGRAMME)
    teller = Teller(law, employ_physicians(cases, law.id))
    last = Case.objects.filter(number__startswith=_PREFIX).count()
    missing = max(0, cases - Case.objects.count())
    with click.progressbar(length=missing, label="Making cases", file=sys.stderr) as shown:
        for first in range(last + 1, last + missing + 1, _BATCH):
            numbers = range(first, min(first + _BATCH, last + missing + 1))
            bring_in([teller.case(number) for number in numbers])
            shown.update(len(numbers))


class Teller:
    """Tells the cases of the demonstration again; the same number is always told in the same way."""

    def __init__(self, law: Programme, pool: Pool) -> None:
        self._law, self._pool = law, pool
        kept = Case.objects.filter(programme=law.id, number__startswith=_ORIGINAL).order_by("pk")
        self._originals = [told for case in kept if (told := _original(docket_of(case), law, pool))]
        self._story = lru_cache(maxsize=None)(self._moved)

    def case(self, number: int) -> CaseState:
        """The case of a number."""
        draw = random.Random(f"case {number}")
        place = draw.randrange(len(self._originals))
        original = self._originals[place]
        weeks = draw.randrange(_WEEKS_OVER) * _APART if original.is_over else draw.randrange(_WEEKS_OPEN)
        cast = Cast(
            number=f"{_PREFIX}{number:07}",
            claim=f"CLM-{draw.randrange(10**7):07}",
            namer=Namer(f"case {number}"),
            reviewers={named: self._another(named, draw) for named in original.reviewers},
        )
        return retold(self._story(place, weeks), self._law, cast)

    def _another(self, reviewer: str, draw: random.Random) -> str:
        return draw.choice(self._pool.by_specialty[self._pool.originals[reviewer]])

    def _moved(self, place: int, weeks: int) -> tuple[Told, ...]:
        docket = self._originals[place].docket
        try:
            return moved(docket, self._law, weeks)
        except NotAllowed:  # the law of then knew no such entry: it happens when it first did
            return moved(docket, self._law, 0)


def _original(docket: Docket, law: Programme, pool: Pool) -> _Original | None:
    """A case of the demonstration to tell others after; None for one of which something was erased since."""
    if any(entry.payload is None for entry in docket.entries):
        return None
    state = read_case(docket, law)
    named = {getattr(entry.payload, "reviewer", "") for entry in docket.entries}
    return _Original(docket, bool(state.flags & law.over), tuple(sorted(named & pool.originals.keys())))
