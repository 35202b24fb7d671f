"""Mail over the net that says there is news, and nothing of it: mail is not a safe place for more."""

from collections.abc import Collection

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.mail import post
from evenhand_web.letters.models import Issue, NewsAddress

_SUBJECT = "A letter to you is on its way"
_TO_PARTY = (
    "A letter from the review organisation is on its way to you by mail.\n\n"
    "This message says nothing about it, on purpose: mail over the net is not a safe place for it. If the letter has "
    "not come within a week, write or telephone to the organisation.\n"
)
_TO_OFFICE = (
    "A determination was issued and is open to your office.\n\n"
    "Sign in to see which. This message says nothing about the case, on purpose: mail is not a safe place for it.\n"
)


def tell_parties(case: Case, issue: Issue, parties: Collection[str]) -> None:
    """Write to the parties that have an address for news, in the transaction that issues a letter to them."""
    for address in NewsAddress.objects.filter(case=case, party__in=list(parties)).order_by("pk"):
        post(f"letter:{issue.pk}:{issue.attempt}:{address.pk}", address.email, _SUBJECT, _TO_PARTY)


def tell_office(issue: Issue) -> None:
    """Write to the regulator's people, in the transaction that issues a determination."""
    for person in Person.objects.filter(role=PersonRole.REGULATOR, is_active=True).order_by("pk"):
        post(
            f"issued:{issue.pk}:{issue.attempt}:{person.ident}", person.email, "A determination was issued", _TO_OFFICE
        )
