"""What is true of a made-up file, in the shape in which `evenhand records read` answers, and a little more."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, kw_only=True)
class TruePage:
    """A page as it was made. `rotation` is by how much it must be turned clockwise to be read."""

    rotation: int = 0
    legibility: str = "good"
    text_from: str = "layer"
    blank: bool = False
    other_person: bool = False
    channel: str = "typed"


@dataclass(slots=True, kw_only=True)
class TrueDocument:
    """A document as it was made. `repeats` is the place of the report it says again, which it is no copy of."""

    type: str
    title: str | None
    author: str | None
    author_role: str | None
    date_of_service: dt.date | None
    pages: list[int] = field(default_factory=list)
    duplicate_of: int | None = None
    near: int | None = None
    repeats: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueCitation:
    """A document that the decision lists as reviewed, on which page, and where it is in the file if it came."""

    type: str
    author: str | None
    date: dt.date | None
    on_page: int
    document: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What is true of one file, and whose record it is."""

    person: str
    born: dt.date
    pages: tuple[TruePage, ...]
    documents: tuple[TrueDocument, ...]
    cited: tuple[TrueCitation, ...]

    def shown(self, file: str) -> dict[str, Any]:
        """The truth as JSON can hold it."""
        return {
            "person": self.person,
            "born": self.born.isoformat(),
            "files": [
                {
                    "file": file,
                    "pages": [{"page": number, **_plain(page)} for number, page in enumerate(self.pages, start=1)],
                    "documents": [_plain(document) for document in self.documents],
                    "cited": [_plain(citation) for citation in self.cited],
                }
            ],
        }


def _plain(value: Any) -> dict[str, Any]:
    shown = {name: getattr(value, name) for name in value.__slots__}
    return {
        name: field_value.isoformat() if isinstance(field_value, dt.date) else field_value
        for name, field_value in shown.items()
    }
