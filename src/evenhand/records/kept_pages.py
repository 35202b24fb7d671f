"""The values of pages as they are kept between readings: JSON, without the boxes of single words."""

import json
from collections.abc import Iterable
from typing import Any

from evenhand.records.page import Legibility, PageValues, TextFrom
from evenhand.records.words import Cell, Line


def kept_pages(pages: Iterable[PageValues]) -> bytes:
    """The values of pages as UTF-8 JSON; the boxes of lines and cells stay, those of single words do not."""
    return json.dumps([_plain(page) for page in pages], ensure_ascii=False, separators=(",", ":")).encode()


def pages_kept(data: bytes) -> tuple[PageValues, ...]:
    """Pages as they were kept. Raises ValueError, KeyError or TypeError for what holds none."""
    return tuple(_page(told) for told in json.loads(data))


def _plain(page: PageValues) -> dict[str, Any]:
    return {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "rotation": page.rotation,
        "legibility": page.legibility.value,
        "score": page.score,
        "text_from": page.text_from.value,
        "blank": page.blank,
        "lines": [[line.top, line.bottom, line.cells] for line in page.lines],
        "fault": page.fault,
        "mark": page.mark,
    }


def _page(told: dict[str, Any]) -> PageValues:
    return PageValues(
        number=told["number"],
        width=told["width"],
        height=told["height"],
        rotation=told["rotation"],
        legibility=Legibility(told["legibility"]),
        score=told["score"],
        text_from=TextFrom(told["text_from"]),
        blank=told["blank"],
        lines=tuple(
            Line(cells=tuple(Cell(*cell) for cell in cells), top=top, bottom=bottom)
            for top, bottom, cells in told["lines"]
        ),
        fault=told["fault"],
        mark=told["mark"],
    )
