"""What was written on a case before it was signed goes with it when the case is erased."""

from collections.abc import Iterable

from evenhand_web.cases.erasing import goes_with_case
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.reviewing.models import DraftVersion
from evenhand_web.reviewing.omissions import open_omissions


@goes_with_case
def forget_drafts(case: Case) -> Iterable[StoredFile]:
    """The texts; who wrote how often stays. No line that was omitted waits for anybody any more."""
    DraftVersion.objects.filter(draft__case=case).delete()
    open_omissions(case).update(dropped_at=clock.now())
    return ()
