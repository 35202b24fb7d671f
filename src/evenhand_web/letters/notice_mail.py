"""Mail over the net that says there is news, and nothing of it: mail is not a safe place for more."""

from collections.abc import Mapping

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.mail import knows_parties, post, post_to_party
from evenhand_web.infrastructure.mail_words import DETERMINATION_ISSUED
from evenhand_web.infrastructure.party_mail_words import letter_on_its_way
from evenhand_web.letters.models import Issue, NewsAddress


def tell_parties(case: Case, issue: Issue, languages: Mapping[str, str]) -> None:
    """Write to the parties that have an address for news, each in the language of its letter (by the party's id), in
    the transaction that issues a letter to them.
    """
    for address in case.news_addresses.filter(party__in=list(languages)).order_by("pk"):
        news = letter_on_its_way(languages[address.party])
        post_to_party(f"letter:{issue.pk}:{issue.attempt}:{address.pk}", address.pk, *news)


@knows_parties
def address_of(row: int) -> str:
    """Where a party is told that there is news; empty where nobody is told there any more."""
    address = NewsAddress.objects.select_related("case").filter(pk=row).first()
    return address.email if address is not None else ""


def tell_office(issue: Issue) -> None:
    """Write to the regulator's people, in the transaction that issues a determination."""
    for person in Person.objects.filter(role=PersonRole.REGULATOR, is_active=True).order_by("pk"):
        post(f"issued:{issue.pk}:{issue.attempt}:{person.ident}", person.email, *DETERMINATION_ISSUED)
