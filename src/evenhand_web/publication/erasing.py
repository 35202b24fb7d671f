"""What was prepared of a case for publication goes with it when the case is erased."""

from evenhand_web.cases.erasing import goes_with_case
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.publication.models import Preparation


@goes_with_case
def forget_preparations(case: Case) -> tuple[StoredFile, ...]:
    """The passages that were masked, and what people decided about them."""
    Preparation.objects.filter(case=case).delete()
    return ()
