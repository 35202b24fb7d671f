"""The reply to what came back of a reviewer's analyses."""

from evenhand_web.cases.open_case import OpenCase
from evenhand_web.reviewing.models import Return
from evenhand_web.reviewing.open_file import open_returns


def answer_return(case: OpenCase, number: int, answer: str) -> Return | None:
    """Save the reply to what came back, by its number: it goes to the medical director when the reviewer signs again.
    None where nothing of that number waits for a reply.
    """
    returned = open_returns(case).filter(pk=number).first()
    if returned is not None:
        returned.answer = answer
        returned.save(update_fields=("answer",))
    return returned
