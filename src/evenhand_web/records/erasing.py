"""The pages that were made of a document go with it when it is erased."""

from collections.abc import Iterable, Iterator

from evenhand_web.cases.erasing import goes_with_document
from evenhand_web.cases.models import CaseDocument
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.records.models import Page, Reading, Sorting, WholeRecord


@goes_with_document
def forget_pages(document: CaseDocument) -> Iterable[StoredFile]:
    """Their images, their text, and what each gave; what the whole record said with them is forgotten."""
    WholeRecord.objects.filter(case=document.case).delete()
    return tuple(_made_of(document))


def _made_of(document: CaseDocument) -> Iterator[StoredFile]:
    for reading in Reading.objects.filter(document=document).exclude(text=None).select_related("text"):
        yield reading.text  # type: ignore[misc]  # those without one are left out
    for page in Page.objects.filter(reading__document=document).exclude(image=None).select_related("image"):
        yield page.image  # type: ignore[misc]  # those without one are left out
    for sorting in Sorting.objects.filter(document=document).exclude(values=None).select_related("values"):
        yield sorting.values  # type: ignore[misc]  # those without one are left out
