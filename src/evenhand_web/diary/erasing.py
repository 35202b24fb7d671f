"""What the diary keeps of a case goes with it when the case is erased."""

from collections.abc import Iterable

from evenhand_web.cases.erasing import goes_with_case
from evenhand_web.cases.models import Case
from evenhand_web.diary.models import Talk, Task
from evenhand_web.infrastructure.models import StoredFile

ERASED = "(erased)"


@goes_with_case
def forget_words(case: Case) -> Iterable[StoredFile]:
    """What was said in calls and letters, and the words of tasks; that there were any stays."""
    Talk.objects.filter(case=case).update(speaker=ERASED, telephone="", about=ERASED, answered="", party="")
    Task.objects.filter(case=case).update(words=ERASED, outcome="")
    return ()
