"""What of the record must be seen before a signature, or answered: documents that decide page by page, the rest by
groups, and every anchor on a page that exists and was shown.
"""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_noop

from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand_web.records.paper_check import paper_findings
from evenhand_web.records.seam import DocumentState
from evenhand_web.reviewing.analysis import Written
from evenhand_web.reviewing.record_seen import SeenDocument, SeenRecord

_RECORD = Place(key="record")
_NOT_SEEN = FindingKind(
    rule="REVIEW-SEEN",
    severity=Severity.MAJOR,
    message=gettext_noop("{record}, {title} ({type}), is one of those that decide: {seen} of {pages} seen."),
    remedy=gettext_noop("See the rest of it, or say in a sentence why not; the letter tells your reason."),
)
_NOT_MADE = FindingKind(
    rule="REVIEW-SEEN",
    severity=Severity.MAJOR,
    message=gettext_noop("{record}, {title}: its pages are still being made."),
    remedy=gettext_noop("Look again in some minutes."),
)
_NOT_HERE = FindingKind(
    rule="REVIEW-SEEN",
    severity=Severity.MAJOR,
    message=gettext_noop("{record}, {title} ({type}), is not here, and is one of those that decide."),
    remedy=gettext_noop("Have it asked for, or say in a sentence why it is not needed; the letter tells your reason."),
)
_UNREADABLE = FindingKind(
    rule="REVIEW-UNREADABLE",
    severity=Severity.MAJOR,
    message=gettext_noop("{record}, {title}, cannot be read: {fault}"),
    remedy=gettext_noop("Ask for a readable copy, or say in a sentence why it is not needed; the letter tells which."),
)
_REST = FindingKind(
    rule="REVIEW-REST",
    severity=Severity.MAJOR,
    message=gettext_noop("{type}: neither seen nor left out: {documents} with {pages}."),
    remedy=gettext_noop("See them, or leave them out together, by kind and date, with the reason."),
)
_UNSEEN = FindingKind(
    rule="REVIEW-UNSEEN",
    severity=Severity.WARNING,
    message=gettext_noop("Of the whole record, {seen} of {pages} seen."),
    remedy=gettext_noop("The letter and the director are told which were not, and your reasons."),
)
_NO_DOCUMENT = FindingKind(
    rule="REVIEW-ANCHOR",
    severity=Severity.MAJOR,
    message=gettext_noop("“{words:.80}” is anchored to {record}, which the record does not list."),
    remedy=gettext_noop("Anchor it to a document of the record."),
)
_NO_PAGES_HERE = FindingKind(
    rule="REVIEW-ANCHOR",
    severity=Severity.MAJOR,
    message=gettext_noop("“{words:.80}” is anchored to {record}, of which no page can be shown here."),
    remedy=gettext_noop("Anchor it to a page that you have seen, or have the document asked for."),
)
_NO_SUCH_PAGE = FindingKind(
    rule="REVIEW-ANCHOR",
    severity=Severity.MAJOR,
    message=gettext_noop("“{words:.80}” is anchored to page {page} of {record}, which has {pages}."),
    remedy=gettext_noop("Anchor it to the page it comes from."),
)
_NO_PAGE = FindingKind(
    rule="REVIEW-ANCHOR",
    severity=Severity.MAJOR,
    message=gettext_noop("“{words:.80}” names {record} and no page of it."),
    remedy=gettext_noop("Anchor it to the page it comes from."),
)
_NOT_SHOWN = FindingKind(
    rule="REVIEW-ANCHOR",
    severity=Severity.MAJOR,
    message=gettext_noop("“{words:.80}” is anchored to page {page} of {record}, which you have not seen."),
    remedy=gettext_noop("Open that page, and look whether it says so."),
)


def reading_gates(record: SeenRecord) -> Iterator[Finding]:
    """What of the record was neither seen nor answered; and, as a remark, how much of it was not seen."""
    rest: dict[str, list[SeenDocument]] = {}
    for seen in record.wanting:
        listed, state = seen.document.record, seen.document.state
        kind = seen.document.kind.title
        if state is DocumentState.ILLEGIBLE:
            yield _UNREADABLE.at(_RECORD, record=listed.id, title=listed.title, fault=seen.document.fault)
        elif state is DocumentState.WAITING:
            yield _NOT_MADE.at(_RECORD, record=listed.id, title=listed.title)
        elif not seen.decides:
            rest.setdefault(kind, []).append(seen)
        elif state is DocumentState.READABLE:
            pages, count = _counted(seen.pages), len(seen.seen)
            yield _NOT_SEEN.at(_RECORD, record=listed.id, title=listed.title, type=kind, seen=count, pages=pages)
        else:
            yield _NOT_HERE.at(_RECORD, record=listed.id, title=listed.title, type=kind)
    for title, documents in rest.items():
        pages = _counted(sum(seen.pages - len(seen.seen) for seen in documents))
        yield _REST.at(_RECORD, type=title, documents=_counted(len(documents), "document"), pages=pages)
    if record.pages_seen < record.pages:
        yield _UNSEEN.at(_RECORD, seen=f"{record.pages_seen:,}", pages=_counted(record.pages))
    yield from paper_findings(sorted(record.record, key=lambda document: document.entry))


def _counted(count: int, noun: str = "page") -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def anchor_gates(draft: Written, record: SeenRecord) -> Iterator[Finding]:
    """Every sentence that is anchored to what is not there, or was not seen."""
    listed = {seen.document.record.id: seen for seen in record.documents}
    for part, words, ident, page in _anchors(draft):
        kind = _fault(listed, ident, page)
        if kind is not None:
            pages = _counted(listed[ident].pages) if ident in listed else ""
            yield kind.at(Place(key=part), words=words, record=ident, page=page, pages=pages)


def _fault(listed: Mapping[str, SeenDocument], ident: str, page: int | None) -> FindingKind | None:
    """What is wrong with an anchor to a page of a document; None where nothing is."""
    seen = listed.get(ident)
    if seen is None:
        return _NO_DOCUMENT
    if not seen.document.counted:
        return _NO_PAGES_HERE
    if page is None:
        return _NO_PAGE
    if page > seen.document.counted:
        return _NO_SUCH_PAGE
    return None if page in seen.seen else _NOT_SHOWN


def _anchors(draft: Written) -> Iterator[tuple[str, str, str, int | None]]:
    for paragraph in draft.summary.paragraphs:
        if paragraph.record:
            yield "summary", paragraph.words, paragraph.record, paragraph.page
    for line, text in draft.lines.items():
        for fact in text.facts:
            if fact.record:
                yield f"line {line}", fact.words, fact.record, fact.page
