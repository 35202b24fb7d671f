"""What a physician types that tells who somebody is, while it is typed: a letter without it needs no masking later."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from evenhand.audit.privacy import identifying_passages
from evenhand.docket.party import Role
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.reviewing.content import Text

_MOST = 5
_SHORTEST = 3
_PEOPLE = frozenset({Role.APPLICANT, Role.REPRESENTATIVE, Role.PROVIDER})
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "md", "esq", "phd"})


def identifying_in(case: OpenCase, text: Text) -> tuple[str, ...]:
    """The passages of a part of a draft that tell who somebody is, a few of them: names of those who take part in the
    case, as they are written there, and whatever is written like a name behind a title, a number or an address.
    """
    known = _known(case)
    told = dict[str, None]()
    for words in _strings(text):
        if known is not None:
            told |= dict.fromkeys(match[0] for match in known.finditer(words))
        told |= dict.fromkeys(identifying_passages(words))
    return tuple(told)[:_MOST]


def _known(case: OpenCase) -> re.Pattern[str] | None:
    """The names of everybody who takes part, whole, and of people word by word, with a capital; None of nobody."""
    names = set[str]()
    for party in case.state.parties.values():
        names |= {name for name in (party.name, party.organisation) if len(name) >= _SHORTEST}
        if party.role in _PEOPLE:
            names |= {word for word in re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", party.name) if _tells(word)}
    if case.state.claim_number:
        names.add(case.state.claim_number)
    if not names:
        return None
    longest = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)")


def _tells(word: str) -> bool:
    return len(word) >= _SHORTEST and word[0].isupper() and word.lower() not in _TITLES


def _strings(value: Any) -> Iterator[str]:
    """Every text in a part of a draft, however deep; no word of the program."""
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))
    elif isinstance(value, tuple):
        for element in value:
            yield from _strings(element)
