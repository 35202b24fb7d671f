"""The letters of a case go with it when the case is erased."""

from collections.abc import Iterable

from evenhand_web.cases.erasing import goes_with_case
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.letters.models import Delivery, KeptLetter, NewsAddress, PrintRun


@goes_with_case
def forget_letters(case: Case) -> Iterable[StoredFile]:
    """Every letter as it was made, what was gathered for the printer, addresses for news."""
    numbers = set(Delivery.objects.filter(case=case).values_list("pk", flat=True))
    runs = [run for run in PrintRun.objects.exclude(file=None).select_related("file") if numbers & set(run.deliveries)]
    NewsAddress.objects.filter(case=case).delete()
    kept = KeptLetter.objects.filter(issue__case=case).select_related("file")
    return [*(letter.file for letter in kept), *(run.file for run in runs if run.file is not None)]
