"""A phrase of a letter's wording: words with blanks in them, parsed once from the little notation lawyers write.

`**strong**`, `*emphasis*`, `[words](https://…)` or `[words](#block)`, and blanks such as `{due_on:date}`,
`{records:count record/records}`. A backslash prints the mark after it. Only wording is read this way: what fills a
blank is never looked at again, so that the text of a case can never become markup.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from evenhand.letter.kind import SAFE_LINK, Kind

_TOKEN = re.compile(
    r"""\\(?P<escaped>[\\*{}\[\]])
    | (?P<strong>\*\*) | (?P<emphasis>\*)
    | \{(?P<blank>[^{}]*)\}
    | \[(?P<label>[^\[\]]*)\]\((?P<target>[^()\s]*)\)
    | (?P<stray>[{}])""",
    re.VERBOSE,
)
_ADDRESS = re.compile(r"(?:https?://|mailto:)(?:www\.)?(.*?)/?$")
_BLANK = re.compile(r"(?P<name>[a-z][a-z0-9_]*):(?P<kind>[a-z]+)(?: (?P<forms>\S.*))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How words are set off from their neighbours. `link` is an address, or `#` and the id of a block of the letter."""

    strong: bool = False
    emphasis: bool = False
    link: str = ""


PLAIN = Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words of one look. `mark` is the letter of a marked fact, printed small and raised after them as `[a]`."""

    text: str
    look: Look = PLAIN
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A place that a value of the case fills: the value's name, what kind of thing it must be, and how it is set.

    `forms` are the words that follow a count, one for each plural form of the language, fewest first.
    """

    name: str
    kind: Kind
    forms: tuple[str, ...] = ()
    look: Look = PLAIN


Phrase = tuple[Run | Blank, ...]
"""Fixed words and blanks, in order."""
Fault = tuple[str, str]
"""What is wrong with a phrase, and what was expected."""


def parse_phrase(text: str) -> tuple[Phrase, tuple[Fault, ...]]:
    """Parse one phrase of wording; runs of blanks and line ends count as one space. Gives also what is wrong in it."""
    reading = _Reading()
    phrase = tuple(reading.parts(re.sub(r"\s+", " ", text).strip(), PLAIN))
    return phrase, tuple(reading.faults)


def blanks_of(phrase: Phrase) -> Iterator[Blank]:
    """The blanks of a phrase, in order."""
    return (part for part in phrase if isinstance(part, Blank))


class _Reading:
    """One reading of a phrase, gathering its faults."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def parts(self, text: str, look: Look) -> Iterator[Run | Blank]:
        opened = look
        at = 0
        for token in _TOKEN.finditer(text):
            yield from self._words(text[at : token.start()], look)
            at = token.end()
            match token.lastgroup:
                case "escaped":
                    yield Run(text=token["escaped"], look=look)
                case "strong":
                    look = replace(look, strong=not look.strong)
                case "emphasis":
                    look = replace(look, emphasis=not look.emphasis)
                case "blank":
                    yield from self._blank(token["blank"], look)
                case "target":
                    yield from self._link(token["label"], token["target"], look)
                case _:
                    self._fault(f"A brace {token[0]} stands alone", "a blank such as {due_on:date}, or \\{ to print it")
        yield from self._words(text[at:], look)
        if look != opened:
            self._fault("Words set off with * or ** do not end", "the same mark before and after the words")

    def _words(self, text: str, look: Look) -> Iterator[Run]:
        if "](" in text:
            self._fault("A link cannot be read", "[words](address), the address without spaces and parentheses")
        if text:
            yield Run(text=text, look=look)

    def _fault(self, message: str, expected: str) -> None:
        self.faults.append((message, expected))

    def _blank(self, spec: str, look: Look) -> Iterator[Blank]:
        match = _BLANK.fullmatch(spec)
        if match is None:
            expected = "{name:kind}, the name in small letters, such as {due_on:date}"
            self._fault(f"The blank {{{spec}}} cannot be read", expected)
        elif match["kind"] not in set(Kind):
            self._fault(f"The blank {{{spec}}} is of no known kind", f"one of {', '.join(Kind)}")
        else:
            forms = tuple(form.strip() for form in (match["forms"] or "").split("/") if form.strip())
            if forms and match["kind"] != Kind.COUNT:
                self._fault(f"The blank {{{spec}}} has words after its kind", "words after a count only")
            yield Blank(name=match["name"], kind=Kind(match["kind"]), forms=forms, look=look)

    def _link(self, label: str, target: str, look: Look) -> Iterator[Run | Blank]:
        if look.link:
            self._fault(f"The link [{label}] stands inside another link", "one link at a time")
        if not target.startswith("#") and not SAFE_LINK.fullmatch(target):
            expected = "an address that begins https://, mailto: or tel:, or # and the id of a block"
            self._fault(f"The link [{label}] leads to {target!r}", expected)
        if not label.strip():
            self._fault(f"The link to {target} has no words", "words that say where it leads")
        elif (address := _ADDRESS.match(target)) and address[1] not in label:
            self._fault(f"On paper the link [{label}] leads nowhere", f"words that hold the address {address[1]}")
        yield from self.parts(label, replace(look, link=target))
