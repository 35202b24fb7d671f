"""No word of one programme stands in what serves all, but where a reason is given."""

import re
from pathlib import PurePosixPath
from typing import NamedTuple

import pytest

from tools.programme_words import Told, told, told_by


class Reasoned(NamedTuple):
    """Words that may stand, and why: in `places` (files, or folders that end with a slash), in a literal that `text`
    matches whole where not every one may hold them.
    """

    reason: str
    places: tuple[str, ...]
    text: str = r"(?s).*"

    def allows(self, word: Told) -> bool:
        """Whether a word may stand where it does."""
        return word.path.as_posix().startswith(self.places) and re.fullmatch(self.text, word.text) is not None


REASONED = (
    Reasoned(
        "reads the letters California has published, and prints their kind, by the labels they were printed with",
        ("src/evenhand/determination/",),
    ),
    Reasoned(
        "the field of a published letter's header, under which `evenhand parse` has always given its day",
        ("src/evenhand/audit/", "src/evenhand/letter/own_letter.py"),
        "date_of_injury",
    ),
    Reasoned(
        "tells English words and sentences of a clinical record from one another, whichever programme it came under",
        (
            "src/evenhand/audit/absence.py",
            "src/evenhand/audit/body_part.py",
            "src/evenhand/audit/citation_check.py",
            "src/evenhand/audit/days_told.py",
            "src/evenhand/audit/person.py",
            "src/evenhand/audit/privacy.py",
            "src/evenhand/audit/sentence_kind.py",
            "src/evenhand/corpus/case_days.py",
            "src/evenhand/records/known_words.txt",
            "src/evenhand/records/person_names.py",
            "src/evenhand/records/record_words.py",
            "src/evenhand/records/service_day.py",
        ),
    ),
    Reasoned(
        "the title of a guideline's own work, as letters of every programme cite it",
        ("src/evenhand/guideline/outside.py",),
        r"(?s).*treatment in workers.*",
    ),
    Reasoned(
        "makes up claims, records and physicians of California's kind to try Evenhand on, as the demonstration does",
        ("src/evenhand/synth/", "src/evenhand/panel/instance/synthetic_instance.py"),
    ),
    Reasoned(
        "a process that works beside the pages is a worker in every handbook",
        ("src/",),
        r"evenhand(_web)?\.([a-z]+\.)?([a-z]+_)?worker|--workers|worker: %s|the worker died in every attempt",
    ),
    Reasoned(
        "the id under which every programme's rule lists employment between physicians, employees of one another",
        ("src/evenhand/panel/ties/terms.py",),
        "partner_or_employee",
    ),
)
"""The words that name something else, or what only published letters have, with the reason and how far it goes."""


def test_no_file_tells_a_word_of_one_programme() -> None:
    at_fault = [
        f"{word.path}:{word.line}: {word.word}" for word in told() if not any(each.allows(word) for each in REASONED)
    ]
    assert at_fault == [], "ask the programme for its word: a label, a term, a fact, a party"


def test_every_reasoned_exception_is_still_needed_in_each_place() -> None:
    words = list(told())
    idle = [
        place
        for each in REASONED
        for place in each.places
        if not any(each.allows(word) and word.path.as_posix().startswith(place) for word in words)
    ]
    assert idle == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("src/evenhand/clock.py", 'WORDS = "the injured worker"\n'),
        ("src/evenhand/clock.py", "class Filed:\n    injured_on: int\n"),
        ("src/evenhand/clock.py", 'DEFAULT = f"{day}: CAWC-A-01"\n'),
        ("src/evenhand_web/page.html", "<p>The claims administrator</p>\n"),
        ("src/evenhand_web/page.js", 'const by = "mail_ca";\n'),
    ],
)
def test_a_planted_word_is_told(name: str, text: str) -> None:
    assert list(told_by(PurePosixPath(name), text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("src/evenhand/clock.py", '"""The injured worker."""\nX = "networked"  # LC 4610\n'),
        ("src/evenhand_web/page.html", "{% comment %}the injured worker{% endcomment %}<p>calc</p>\n"),
    ],
)
def test_comments_docstrings_and_other_words_are_left_alone(name: str, text: str) -> None:
    assert not list(told_by(PurePosixPath(name), text))
