"""Where the listing of a record and its files disagree: pages keyed and counted, one file listed twice."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_noop

from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand_web.records.seam import RecordDocument

_OTHER_COUNT = FindingKind(
    rule="RECORD-PAGES",
    severity=Severity.WARNING,
    message=gettext_noop("{record}, {title}: {keyed} keyed, the file has {counted}."),
    remedy=gettext_noop("Look whether pages are missing and ask for them; letters tell what was counted."),
)
_SAME_FILE = FindingKind(
    rule="RECORD-TWICE",
    severity=Severity.WARNING,
    message=gettext_noop("{record}, {title}: same file as {other}, {other_title}."),
    remedy=gettext_noop("Ask for the paper that was meant, or have the second listing struck."),
)


def paper_findings(record: Iterable[RecordDocument]) -> Iterator[Finding]:
    """Each document of a record, in its order, whose pages were keyed otherwise than its file has them, or whose file
    came before under another number; the place of each Finding is the document's number.
    """
    first: dict[str, RecordDocument] = {}
    for document in record:
        listed, counted = document.record, document.counted
        place = Place(key=listed.id)
        if counted and listed.pages is not None and listed.pages != counted:
            keyed = _pages(listed.pages)
            yield _OTHER_COUNT.at(place, record=listed.id, title=listed.title, keyed=keyed, counted=str(counted))
        if not listed.sha256:
            continue
        other = first.setdefault(listed.sha256, document).record
        if other.id != listed.id:
            title = listed.title
            yield _SAME_FILE.at(place, record=listed.id, title=title, other=other.id, other_title=other.title)


def _pages(count: int) -> str:
    return f"{count} page" if count == 1 else f"{count} pages"
