"""The payer's receipt of a determination that found something necessary: somebody asks for its day."""

import datetime as dt

from evenhand.docket.assignment import Deposited, Received
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Role
from evenhand.programme.model import Programme
from evenhand_web.cases.following import Entered
from evenhand_web.diary.models import Task
from evenhand_web.diary.tasks import end_by_itself, raise_task
from evenhand_web.infrastructure.programmes import programme_of

_CAME = "The receipt was entered."
_WITHIN = dt.timedelta(days=5)


def ask_for_the_receipt(entered: Entered) -> None:
    """Raise a task when a determination that found something necessary was mailed to the payer: carrying out runs from
    its receipt, which ends the task. What a docket brought in whole tells of was seen to elsewhere.
    """
    if len(entered.new) > 1:
        return
    law, entry = programme_of(entered.case.programme), entered.new[-1]
    match entry.payload:
        case Deposited(notice=notice, party=party) if _is_decision(notice, law) and _is_payer(entered, party):
            if "line_necessary" in entered.state.events:
                key = f"{_key(entered, notice, party)}{entry.number}"
                raise_task(key, Task.Kind.OTHER, _words(law), _WITHIN, entered.case, None, entered.by)
        case Received(notice=notice, party=party):
            asked = Task.objects.filter(key__startswith=_key(entered, notice, party), done_at=None)
            end_by_itself(asked, _CAME)
        case _:
            pass


def _key(entered: Entered, notice: str, party: str) -> str:
    return f"receipt:{entered.case.ident}:{notice}:{party}:"


def _is_payer(entered: Entered, party: str) -> bool:
    known = entered.state.parties.get(party)
    return known is not None and known.role is Role.PAYER


def _is_decision(notice: str, law: Programme) -> bool:
    """Whether a notice is one with which a determination goes out."""
    return any(rule.id == notice and rule.owed_on == EntryKind.DETERMINATION_ISSUED for rule in law.notices)


def _words(law: Programme) -> str:
    return (
        f"A line was found necessary. Ask the {law.label(Role.PAYER)} on which day the determination came, and enter "
        "its receipt: the time to carry it out runs from that day."
    )
