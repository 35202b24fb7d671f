"""The kinds of documents in a record, by the words of their titles, and which of them decide a review.

Which kinds decide is the programme's data: a physician sees every page of such a document, or says in a sentence why
not.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum


class Decides(StrEnum):
    """When a document of a kind decides a review; it does, too, whenever a physician anchors a fact to it."""

    ALWAYS = "always"
    RECENT = "recent"
    """It was written within the months before the decision under review, or bears no day."""
    WHEN_CITED = "when_cited"
    """The decision under review, or the request for it, names its day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKind:
    """A kind of document: what it is called, the words of a title that tell it (those that end with `*` begin a word),
    when it decides; `cites` of papers that name what they rest on, `is_of_the_decision` of the decision under review.
    """

    id: str
    title: str
    words: tuple[str, ...]
    decides: Decides
    cites: bool = False
    is_of_the_decision: bool = False
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        parts = [re.escape(word.removesuffix("*")) + ("" if word.endswith("*") else r"\b") for word in self.words]
        compiled = re.compile(rf"\b(?:{'|'.join(parts)})" if parts else r"(?!)", re.IGNORECASE)
        object.__setattr__(self, "pattern", compiled)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKinds:
    """The kinds of a programme in the order in which they are read; a title is of the first that it fits, save that one
    of `no_kind` is of none. `months` is how far back a recent document reaches.

    Where a programme names no kinds (`is_declared` is false) nothing can be told apart, and every document decides.
    """

    kinds: tuple[RecordKind, ...] = ()
    no_kind: tuple[str, ...] = ()
    months: int = 0
    citation: str = ""

    @property
    def is_declared(self) -> bool:
        """Whether the programme names any kinds."""
        return bool(self.kinds)

    def kind_of(self, title: str) -> RecordKind:
        """The kind of a document by its title; OTHER where it fits none."""
        spoken = title.casefold()
        if any(words.casefold() in spoken for words in self.no_kind):
            return OTHER
        return next((kind for kind in self.kinds if kind.pattern.search(title)), OTHER)

    def place(self, kind: RecordKind) -> int:
        """Where a kind stands in the order of reading, from 0; what is of no kind stands last."""
        return self.kinds.index(kind) if kind in self.kinds else len(self.kinds)


OTHER = RecordKind(id="other", title="Other documents", words=(), decides=Decides.WHEN_CITED)
"""What is of no kind that a programme names."""
