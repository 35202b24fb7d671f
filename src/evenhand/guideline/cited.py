"""A guideline as a text cites it."""

from dataclasses import dataclass, fields

OTHER = "OTHER"
"""The body of a source that no known body publishes: a page on the web, a book, a study."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedGuideline:
    """One citation, as the text gives it; None where the text gives nothing.

    `body` is who publishes it (OTHER where no known body does), `title` the guideline's, or the address of a page on
    the web; `edition` a year, a day or the words of the text; `chapter` its chapter and the section of law that adopts
    it, `section` the topic; `pages` the page numbers with ";" between them; `raw` the words that were read.
    """

    body: str
    title: str
    edition: str | None = None
    chapter: str | None = None
    section: str | None = None
    pages: str | None = None
    raw: str = ""


_FIELDS = tuple(part.name for part in fields(CitedGuideline))


def citation_json(cited: CitedGuideline) -> dict[str, str | None]:
    """A citation as a JSON object, its fields in order."""
    return {name: getattr(cited, name) for name in _FIELDS}
