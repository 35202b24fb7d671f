"""Everything a reviewer has of a case: the draft as it stands, the record, and what came back."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from evenhand_web.cases.open_case import OpenCase
from evenhand_web.reviewing.access import drafts_for, returns_for
from evenhand_web.reviewing.analysis import Written, written
from evenhand_web.reviewing.models import Draft, DraftVersion, Return
from evenhand_web.reviewing.open_file import is_signature_wanted, signatures
from evenhand_web.reviewing.record_seen import SeenRecord, seen_record
from evenhand_web.reviewing.saved_parts import current_texts
from evenhand_web.reviewing.supplement import returns_of_supplements


class Workspace(NamedTuple):
    """A file open to its reviewer, with the draft, its texts as they are kept and as they read, and the record."""

    file: OpenCase
    draft: Draft | None
    texts: Mapping[str, DraftVersion]
    written: Written
    record: SeenRecord
    returns: tuple[Return, ...]

    @property
    def open_returns(self) -> tuple[Return, ...]:
        """What came back and was not signed again since."""
        return tuple(sent_back for sent_back in self.returns if sent_back.answered_at is None)

    @property
    def may_sign(self) -> bool:
        """Whether a signature is wanted."""
        return is_signature_wanted(self.file, has_come_back=bool(self.open_returns))


def workspace(file: OpenCase) -> Workspace:
    """What the reviewer who has a file open has of it."""
    draft = drafts_for(file.viewer).filter(case=file.case).first()
    texts = current_texts(draft)
    returns = tuple(_returns(file))
    draft_text = written(texts, file.state)
    return Workspace(file, draft, texts, draft_text, seen_record(file, draft, draft_text), returns)


def _returns(file: OpenCase) -> Iterable[Return]:
    if file.omitted:
        return returns_of_supplements(file)
    return returns_for(file.case, frozenset(signatures(file, file.viewer.ident)))
