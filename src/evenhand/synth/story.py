"""A story of nobody's injury: who takes part, and on which days things happen."""

import datetime as dt
import random
from dataclasses import dataclass

from evenhand.panel.instance.synthetic_names import Namer

_CREDENTIALS = {
    "treating": ("MD", "DO", "MD"),
    "consultant": ("MD", "MD", "DO"),
    "surgeon": ("MD",),
    "radiologist": ("MD",),
    "therapist": ("DPT", "PT", "DC", "LAc"),
    "evaluator": ("MD", "DC"),
    "reviewer": ("MD", "DO"),
    "lab": ("PhD",),
    "pharmacy": ("PharmD",),
    "attorney": ("Esq.",),
}
_ROLES = {
    "treating": "treating physician",
    "consultant": "consulting physician",
    "surgeon": "surgeon",
    "radiologist": "radiologist",
    "therapist": "therapist",
    "evaluator": "medical-legal evaluator",
    "reviewer": "utilization reviewer",
    "lab": "laboratory",
    "pharmacy": "pharmacy",
    "attorney": "attorney",
    "adjuster": "claims administrator",
    "worker": "injured worker",
    "clerk": "office staff",
}
_HOUSES = {
    "clinic": "medical_group",
    "hospital": "facility",
    "imaging": "facility",
    "therapy": "medical_group",
    "lab": "maker",
    "pharmacy": "medical_group",
    "law": "law_firm",
    "administrator": "claims_administrator",
    "reviewer": "ur_organisation",
}
_SPECIALTIES = ("Orthopedic Surgery", "Physical Medicine and Rehabilitation", "Pain Medicine", "Occupational Medicine")


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who writes a paper: the name as signed, with the letters behind it, and the part the author has in the story."""

    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One person's injury and claim. `houses` are the letterheads by kind; `days` are the turns of the claim."""

    person: str
    sex: str
    born: dt.date
    injured: dt.date
    requested: dt.date
    decided: dt.date
    applied: dt.date
    received: dt.date
    region: str
    side: str
    claim: str
    employer: str
    authors: dict[str, tuple[Author, ...]]
    houses: dict[str, str]
    words: dict[str, str]

    def author(self, by: str, draw: random.Random) -> Author:
        """Somebody who writes such papers in this story."""
        return draw.choice(self.authors[by])


def make_story(seed: str, regions: tuple[str, ...]) -> Story:
    """A story from a seed: the same seed makes the same story."""
    draw, namer = random.Random(f"story {seed}"), Namer(f"story {seed}")
    injured = dt.date(2019, 1, 7) + dt.timedelta(days=draw.randrange(1700))
    requested = injured + dt.timedelta(days=draw.randint(200, 700))
    decided = requested + dt.timedelta(days=draw.randint(3, 9))
    applied = decided + dt.timedelta(days=draw.randint(5, 28))
    person = namer.person()
    authors = {by: tuple(_author(by, namer, draw) for _ in range(2 if by != "treating" else 1)) for by in _ROLES}
    return Story(
        person=person,
        sex=draw.choice(("male", "female")),
        born=dt.date(1955, 1, 1) + dt.timedelta(days=draw.randrange(15_000)),
        injured=injured,
        requested=requested,
        decided=decided,
        applied=applied,
        received=applied + dt.timedelta(days=draw.randint(14, 40)),
        region=draw.choice(regions),
        side=draw.choice(("left", "right")),
        claim=draw.choice(("WC", "", "SM-", "06-")) + str(draw.randint(10**6, 10**9)),
        employer=namer.organisation("employer"),
        authors=authors | {"worker": (Author(name=person, role=_ROLES["worker"]),)},
        houses={kind: namer.organisation(source) for kind, source in _HOUSES.items()},
        words={"specialty": draw.choice(_SPECIALTIES)},
    )


def _author(by: str, namer: Namer, draw: random.Random) -> Author:
    letters = draw.choice(_CREDENTIALS.get(by, ("",)))
    name = namer.person()
    return Author(name=f"{name}, {letters}" if letters else name, role=_ROLES[by])


def day_of(when: str, story: Story, draw: random.Random) -> dt.date:
    """A day on which something of the kind happens in the story."""
    if when in ("request", "decision", "after"):
        return {"request": story.requested, "decision": story.decided, "after": story.applied}[when]
    begin, end = {
        "first": (story.injured, story.injured + dt.timedelta(days=4)),
        "late": (story.injured + (story.requested - story.injured) / 2, story.requested),
    }.get(when, (story.injured + dt.timedelta(days=14), story.requested))
    day = begin + dt.timedelta(days=draw.randint(0, max((end - begin).days, 0)))
    return day + dt.timedelta(days=(7 - day.weekday()) if day.weekday() > 4 and when != "first" else 0)
