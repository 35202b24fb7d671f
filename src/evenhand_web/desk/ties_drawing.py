"""A picture of ties with the places of its boxes and lines, in the units of its drawing."""

from collections import Counter
from textwrap import shorten, wrap
from typing import NamedTuple

from evenhand.panel.ties.picture import Link, Node, Picture

WIDTH, HEIGHT = 180, 76
_ACROSS, _DOWN, _EDGE, _APART = 270, 116, 10, 26
_LETTERS, _LINES = 22, 2


class Box(NamedTuple):
    """A person or organisation: the upper left corner, lines of its name, what it is in the case or by itself."""

    node: Node
    x: int
    y: int
    name: tuple[str, ...]
    what: str

    @property
    def middle(self) -> int:
        """Where the middle of the box is, from the left."""
        return self.x + WIDTH // 2


class Line(NamedTuple):
    """A tie: from here to there, and where its number stands."""

    number: int
    link: Link
    first: str
    second: str
    x1: int
    y1: int
    x2: int
    y2: int
    x: int
    y: int


class Drawing(NamedTuple):
    """Everything to be drawn, and how much room it takes."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: int
    height: int


def drawing(picture: Picture) -> Drawing:
    """The boxes in their columns and rows, each line between the middles of two, numbered as in the table beside it."""
    boxes = {node.id: _box(node) for node in picture.nodes}
    seen: Counter[frozenset[str]] = Counter()
    lines = []
    for number, link in enumerate(picture.links, start=1):
        pair = frozenset({link.start, link.end})
        lines.append(_line(number, link, boxes[link.start], boxes[link.end], seen[pair]))
        seen[pair] += 1
    more = max(seen.values(), default=1) - 1
    return Drawing(
        boxes=tuple(boxes.values()),
        lines=tuple(lines),
        width=max((box.x for box in boxes.values()), default=0) + WIDTH + _EDGE,
        height=max((box.y for box in boxes.values()), default=0) + HEIGHT + _EDGE + _APART * more,
    )


def _box(node: Node) -> Box:
    name = wrap(shorten(node.name, _LETTERS * _LINES, placeholder=" …"), _LETTERS) or [node.name[:_LETTERS]]
    what = shorten(node.role or node.kind.replace("_", " "), _LETTERS + 6, placeholder=" …")
    return Box(node, _EDGE + node.column * _ACROSS, _EDGE + node.row * _DOWN, tuple(name[:_LINES]), what)


def _line(number: int, link: Link, start: Box, end: Box, before: int) -> Line:
    shift = _APART * before
    y1, y2 = start.y + HEIGHT // 2 + shift, end.y + HEIGHT // 2 + shift
    x1, x2 = start.middle, end.middle
    first, second = start.node.name, end.node.name
    return Line(number, link, first, second, x1, y1, x2, y2, (x1 + x2) // 2, (y1 + y2) // 2)
