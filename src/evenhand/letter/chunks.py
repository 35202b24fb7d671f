"""A printed letter in its blocks: headings, words, points, rows, boxes, as the printers set them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

_BLANK = re.compile(r"\n[ \t]*\n\s*")
_UNDER = re.compile(r"([=~-])\1{2,}")
_DASHES = re.compile(r"-+(?:  -+)+")
_POINT = re.compile(r"[ ]{0,3}(?:-|\d{1,3}\.) ")


class Shape(Enum):
    """What a block looks like."""

    HEADING = "heading"
    WORDS = "words"
    """A paragraph, or labels with their values beside them: the lines tell."""
    POINTS = "points"
    ROWS = "rows"
    BOX = "box"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """One block as printed: its lines, points or rows of cells."""

    shape: Shape
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> str:
        """All its words in one line."""
        return " ".join(" ".join(self.lines).split())


def chunks(text: str) -> tuple[Chunk, ...]:
    """The blocks of a letter printed as text, or taken from its page or PDF with its structure kept."""
    parts = _BLANK.split(text.replace("\r\n", "\n").replace("\f", "\n").strip("\n"))
    return tuple(_chunk([line.rstrip() for line in part.split("\n")]) for part in parts if part.strip())


def _chunk(lines: list[str]) -> Chunk:
    if len(lines) > 1 and _UNDER.fullmatch(lines[-1]):
        return Chunk(shape=Shape.HEADING, lines=tuple(lines[:-1]))
    if any("\t" in line for line in lines):
        return Chunk(shape=Shape.ROWS, rows=tuple(tuple(map(str.strip, line.split("\t"))) for line in lines))
    if len(lines) > 1 and _DASHES.fullmatch(lines[1]):
        return Chunk(shape=Shape.ROWS, rows=tuple(_columns(lines)))
    if all(line.startswith("|") for line in lines):
        return Chunk(shape=Shape.BOX, lines=tuple(line[1:].strip() for line in lines))
    if _POINT.match(lines[0]):
        return Chunk(shape=Shape.POINTS, lines=tuple(_points(lines)))
    return Chunk(shape=Shape.WORDS, lines=tuple(lines))


def _columns(lines: list[str]) -> Iterator[tuple[str, ...]]:
    """The rows of a table set in columns, whose places the dashes under its head tell."""
    edges = [match.start() for match in re.finditer(r"-+", lines[1])]
    spans = list(zip(edges, [*edges[1:], None], strict=True))
    for line in (lines[0], *lines[2:]):
        yield tuple(line[start:end].strip() for start, end in spans)


def _points(lines: list[str]) -> Iterator[str]:
    point = ""
    for line in lines:
        if mark := _POINT.match(line):
            if point:
                yield point
            point = line[mark.end() :].strip()
        else:
            point = f"{point} {line.strip()}"
    yield point


def labelled(lines: tuple[str, ...], labels: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Labels and the values beside or below them, where a block consists of nothing else; empty otherwise."""
    pairs: list[tuple[str, str]] = []
    for line in lines:
        label = next((label for label in labels if line == label or line.startswith(f"{label}  ")), None)
        if label is not None:
            pairs.append((label, line[len(label) :].strip()))
        elif pairs and line.startswith("  "):
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]} {line.strip()}".strip())
        else:
            return ()
    return tuple(pairs)
