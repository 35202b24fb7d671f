"""Filing an application: the case it opens, and the receipt that is made at once."""

from collections.abc import Sequence

from django.db import transaction

from evenhand.docket.kind import EntryKind
from evenhand_web.accounts.models import Person
from evenhand_web.cases.intake import Judged, KeyedApplication, take_in
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.letters.directory_use import tell_service, with_principals
from evenhand_web.letters.issuing import owed_now
from evenhand_web.letters.letter_requests import follow_with_notice
from evenhand_web.mailroom.applications import began_case
from evenhand_web.mailroom.models import Item

_FIRST = 1
"""The number of the entry that an application is."""


def file_application(
    person: Person, application: KeyedApplication, looked_at: str = "", judged: Judged = ()
) -> OpenCase:
    """The case that begins with an application, as `take_in` opens it, with what the directory of organizations knows
    of those in it, and with every notice asked for that its program has made at once. Whoever takes applications in,
    from a form, a table or the mail, files them here.

    Raises what `take_in` raises.
    """
    with transaction.atomic():
        case = take_in(person, with_principals(application), looked_at, judged)
        tell_service(case, person)
        for rule in case.programme.notices:
            is_due = rule.at_once and rule.owed_on == EntryKind.APPLICATION_RECEIVED
            if is_due and owed_now(case, rule.id, _FIRST):
                follow_with_notice(case.case, rule.id, _FIRST, person)
    return case


def file_with_mail(
    person: Person, application: KeyedApplication, mail: Sequence[Item], looked_at: str = "", judged: Judged = ()
) -> OpenCase:
    """The same for an application that came as papers of the mailroom: they are filed in the case, all or nothing.

    Raises what `file_application` raises, and NotFiledError where somebody dealt with a paper meanwhile.
    """
    with transaction.atomic():
        case = file_application(person, application, looked_at, judged)
        began_case(mail, case)
    return case
