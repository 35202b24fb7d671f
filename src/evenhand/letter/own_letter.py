"""Evenhand's own letters, met as files: a determination is read back into the values printed in it; any other letter is
named by its kind and refused, for it holds no determination.
"""

import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from evenhand.determination.published import Layout, PublishedDetermination, PublishedTreatment
from evenhand.determination.reading_rules import finding
from evenhand.determination.source import ReadText, letter_of
from evenhand.finding import Finding, Place, Severity
from evenhand.letter.characters import on_screen
from evenhand.letter.phrase import Blank, Phrase
from evenhand.letter.read_back import ReadBack, read_back
from evenhand.letter.read_values import Named, plain_values
from evenhand.letter.value import DaySpan, Fact
from evenhand.letter.wording import Wording
from evenhand.letter.wording_file import load_wording
from evenhand.panel.requirements.load import load_panel_rules
from evenhand.programme.facts import FactUse
from evenhand.programme.load import load_programme
from evenhand.treatment import Outcome

_DETERMINATION = "determination"
_FORMER = "former"
"""The folder of letters with the wordings in which letters were issued before; they are read, and never written."""
_LINES_READ = 40
"""The title stands among the first lines."""
_DAYS = {
    "date_assigned": "assigned",
    "decision_date": "decided",
    "ur_denial_date": "ur_decided",
    "application_received": "application_received",
}
"""The days of a determination, by the blanks that print them; the day it occurred has a blank of the programme's."""
_OCCURRED = "date_of_injury"
"""As what published determinations give the day of what a claim is about."""


class _Known(NamedTuple):
    """A letter of a programme: the folder of the programme, and its wording."""

    programme: Path
    wording: Wording


def read_own(read: ReadText) -> tuple[PublishedDetermination | None, tuple[Finding, ...]]:
    """The letter in a text: Evenhand's own determination, or a published one; none, and why, for anything else."""
    known = _known(read.text or "")
    if not known:
        return letter_of(read)
    determinations = [letter for letter in known if letter.wording.name == _DETERMINATION]
    if not determinations:
        return None, (*read.findings, _other(read, known))
    tries = [(letter, read_back(read.text or "", letter.wording, _names())) for letter in determinations]
    letter, told = max(tries, key=lambda attempt: (attempt[1].read, -len(attempt[1].missing)))
    if not told.values.get("lines"):
        return letter_of(read)
    determination = _published(read, letter.programme, told)
    return determination, determination.findings


@cache
def _by_title() -> dict[str, tuple[_Known, ...]]:
    """Every letter of the packaged programmes by its title, in its wording of today and in those it had before."""
    letters: dict[str, tuple[_Known, ...]] = {}
    programmes = Path(str(resources.files("evenhand") / "programmes"))
    for programme in sorted(programmes.iterdir()):
        for path in sorted((*programme.glob("letters/*.toml"), *programme.glob(f"letters/{_FORMER}/*.toml"))):
            wording, _ = load_wording(path, on_screen, programme)
            if wording is not None and (title := _fixed(wording.title)):
                letters[title] = (*letters.get(title, ()), _Known(programme, wording))
    return letters


def _known(text: str) -> tuple[_Known, ...]:
    """The letters that the first lines of a text name as their title."""
    lines = [" ".join(line.split()) for line in text.lstrip().split("\n", _LINES_READ)[:_LINES_READ]]
    titles = _by_title()
    for number, line in enumerate(lines):
        is_heading = number + 1 < len(lines) and re.fullmatch(r"=+", lines[number + 1]) is not None
        if is_heading and line in titles:
            return titles[line]
    return ()


def _fixed(phrase: Phrase) -> str:
    return " ".join("".join("" if isinstance(part, Blank) else part.text for part in phrase).split())


def _other(read: ReadText, known: tuple[_Known, ...]) -> Finding:
    letter = known[0]
    kind = letter.wording.name.replace("_", " ")
    title = _fixed(letter.wording.title)
    message = f'this is Evenhand\'s letter "{title}" ({kind}, {letter.programme.name}); it holds no determination.'
    remedy = "Name the determination itself."
    return finding("PARSE-LETTER", message, Severity.FATAL, place=Place(file=read.file), remedy=remedy)


def _first_day(value: Any) -> Any:
    """A day as published letters give it: the first of one that went on for a time."""
    return value.first if isinstance(value, DaySpan) else value


def _published(read: ReadText, programme: Path, told: ReadBack) -> PublishedDetermination:
    """The determination as every other is given, with the values printed in it beside."""
    values = told.values
    treatments = tuple(_treatment(line, values, programme) for line in values.get("lines", ()))
    doubts = _doubts(read, told, treatments)
    days = {name: _first_day(_bare(values.get(source))) for name, source in _days(programme).items()}
    certifications, states = _bare(values.get("certifications")), _bare(values.get("licensed_in"))
    summary = " ".join(str(_bare(paragraph.get("words"))) for paragraph in values.get("summary", ()))
    return PublishedDetermination(
        case_number=_bare(values.get("case_number")),
        priority="Expedited" if values.get("is_expedited") else "Standard",
        **days,
        licensure=tuple(states or ()),
        specialty=", ".join(certifications) if certifications else None,
        summary=summary or None,
        treatments=treatments,
        layout=Layout.EVENHAND,
        findings=(*read.findings, *doubts),
        how_made=_joined(_bare(values.get("practice")), _bare(values.get("fit"))),
        file=read.file,
        values={"programme": programme.name, **plain_values(values)},
    )


def _doubts(read: ReadText, told: ReadBack, treatments: tuple[PublishedTreatment, ...]) -> list[Finding]:
    """The parts that were not found, and the lines whose outcome is none of the programme's words."""
    place = Place(file=read.file)
    parts = [f"the part {block!r} of the letter was not found where it should stand" for block in told.missing]
    outcomes = [f'the outcome of "{line.title}" is unclear' for line in treatments if line.outcome is None]
    lists = [
        f'whether "{printed}" is one or two cannot be told'
        for name, printed in told.unsure.items()
        if name in ("certifications", "licensed_in")
    ]
    if told.unread:
        parts.append(f"{told.unread} paragraphs, lists or tables of the letter were not understood and are not given")
    return [
        *(finding("PARSE-SECTION", message, Severity.MAJOR, place=place) for message in parts),
        *(finding("PARSE-OUTCOME", message, Severity.MAJOR, place=place) for message in outcomes),
        *(finding("PARSE-CREDENTIALS", message, Severity.MINOR, place=place) for message in lists),
    ]


def _treatment(line: Named, values: Named, programme: Path) -> PublishedTreatment:
    """One line with its outcome by the programme's own words for it."""
    printed = _bare(line.get("outcome"))
    cited = "; ".join(
        f"{_bare(citation.get('title'))} ({_bare(citation.get('edition'))}), {_bare(citation.get('where'))}"
        for citation in line.get("citations", ())
    )
    facts = " ".join(str(_bare(fact.get("words"))) for fact in line.get("facts", ()))
    return PublishedTreatment(
        title=_bare(line.get("words")),
        outcome=_outcomes(programme).get(str(printed)),
        payer_guideline=_bare(values.get("payer_basis")) or None,
        reviewer_guideline=cited or None,
        rationale=_joined(_bare(line.get("answer")), facts, _bare(line.get("standard"))),
    )


@cache
def _names() -> frozenset[str]:
    """The names of specialties and states that the packaged programmes know."""
    names: set[str] = set()
    for folder in sorted(Path(str(resources.files("evenhand") / "programmes")).iterdir()):
        programme, _ = load_programme(folder) if (folder / "panel").is_dir() else (None, ())
        rules = load_panel_rules(folder, programme.rules)[0] if programme else None
        if rules:
            names.update(rules.vocabulary.specialties, rules.vocabulary.states.values())
    return frozenset(names)


@cache
def _days(folder: Path) -> dict[str, str]:
    """The days of a determination, by the blanks that print them in letters of the programme."""
    programme, _ = load_programme(folder)
    rule = programme.intake.used_as(FactUse.OCCURRENCE) if programme else None
    return _DAYS | {_OCCURRED: rule.blank if rule else ""}


@cache
def _outcomes(folder: Path) -> dict[str, Outcome]:
    """The programme's words for the outcomes."""
    programme, _ = load_programme(folder)
    return {programme.terms[word]: word for word in Outcome if word in programme.terms} if programme else {}


def _joined(*parts: Any) -> str | None:
    return " ".join(str(part) for part in parts if part) or None


def _bare(value: Any) -> Any:
    return value.value if isinstance(value, Fact) else value
