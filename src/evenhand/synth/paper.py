"""One made-up paper, set and printed: its lines, its layout drawn from a seed, and what is true of it."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evenhand.synth.bank import Bank, Paper
from evenhand.synth.story import Author, Story
from evenhand.synth.wording import Wording

_MARKS = {
    "! ": "title",
    "= ": "heading",
    ": ": "field",
    "- ": "point",
    "# ": "number",
    "| ": "row",
    "_ ": "signature",
    "x ": "ticked",
    "o ": "empty",
    "% ": "small",
    "^ ": "centered",
}
_HE = {"male": "he", "female": "she"}
_HIS = {"male": "his", "female": "her"}
_HIM = {"male": "him", "female": "her"}
_TITLE = {"male": "Mr.", "female": "Ms."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened in a story and left a paper: which, by whom, on which day.

    `seed` draws its words and layout. `repeats` is true of a report that says again what the last one said: it has the
    seed of that one, and `changed` is the one line that differs.
    """

    paper: Paper
    author: Author
    day: dt.date
    seed: str
    called: str
    changed: str = ""
    repeats: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePaper:
    """A paper ready for the press: its blocks and style, and the title it bears (None where it bears none)."""

    event: Event
    blocks: tuple[dict[str, Any], ...]
    style: dict[str, Any]
    title: str | None


def make_paper(
    bank: Bank, story: Story, event: Event, *, titled: bool = True, lists: Mapping[str, Sequence[str]] | None = None
) -> MadePaper:
    """The paper of an event, its lines filled; `titled` false leaves the title out, as many papers come."""
    draw = random.Random(f"paper {event.seed}")
    way = draw.choice(bank.dates)
    wording = Wording(
        bank=bank,
        story=story,
        author=event.author,
        day=event.day,
        draw=draw,
        way=way,
        fixed={},
        lists=lists or {},
        changed=event.changed,
    )
    wording.fixed = _fixed(story, event, wording)
    wording.changed = wording.fill(event.changed) if event.changed else ""
    blocks = [_block(line) for line in wording.lines(event.paper.body) if line.strip()]
    title = next((block["t"] for block in blocks if block["k"] == "title"), None)
    if not titled:
        blocks = [block for block in blocks if block["k"] not in ("title",)]
    style = _style(bank, story, event, wording)
    return MadePaper(event=event, blocks=tuple(blocks), style=style, title=title if titled else None)


def _block(line: str) -> dict[str, Any]:
    if line.startswith("~~~"):
        return {"k": "break"}
    kind = _MARKS.get(line[:2])
    if kind is None:
        return {"k": "text", "t": line}
    text = line[2:].strip()
    if kind == "field":
        label, _, value = text.partition("::")
        return {"k": "field", "t": label.strip(), "v": value.strip()}
    if kind == "row":
        return {"k": "row", "cells": [cell.strip() for cell in text.split("|")]}
    return {"k": kind, "t": text}


def _style(bank: Bank, story: Story, event: Event, wording: Wording) -> dict[str, Any]:
    """The layout of the paper: everything the bank's template asks, drawn."""
    draw = random.Random(f"style {event.seed}")
    house = event.paper.letterhead
    letterhead = []
    if house:
        name = story.houses[house]
        letterhead = [name, wording.fill("{n:100-9999} {street}, {town}, CA"), wording.fill("Tel {phone}  Fax {fax}")]
    running = wording.fill(draw.choice(bank.running)) if event.paper.header or draw.random() < 0.3 else ""
    return {
        "letterhead": letterhead,
        "running": running,
        "numbering": draw.choice(bank.numbering),
        "font": draw.choice(("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono", "Libertinus Serif")),
        "size": draw.choice((9, 10, 10.5, 11, 12)),
        "pick": [draw.randint(0, 5) for _ in range(8)],
        "foot": draw.choice((58, 58, 58, 260, 420)) if len(event.paper.body) > 12 else 58,
        "printed": wording.fill("{day:+9}") if draw.random() < 0.2 else "",
    }


def _fixed(story: Story, event: Event, wording: Wording) -> dict[str, str]:
    """The slots that a story and an event fill, as this paper writes them."""
    return _slots_of_person(story, event) | _slots_of_days(story, event, wording) | _slots_of_others(story, event)


def _slots_of_person(story: Story, event: Event) -> dict[str, str]:
    *given, family = story.person.split()
    he = _HE[story.sex]
    return {
        "person": story.person,
        "person_reversed": f"{family}, {' '.join(given)}",
        "family": family,
        "Mr": _TITLE[story.sex],
        "he": he,
        "He": he.capitalize(),
        "his": _HIS[story.sex],
        "him": _HIM[story.sex],
        "sex": story.sex,
        "age": str((event.day - story.born).days // 365),
        "side": story.side,
        "claim": story.claim,
        "employer": story.employer,
    }


def _slots_of_days(story: Story, event: Event, wording: Wording) -> dict[str, str]:
    return {
        "born": wording.written(story.born),
        "injured": wording.written(story.injured),
        "service": wording.written(event.day),
        "ur_day": wording.written(story.decided),
        "requested": wording.written(story.requested),
        "received": wording.written(story.received),
    }


def _slots_of_others(story: Story, event: Event) -> dict[str, str]:
    draw = random.Random(f"people {event.seed}")
    treating = story.author("treating", draw)
    doctor = event.author if event.author.role != "surgeon" else story.author("consultant", draw)
    return {
        "administrator": story.houses["administrator"],
        "house": story.houses.get(event.paper.letterhead, story.houses["clinic"]),
        "author": event.author.name,
        "initials": "".join(word[0] for word in event.author.name.split(",")[0].split()),
        "requester": treating.name,
        "requester_family": treating.name.split(",")[0].split()[-1],
        "other_doctor": doctor.name,
        "adjuster": story.author("adjuster", draw).name,
        "attorney": story.author("attorney", draw).name,
        "specialty": story.words["specialty"],
        "license": draw.choice(("A", "G", "20A", "DC")) + str(draw.randint(10000, 99999)),
        "phone": f"({draw.randint(205, 985)}) 555-{draw.randint(1000, 9999)}",
        "fax": f"({draw.randint(205, 985)}) 555-{draw.randint(1000, 9999)}",
        "letter": draw.choice("ABCDEFGH"),
    }
