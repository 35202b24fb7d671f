"""What the diary keeps of a case goes with it when the case is erased."""

from collections.abc import Iterable

from evenhand_web.cases.erasing import goes_with_case
from evenhand_web.cases.models import Case
from evenhand_web.diary.models import Talk
from evenhand_web.infrastructure.models import StoredFile


@goes_with_case
def forget_words(case: Case) -> Iterable[StoredFile]:
    """Who of the parties called or wrote; that somebody did stays, and that there was a task."""
    Talk.objects.filter(case=case).update(party="")
    return ()
