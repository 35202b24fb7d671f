"""Questions a reviewer wants asked: handed to the coordinators, who ask them or say why not."""

from django.db import transaction
from django.db.models import QuerySet

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.mail import post
from evenhand_web.reviewing.models import Draft, Question

_SUBJECT = "A reviewer's question waits to be asked"
_BODY = (
    "A reviewer wants a party of a case asked something. You ask it, in the organisation's name.\n\n"
    "Sign in to see which. This message says nothing about the case, on purpose: mail is not a safe place for it.\n"
)


def waiting_questions(case: Case) -> QuerySet[Question]:
    """The questions of a case that were neither asked nor declined."""
    return Question.objects.filter(draft__case=case, asked_as=None, declined="").order_by("pk")


def hand_over(draft: Draft, party: str, question: str) -> Question:
    """Hand a question to the coordinators, and write to them that one waits."""
    with transaction.atomic():
        made = Question.objects.create(draft=draft, party=party, question=question, made_at=clock.now())
        for person in Person.objects.filter(role=PersonRole.COORDINATOR, is_active=True).order_by("pk"):
            post(f"question:{made.pk}:{person.ident}", person.email, _SUBJECT, _BODY)
    return made
