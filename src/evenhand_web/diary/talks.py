"""Writing a call or letter down, with the tasks that follow from what was said."""

import datetime as dt

from django.db import transaction

from evenhand_web.accounts.models import Person
from evenhand_web.diary.models import Talk, Task
from evenhand_web.diary.tasks import ask_to_certify, raise_task

_BY_TOMORROW = dt.timedelta(days=1)


def write_down(talk: Talk, by: Person, *, call_back: bool, spoken: str) -> Talk:
    """Keep a call or letter, not yet saved, and raise what follows from it: that somebody asks whether what may point
    to danger is certified, and that the speaker is called back. `spoken` is the language as people call it.
    """
    with transaction.atomic():
        talk.save()
        if talk.may_be_danger and talk.case is not None:
            ask_to_certify(f"danger:talk:{talk.pk}", talk.case, f"What {talk.speaker} said", by)
        if call_back:
            helped = f", with an interpreter of {spoken}" if talk.interpreter else ""
            words = f"Call {talk.speaker} back{f' on {talk.telephone}' if talk.telephone else ''}{helped}."
            raise_task(f"call:{talk.pk}", Task.Kind.CALL_BACK, words, _BY_TOMORROW, talk.case, by, by)
    return talk
