"""What the diary does by time alone, and because something was entered."""

import datetime as dt

from evenhand.docket.assignment import MailReturned
from evenhand.docket.kind import EntryKind
from evenhand_web.cases.following import Entered, follows
from evenhand_web.diary.due_near import tell_of_due_days
from evenhand_web.diary.duty import watch
from evenhand_web.diary.failures import tell_of_dead_jobs, tell_of_mail
from evenhand_web.diary.models import Task
from evenhand_web.diary.receipt import ask_for_the_receipt
from evenhand_web.diary.tasks import raise_task
from evenhand_web.diary.unusual_reading import watch_readings
from evenhand_web.infrastructure.handler import duty
from evenhand_web.infrastructure.programmes import programme_of

_BY_TOMORROW = dt.timedelta(days=1)


@duty
def watch_the_roster() -> None:
    """See that expedited cases have everybody they need."""
    watch()


duty(tell_of_dead_jobs)
duty(tell_of_due_days)
duty(tell_of_mail)
duty(watch_readings)


follows(EntryKind.DEPOSITED, EntryKind.RECEIVED)(ask_for_the_receipt)


@follows(EntryKind.MAIL_RETURNED)
def look_for_an_address(entered: Entered) -> None:
    """Mail that came back: somebody finds a better address and serves again. What a docket brought in whole tells of
    was seen to elsewhere.
    """
    payload = entered.new[-1].payload
    if len(entered.new) > 1 or not isinstance(payload, MailReturned):
        return
    titles = {rule.id: rule.title for rule in programme_of(entered.case.programme).notices}
    what = titles.get(payload.notice, payload.notice.replace("_", " "))
    words = f"“{what}” came back ({payload.reason}). Find a better address of the party and serve it again."
    key = f"returned:{entered.new[-1].hash}"
    raise_task(key, Task.Kind.ADDRESS, words, _BY_TOMORROW, entered.case, entered.by, entered.by)
