"""What lies unsent in a case: letters that wait to be mailed, notices that are owed and were not made."""

from django.utils.translation import gettext as _

from evenhand.notice import outstanding
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.spoken_days import dated
from evenhand_web.letters.models import Delivery

_TO_SEND = (Delivery.State.WAITING, Delivery.State.TOLD)


def unsent(case: OpenCase) -> tuple[str, ...]:
    """Each notice of a case that was made and not mailed, or is owed and not made, in a sentence: none of it bars what
    comes after, and whoever issues that should know.
    """
    titles = {rule.id: rule.title for rule in case.programme.notices}
    told = []
    for delivery in case.case.deliveries.filter(state__in=_TO_SEND).order_by("pk"):
        party = case.state.known_party(delivery.party)
        words = _("“%(title)s” to %(party)s, dated %(day)s, is not mailed yet.")
        name, title = party.name if party else delivery.party, titles.get(delivery.notice, delivery.notice)
        told.append(words % {"title": title, "party": name, "day": dated(delivery.dated_on)})
    owed = dict.fromkeys(
        (notice.notice, notice.party) for notice in outstanding(case.state, case.programme, case.today)
    )
    for notice, to in owed:
        words = _("“%(title)s” is owed to %(party)s and was not issued.")
        told.append(words % {"title": titles.get(notice, notice), "party": case.state.parties[to].name})
    return tuple(dict.fromkeys(told))
