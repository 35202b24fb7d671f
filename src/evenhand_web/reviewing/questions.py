"""Questions a reviewer wants asked: handed to the coordinators, who ask them or say why not."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from evenhand.docket.review import QuestionAsked
from evenhand_web.accounts.models import Notification, Person, PersonRole
from evenhand_web.accounts.notifications import notify
from evenhand_web.cases.entering import enter_own
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.mail import post
from evenhand_web.infrastructure.mail_words import QUESTION_WAITS
from evenhand_web.infrastructure.sealed_columns import sealed_for
from evenhand_web.reviewing.models import Question
from evenhand_web.reviewing.saved_parts import draft_of


def waiting_questions(case: Case) -> QuerySet[Question]:
    """The questions of a case that were neither asked nor declined."""
    waiting = Question.objects.filter(draft__case=case, asked_as=None, declined="")
    return waiting.select_related("draft__case").order_by("pk")


def hand_over(case: OpenCase, party: str, question: str) -> Question:
    """Hand a question to a party, by id, of the reviewer who has a case open to the coordinators, and write to them
    that one waits. Raises ValueError where there is no such party or no question.
    """
    if party not in case.state.parties or not question:
        raise ValueError("a question is put to a party of the case")
    with transaction.atomic():
        draft = draft_of(case.case, case.viewer)
        made = Question.objects.create(draft=draft, party=party, question=question, made_at=clock.now())
        coordinators = list(Person.objects.filter(role=PersonRole.COORDINATOR, is_active=True).order_by("pk"))
        concerned = [person for person in coordinators if person.works_on(case.case.programme)]
        notify(f"question:{made.pk}", concerned, Notification.Kind.QUESTION, "case_reviewer", case.case.ident)
        for person in coordinators:
            post(f"question:{made.pk}:{person.ident}", person.email, *QUESTION_WAITS)
    return made


def put_question(case: OpenCase, length: int, question: Question, words: str) -> OpenCase:
    """Put a question that waits to its party, in the organization's name and the words given, on a docket `length`
    entries long. Raises ValueError without words, and what entering raises.
    """
    if not words:
        raise ValueError(_("Write the question as it is to be asked."))
    with transaction.atomic():
        longer = enter_own(case, length, QuestionAsked(party=question.party, question=words))
        Question.objects.filter(pk=question.pk).update(asked_as=longer.length)
    return longer


def decline_question(question: Question, reason: str) -> None:
    """Say why a question that waits is not put: the reviewer reads it. Raises ValueError without a reason."""
    if not reason:
        raise ValueError(_("Say why the question is not asked: the reviewer reads it."))
    Question.objects.filter(pk=question.pk).update(**sealed_for(question, declined=reason))
