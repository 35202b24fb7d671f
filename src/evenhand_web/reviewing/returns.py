"""What came back of a reviewer's analyses, and the reply to it."""

from django.db.models import QuerySet

from evenhand_web.cases.open_case import OpenCase
from evenhand_web.reviewing.access import returns_for
from evenhand_web.reviewing.models import Return
from evenhand_web.reviewing.open_file import signatures


def open_returns(case: OpenCase) -> QuerySet[Return]:
    """What came back to the reviewer who has a case open, and was not signed again since."""
    return returns_for(case.case, frozenset(signatures(case, case.viewer.ident))).filter(answered_at=None)


def answer_return(case: OpenCase, number: int, answer: str) -> Return | None:
    """Keep the reply to what came back, by its number: it goes to the medical director when the reviewer signs again.
    None where nothing of that number waits for a reply.
    """
    returned = open_returns(case).filter(pk=number).first()
    if returned is not None:
        returned.answer = answer
        returned.save(update_fields=("answer",))
    return returned
