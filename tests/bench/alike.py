"""How fast possible duplicates are found among 100,000 cases on SQLite, how many of those planted are found, and how
fast two applications are compared.

Names follow a long tail, as names do, and a tenth of the cases lies on one day of injury.
"""

import argparse
import datetime as dt
import os
import random
import statistics
import tempfile
from functools import partial
from itertools import pairwise
from pathlib import Path

_DATA = Path(tempfile.mkdtemp(prefix="evenhand-bench-"))
os.environ |= {"DJANGO_SETTINGS_MODULE": "evenhand_web.settings", "EVENHAND_DATA": str(_DATA), "EVENHAND_DATABASE": ""}

import django  # noqa: E402 - the settings read the variables above

from evenhand_web.first_start import prepare  # noqa: E402

prepare(_DATA)
django.setup()

from django.core.management import call_command  # noqa: E402

from evenhand.likeness import Described, Named, likeness  # noqa: E402
from evenhand_web.cases.duplicates import alike, index_new  # noqa: E402
from evenhand_web.cases.models import Case  # noqa: E402
from tests.bench._machine import heading, seconds  # noqa: E402

FULL, LOOKS = 100_000, 200
_SYLLABLES = [a + b for a in "bdfgjklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "in", "os")]
_TREATMENTS = [
    f"{count} sessions of {kind}" for count in (4, 6, 8, 12) for kind in ("massage", "therapy", "acupuncture")
]


def word(draw: random.Random, tail: int) -> str:
    """A made-up name of which a few are common and most are rare."""
    place = min(int(draw.paretovariate(0.9)), tail)
    return "".join(random.Random(place).choices(_SYLLABLES, k=3)).capitalize()


def drawn(draw: random.Random) -> Described:
    """An application as most papers have it: the claim number mostly, the birth sometimes."""
    day = dt.date(2023, 1, 1) if draw.random() < 0.1 else dt.date(2012, 1, 1) + dt.timedelta(days=draw.randrange(4500))
    return Described(
        name=f"{word(draw, 2_000)} {word(draw, 30_000)}",
        occurred_on=day,
        born_on=dt.date(1950, 1, 1) + dt.timedelta(days=draw.randrange(20_000)) if draw.random() < 0.5 else None,
        claim_number=f"SM{draw.randrange(10**9):09}" if draw.random() < 0.7 else "",
        named=(Named("employer", word(draw, 9_000), "employer"),),
        ur_decided_on=dt.date(2020, 1, 1) + dt.timedelta(days=draw.randrange(2000)),
        treatments=(draw.choice(_TREATMENTS),),
    )


def filed_again(one: Described, draw: random.Random) -> Described:
    """The same application from another filer: two letters changed places, and no claim number."""
    at = draw.randrange(1, len(one.name) - 2)
    name = one.name[:at] + one.name[at + 1] + one.name[at] + one.name[at + 2 :]
    return Described(name=name, occurred_on=one.occurred_on, ur_decided_on=one.ur_decided_on, treatments=one.treatments)


def fill(count: int, draw: random.Random) -> list[Described]:
    """So many cases, each with what it is compared by."""
    described = [drawn(draw) for _ in range(count)]
    common = {"programme": "ca_wc", "head": "", "length": 1, "fingerprint": "", "stage": "screening"}
    for at in range(0, count, 2_000):
        batch = described[at : at + 2_000]
        cases = [
            Case(number=f"B-{number}", received_on=one.occurred_on or dt.date(2020, 1, 1), priority="regular", **common)
            for number, one in enumerate(batch, start=at)
        ]
        index_new(zip(Case.objects.bulk_create(cases), batch, strict=True))
    return described


def look(described: Described, into: list[str]) -> None:
    """The numbers of the cases that may be one with an application."""
    into.extend(found.case.number for found in alike(described))


def main() -> None:
    """Fill, look, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=FULL)
    count, draw = parser.parse_args().cases, random.Random(7)
    call_command("migrate", verbosity=0)
    described: list[Described] = []
    filled = seconds(lambda: described.extend(fill(count, draw)))
    planted = draw.sample(range(count), LOOKS)
    times, found = [], 0
    for number in planted:
        again, got = filed_again(described[number], draw), list[str]()
        times.append(seconds(partial(look, again, got)))
        found += f"B-{number}" in got
    pairs = list(pairwise(described[:20_001]))
    compared = seconds(lambda: [likeness(one, other) for one, other in pairs])
    times.sort()
    print(heading(f"Possible duplicates among {count:,} cases, SQLite"))
    print(f"indexed: {count / filled:,.0f} a second")
    middle, most = statistics.median(times) * 1e3, times[int(LOOKS * 0.95)] * 1e3
    print(f"looked for: {middle:.1f} ms in the middle, {most:.1f} ms at 95 %")
    print(f"found of those filed again, misspelt and without their claim number: {found} of {LOOKS}")
    print(f"compared: {len(pairs) / compared:,.0f} pairs a second")


if __name__ == "__main__":
    main()
