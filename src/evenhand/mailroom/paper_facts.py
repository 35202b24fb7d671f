"""What a paper says of whose it is: numbers, names under their labels, days of birth, and every other day on it."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from evenhand.identifier import claim_number_key, claim_number_whole, identifier_key
from evenhand.mailroom.cover_code import codes_in
from evenhand.records.days import written_days
from evenhand.records.page import PageValues
from evenhand.records.page_signs import SignReader

V = TypeVar("V")
_LEAST_SIGNS, _LEAST_FIGURES = 5, 3
_NUMBER = re.compile(r"(?<![\w/-])[A-Za-z0-9](?:[A-Za-z0-9]|[-./#](?=[A-Za-z0-9])){3,38}")
_SPACED = re.compile(r"(?<![\w/-])([A-Za-z]{1,4}\d*|\d{2,6}) (\d[\dA-Za-z-]{1,14}(?: \d{2,6})?)(?![\w/])")
_MOST_NUMBERS, _MOST_DAYS, _MOST_NAMES = 600, 200, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """A paper as far as it tells whose it is. `text` is all of it, a line a line; `codes` are those of cover sheets;
    `numbers` are as printed, `names` those that stand under a label of whose record it is, `born` the days under one of
    birth, `days` all that it names.
    """

    text: str = ""
    codes: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    born: tuple[dt.date, ...] = ()
    days: tuple[dt.date, ...] = ()


def paper_facts(pages: Sequence[PageValues], readers: Iterable[SignReader], pictured: Iterable[str] = ()) -> PaperFacts:
    """What the pages of a paper tell. `readers` know the labels of the programmes; `pictured` are the codes that were
    read from 2D codes on the pages.
    """
    text = "\n".join(page.text for page in pages)
    signs = [reader.signs(page) for reader in readers for page in pages if page.lines]
    names = (written.name for page in signs for written in page.names if not written.weak)
    born = (day for page in signs for day, _ in page.born)
    days = (written.day for line in text.splitlines() for written in written_days(line))
    return PaperFacts(
        text=text,
        codes=tuple(dict.fromkeys((*pictured, *codes_in(text)))),
        numbers=numbers_in(text),
        names=_first(names, _MOST_NAMES),
        born=_first(born, _MOST_DAYS),
        days=_first(days, _MOST_DAYS),
    )


def _first(values: Iterable[V], most: int) -> tuple[V, ...]:
    return tuple(dict.fromkeys(values))[:most]


def numbers_in(text: str) -> tuple[str, ...]:
    """What may be a case or claim number in a text, as printed, each once: signs without a gap, some of them figures,
    and groups parted by single blanks.
    """
    return tuple(dict.fromkeys(_numbers(text)))[:_MOST_NUMBERS]


def _numbers(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text):
        if _is_number(match[0]):
            yield match[0]
    for match in _SPACED.finditer(text):
        if _is_number(match[0]):
            yield match[0]


def _is_number(written: str) -> bool:
    signs = identifier_key(written)
    return len(signs) >= _LEAST_SIGNS and sum(sign.isdigit() for sign in signs) >= _LEAST_FIGURES


def number_keys(number: str) -> frozenset[str]:
    """The keys by which a number is the same however it is typed: as one piece, and with zeros before its groups left
    out.
    """
    keys = (identifier_key(number), claim_number_key(number), claim_number_whole(number))
    return frozenset(key for key in keys if len(key) >= _LEAST_SIGNS)
