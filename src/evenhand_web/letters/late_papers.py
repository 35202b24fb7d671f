"""Papers of the record that came after a determination was signed: they open the question again before it is issued."""

from django.utils.translation import gettext as _

from evenhand.docket.listing import documents_of
from evenhand.programme.needs import Meaning
from evenhand_web.accounts.models import Notification, Person, PersonRole
from evenhand_web.accounts.notifications import notify
from evenhand_web.cases.following import Entered
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.spoken_days import dated
from evenhand_web.letters.access import issues_as
from evenhand_web.letters.signed import signing_entries


def came_since(case: OpenCase) -> tuple[str, ...]:
    """The papers that came after the last signature, each in a sentence that says what to do; none where nothing was
    signed. What is listed as cited and did not come is none of them.
    """
    signed = signing_entries(case)
    if not signed:
        return ()
    words = _(
        "%(id)s, %(title)s, came on %(day)s, after the signature. Send it back: the reviewer reads it and signs anew."
    )
    return tuple(
        words % {"id": record.id, "title": record.title, "day": dated(entry.on)}
        for entry in case.state.standing()
        if entry.number > signed[-1]
        for record in documents_of(entry)
        if record.received
    )


def tell_of_late_papers(entered: Entered) -> None:
    """Tell whoever issues determinations under the programme that papers came after the signature, in the transaction
    of their entry.
    """
    state, programme = entered.state, entered.state.programme
    is_signed = programme.flag(Meaning.SIGNED) in state.flags
    if not is_signed or programme.flag(Meaning.ISSUED) in state.flags:
        return
    came = [entry for entry in entered.new if any(record.received for record in documents_of(entry))]
    if came:
        offices = (PersonRole.MEDICAL_DIRECTOR, PersonRole.REGULATOR)
        people = Person.objects.filter(role__in=offices, is_active=True).order_by("pk")
        issuing = [
            person for person in people if issues_as(person, programme) and person.works_on(entered.case.programme)
        ]
        place = (Notification.Kind.LATE_PAPERS, "release_case", entered.case.ident)
        notify(f"late-papers:{came[-1].hash}", issuing, *place)
