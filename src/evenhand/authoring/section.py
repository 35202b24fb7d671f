"""A section of what an author may name: a title, a sentence, a table."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Section(NamedTuple):
    """Words of one sort, a row each under the same columns; the first column is the word itself."""

    title: str
    intro: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def plain(sections: Iterable[Section]) -> Iterator[str]:
    """The sections as lines for a terminal: each word, and after it what is told of it."""
    for section in sections:
        yield from ("", section.title, "-" * len(section.title), section.intro, "")
        width = min(max((len(row[0]) for row in section.rows), default=0), 44)
        for name, *more in section.rows:
            yield f"  {name:{width}}  {'; '.join(part for part in more if part)}".rstrip()


def markdown(sections: Iterable[Section], level: int = 2) -> Iterator[str]:
    """The sections as lines of Markdown: a heading and a table each."""
    for section in sections:
        yield from (f"{'#' * level} {section.title}", "", *((section.intro, "") if section.intro else ()))
        if section.rows:
            yield f"| {' | '.join(section.columns)} |"
            yield f"|{' --- |' * len(section.columns)}"
            yield from (_row(row) for row in section.rows)
            yield ""


def _row(row: tuple[str, ...]) -> str:
    name, *more = (cell.replace("|", "\\|") for cell in row)
    return f"| `{name}` | {' | '.join(more)} |"
