"""What was written on a case before it was signed goes with it when the case is erased."""

from collections.abc import Iterable

from evenhand_web.cases.erasing import goes_with_case
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.reviewing.models import Dismissal, DraftVersion, Question, Refusal, Return

_ERASED = "(erased)"


@goes_with_case
def forget_drafts(case: Case) -> Iterable[StoredFile]:
    """The texts; who wrote how often stays."""
    DraftVersion.objects.filter(draft__case=case).delete()
    Dismissal.objects.filter(draft__case=case).update(reason=_ERASED)
    Question.objects.filter(draft__case=case).update(question=_ERASED, declined="")
    Return.objects.filter(case=case).update(finding=_ERASED, question=_ERASED, answer="")
    Refusal.objects.filter(case=case).update(reason=_ERASED)
    return ()
