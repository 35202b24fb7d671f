"""What a Markdown page holds that can be true or false: its links, its headings, and the commands it shows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})\s*(?P<language>[\w-]*)")
_SPAN = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_LINK = re.compile(r"\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)|^ {0,3}\[[^\]]+\]:\s+(\S+)|\b(?:src|href)=\"([^\"]+)\"")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*$")
_SHELLS = {"bash", "console", "sh", "shell"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a page, counted from 1; `language` is that of the code block it stands in, None outside of blocks."""

    number: int
    text: str
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A command that a page shows: on a line of its own in a shell block (`whole`), or named in a sentence."""

    line: int
    command: str
    whole: bool


def lines(page: str) -> Iterator[Line]:
    """The lines of a page but for the fences around its code blocks."""
    fence = ""
    language: str | None = None
    for number, text in enumerate(page.splitlines(), start=1):
        opening = _FENCE.match(text)
        if opening and not fence:
            fence, language = opening["fence"], opening["language"].lower()
        elif opening and opening["fence"].startswith(fence) and text.strip() == opening["fence"]:
            fence, language = "", None
        else:
            yield Line(number=number, text=text, language=language)


def links(page: str) -> Iterator[tuple[int, str]]:
    """Every link and picture of a page, as the line it stands on and where it points to."""
    for line in lines(page):
        if line.language is None:
            for link in _LINK.finditer(_SPAN.sub("", line.text)):
                yield line.number, next(target for target in link.groups() if target)


def anchors(page: str) -> set[str]:
    """The names by which a link can point to a heading of the page: in small letters, hyphens for blanks."""
    names: list[str] = []
    for line in lines(page):
        if line.language is None and (heading := _HEADING.match(line.text)):
            words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading[1])
            name = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
            again = names.count(name)
            names.append(name)
            if again:
                names.append(f"{name}-{again}")
    return set(names)


def commands(page: str) -> Iterator[Shown]:
    """Every command a page shows: in a `console` block what follows a prompt, in another shell block every line, and
    in sentences whatever is set as code. A command that goes on after a backslash is one command.
    """
    pending = ""
    for line in lines(page):
        if line.language is None:
            for span in _SPAN.finditer(line.text):
                yield Shown(line=line.number, command=span[1], whole=False)
        elif line.language in _SHELLS:
            is_typed = pending or line.language != "console" or line.text.startswith("$ ")
            pending += line.text.strip().removeprefix("$ ") if is_typed else ""
            if pending.endswith("\\"):
                pending = pending.removesuffix("\\")
            elif pending:
                yield Shown(line=line.number, command=pending, whole=True)
                pending = ""
