"""The words of a document's pages: of its text layer, and of pages that are pictures as the reader recognized them."""

from collections.abc import Iterator

from evenhand_web.records.models import Sorting
from evenhand_web.records.page_values import values_of
from evenhand_web.records.reading import texts_of
from evenhand_web.records.seam import RecordDocument


def page_texts(document: RecordDocument) -> tuple[str, ...]:
    """The words of every page of a document, in their order; empty for a page on which nobody has read any, and for one
    that is set apart.
    """
    if document.reading is None:
        return ()
    layers = texts_of(document.reading)
    recognized = _recognized(document) if not all(text.strip() for text in layers) else {}
    return tuple(_words(document, layers, recognized))


def _words(document: RecordDocument, layers: list[str], recognized: dict[int, str]) -> Iterator[str]:
    for number, text in enumerate(layers, start=1):
        if number in document.apart:
            yield ""
        else:
            yield text if text.strip() else recognized.get(number, "")


def _recognized(document: RecordDocument) -> dict[int, str]:
    """What the reader recognized, by page. A row that was read before it recognized anything has none."""
    sorting = Sorting.objects.select_related("values").filter(document=document.file).first()
    return {page.number: page.text for page in values_of(sorting)} if sorting is not None else {}
