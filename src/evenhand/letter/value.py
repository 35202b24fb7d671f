"""The values of a case on their way into a letter: facts with their provenance, looked up by name, scope by scope."""

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from evenhand.finding import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value with where it comes from; a plain value counts as stated. The reason of an assumed one is printed."""

    value: Any
    provenance: Provenance = Provenance.STATED
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySpan:
    """What a letter prints where a day is meant that went on for a time: the first of its days and the last."""

    first: dt.date
    last: dt.date


SPAN_SIGN = " \N{EN DASH} "
"""What stands between the first and the last day of a span, in every language."""


def day_or_span(first: dt.date, last: dt.date | None) -> dt.date | DaySpan:
    """A day, or the span from it to a later one."""
    return first if last is None or last == first else DaySpan(first=first, last=last)


Values = Mapping[str, Any]
"""What a case gives a letter: names with texts, numbers, days, sequences of further values, or Facts holding these.

None stands for a fact that does not exist; a name left out is a fault.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The values in sight: those of the element being printed, then those around it.

    `path` names the element in messages: `lines[2].`. A Fact around a sequence lends its provenance to all within.
    """

    values: Values
    path: str = ""
    around: "Scope | None" = None
    lent: Fact | None = None

    def find(self, name: str) -> tuple[Fact | None, str]:
        """The fact called `name` and its full name; None where no scope has it."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.values:
                return scope._fact(scope.values[name]), scope.path + name
            scope = scope.around
        return None, self.path + name

    def holds(self, name: str) -> bool:
        """Whether a condition on `name` is met: False, None, zero and empty texts or sequences are not."""
        fact, _ = self.find(name)
        return fact is not None and bool(fact.value)

    def elements(self, name: str) -> tuple["Scope", ...] | None:
        """A scope for each element of the sequence called `name`; None where there is no such sequence.

        An element that is a mapping gives its own names, any other is called `item`; both have `number`, from 1.
        """
        fact, full_name = self.find(name)
        if fact is None or isinstance(fact.value, str | bytes) or not isinstance(fact.value, Sequence):
            return None
        lent = fact if fact.provenance is not Provenance.STATED else self.lent
        return tuple(
            Scope(values=_named(element, number), path=f"{full_name}[{number}].", around=self, lent=lent)
            for number, element in enumerate(fact.value, 1)
        )

    def _fact(self, value: Any) -> Fact:
        if isinstance(value, Fact):
            return value
        return replace(self.lent, value=value) if self.lent else Fact(value=value)


def _named(element: Any, number: int) -> Values:
    own = element if isinstance(element, Mapping) else {"item": element}
    return {"number": Fact(value=number), **own}


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """Text of a case on one line in its composed form (NFC), and the invisible characters taken out of it.

    White space of every sort becomes single spaces. Controls, marks that turn the direction of writing, and other
    characters that print nothing are taken out, for what a reader cannot see must not change what a reader reads; the
    two joiners that Persian and Indic spelling needs stay.
    """
    text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return text, ()
    taken = [char for char in text if _is_invisible(char)]
    kept = unicodedata.normalize("NFC", "".join(char for char in text if not _is_invisible(char))).strip()
    while kept and unicodedata.category(kept[0]).startswith("M"):  # a mark that nothing carries
        taken.append(kept[0])
        kept = kept[1:].lstrip()
    return " ".join(kept.split()), tuple(f"U+{ord(char):04X}" for char in dict.fromkeys(taken))


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs") and character not in "\u200c\u200d"
