"""The papers of the mailroom that were filed in a case go with it when it is erased."""

from collections.abc import Iterable, Iterator

from evenhand_web.cases.erasing import goes_with_case, goes_with_document
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.mailroom.models import Candidate, CoverCode, Delivery, Item, ItemPage


@goes_with_document
def forget_paper(document: CaseDocument) -> Iterable[StoredFile]:
    """The paper that a document was filed from, and what it came in."""
    items = Item.objects.filter(case=document.case_id, entry=document.entry, file__sha256=document.file.sha256)
    return tuple(file for item in items for file in _files_of(item))


@goes_with_case
def forget_case(case: Case) -> Iterable[StoredFile]:
    """Every paper filed in it or set apart from it, its codes, and its place beside papers that wait."""
    Candidate.objects.filter(case=case).delete()
    CoverCode.objects.filter(case=case).delete()
    return tuple(file for item in Item.objects.filter(case=case) for file in _files_of(item))


def _files_of(item: Item) -> Iterator[StoredFile]:
    """What is kept of a paper, of those that came again with the same, and the message, archive or scan it lay in."""
    split = Item.objects.filter(delivery=item.delivery_id, state=Item.State.PARTED)  # the scan it was a part of
    for each in (item, *item.came_again.all(), *split):
        delivery = Delivery.objects.select_related("file").get(pk=each.delivery_id)
        Delivery.objects.filter(pk=delivery.pk).update(name="", sender="")
        Item.objects.filter(pk=each.pk).update(name="")
        yield from (each.file, delivery.file)
        if each.facts is not None:
            yield each.facts
        for page in ItemPage.objects.filter(item=each).exclude(image=None).select_related("image"):
            yield page.image  # type: ignore[misc]  # those without one are left out
        ItemPage.objects.filter(item=each).update(mark="")
