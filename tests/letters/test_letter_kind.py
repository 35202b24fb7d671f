"""How values read in English and in Spanish, and which values fit which blank."""

import datetime as dt
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from evenhand.letter.kind import EXPECTED, Kind, fits, in_words, plural_forms
from tests.letters.sample import SAMPLE

DAY = dt.date(2014, 1, 21)
INSTANT = dt.datetime(2014, 1, 21, 17, 5, tzinfo=ZoneInfo("America/Los_Angeles"))


@pytest.mark.parametrize(
    ("kind", "value", "english", "spanish"),
    [
        (Kind.DATE, DAY, "January 21, 2014", "21 de enero de 2014"),
        (Kind.DAYS, 30, "30 days", "30 días"),
        (Kind.DAYS, 1, "1 day", "1 día"),
        (Kind.HOURS, 72, "72 hours", "72 horas"),
        (Kind.MONEY, Decimal("1420.5"), "$1,420.50", "$1,420.50"),
        (Kind.COUNT, Decimal("2.50"), "2.5", "2.5"),
        (Kind.COUNT, 12000, "12,000", "12,000"),
        (Kind.LIST, ["a", "b", "c"], "a, b, and c", "a, b y c"),
        (Kind.LIST, ("a",), "a", "a"),
        (Kind.TEXT, "Núñez", "Núñez", "Núñez"),
        (Kind.LINK, "mailto:a@example.org", "a@example.org", "a@example.org"),
        (Kind.LINK, "https://example.org", "https://example.org", "https://example.org"),
    ],
)
def test_values_read_as_people_write_them(kind: Kind, value: Any, english: str, spanish: str) -> None:
    assert fits(kind, value)
    assert in_words(kind, value, "en") == (english,)
    assert in_words(kind, value, "es") == (spanish,)


def test_an_instant_names_its_zone() -> None:
    (english,) = in_words(Kind.INSTANT, INSTANT, "en")
    (spanish,) = in_words(Kind.INSTANT, INSTANT, "es")
    assert english.replace("\u202f", " ") == "January 21, 2014, 5:05 PM PST"
    assert spanish.startswith("21 de enero de 2014, 5:05")
    assert in_words(Kind.INSTANT, INSTANT.astimezone(dt.UTC), "en")[0].endswith("UTC")


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (Decimal("1.5"), "1.5 pages")]
)
def test_words_follow_their_number(number: int | Decimal, words: str) -> None:
    assert in_words(Kind.COUNT, number, "en", ("page", "pages")) == (words,)


def test_a_language_asks_for_as_many_words_as_it_has_plurals() -> None:
    assert plural_forms("en") == plural_forms("es") == ("one", "other")
    assert plural_forms("vi") == plural_forms("zh") == ("other",)
    assert plural_forms("ru") == ("one", "few", "other")


def test_prose_falls_into_paragraphs_and_lines_into_lines() -> None:
    assert in_words(Kind.PROSE, "a\nb\n \nc\n\n\n", "en") == ("a\nb", "c")
    assert in_words(Kind.LINES, "a\r\n\nb", "en") == ("a", "b")
    assert in_words(Kind.LINES, ["a", "b"], "en") == ("a", "b")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.TEXT, ""),
        (Kind.TEXT, " \n"),
        (Kind.TEXT, 5),
        (Kind.DATE, "2014-01-21"),
        (Kind.DATE, INSTANT),
        (Kind.INSTANT, DAY),
        (Kind.INSTANT, INSTANT.replace(tzinfo=None)),
        (Kind.DAYS, -1),
        (Kind.DAYS, True),
        (Kind.DAYS, 1.5),
        (Kind.COUNT, 1.5),
        (Kind.COUNT, Decimal("NaN")),
        (Kind.MONEY, "420"),
        (Kind.LIST, "abc"),
        (Kind.LIST, []),
        (Kind.LIST, ["a", ""]),
        (Kind.LINK, "javascript:alert(1)"),
        (Kind.LINK, "https://x.org/a b"),
        (Kind.LINK, 'https://x.org/"><script>'),
        (Kind.LINES, [1]),
    ],
)
def test_what_does_not_fit_is_refused(kind: Kind, value: Any) -> None:
    assert not fits(kind, value)


def test_every_kind_says_what_it_expects_and_fits_something_of_the_sample() -> None:
    values = [*SAMPLE.values(), INSTANT]
    for kind in Kind:
        assert EXPECTED[kind]
        assert any(fits(kind, value) for value in values), kind
