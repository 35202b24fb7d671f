"""A determination on omitted lines before its director: the letter it will be, released or sent back. Nobody but its
reviewer decides it.
"""

from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from evenhand.determination.check import check_determination
from evenhand.determination.model import Dated
from evenhand.letter.case_letter import Letter, supplemental_letter
from evenhand.letter.characters import Unprintable, on_screen
from evenhand_web.accounts.models import Notification, PersonRole
from evenhand_web.accounts.notifications import notify
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.particulars import particulars_of
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.mail import post
from evenhand_web.infrastructure.mail_words import CASE_WAITS
from evenhand_web.letters.checking import checks_of
from evenhand_web.letters.letter_requests import ask_for_supplement
from evenhand_web.letters.models import SUPPLEMENT, UNDERWAY, Issue
from evenhand_web.letters.organization import house
from evenhand_web.letters.paper import Paper
from evenhand_web.letters.releasing import NotOpen, NotReleasedError, people_bars
from evenhand_web.letters.sending_bar import kept_back
from evenhand_web.letters.signed import Signature
from evenhand_web.letters.unsealed import seal_bars
from evenhand_web.reviewing.models import Return
from evenhand_web.reviewing.supplement import (
    Supplement,
    SupplementUnreadable,
    decided_state,
    is_supplement_wanted,
    last_supplement,
    supplement_entry,
)


def made_today(case: OpenCase, signed: Supplement, officer: str, unprintable: Unprintable) -> Letter:
    """The letter on omitted lines as it would be issued today by somebody, by name. `case` has the lines as lines in
    dispute.
    """
    dated = replace(signed.determination, decided=Dated(on=case.today))
    told = supplement_entry(case, dated, signed.row.reviewer.ident)
    known, beside = house(case.programme, unprintable), particulars_of(case.case)
    return supplemental_letter(known, decided_state(case), dated, signed.row.sha256, told, officer, beside)


def supplement_paper(case: OpenCase) -> Paper:
    """The determination on omitted lines as it would be issued today by the director who has the case open."""
    try:
        signed = last_supplement(case)
    except SupplementUnreadable:
        return Paper(None, None, (), _("What is kept of the signed analysis is not what was signed."))
    if signed is None:
        return Paper(None, None, (), _("The reviewer has not signed what was found on these lines."))
    letter, told = made_today(case, signed, case.viewer.name, on_screen)
    dated = replace(signed.determination, decided=Dated(on=case.today))
    findings = sorted((*check_determination(dated), *told), key=lambda finding: -finding.severity.rank)
    of_it = Signature(0, signed.row.signed_at.astimezone(case.programme.zone).date(), signed.row.sha256, dated)
    return Paper(of_it, letter, tuple(findings), checked=checks_of(case, letter))


def release_supplement(case: OpenCase, shown: Paper, length: int) -> Issue:
    """Release the determination on omitted lines that was shown to the director who has the case open, on a docket
    `length` entries long: it is then made, sealed, entered and sent to every party with the notice of it.

    Raises NotReleasedError where it may not be issued, StaleError where the docket has grown since, ValueError where a
    director has not the case open.
    """
    _by_director(case)
    if reasons := (*against_supplement(case, shown), *seal_bars(case)):
        raise NotReleasedError(reasons)
    return ask_for_supplement(case.case, length, case.viewer)


def against_supplement(case: OpenCase, shown: Paper) -> Iterator[str]:
    """Why the determination on omitted lines may not be issued, each reason in a sentence, but for the seal."""
    if not shown.is_fit:
        yield shown.missing or _("The letter cannot be made yet: see what the checks say.")
    elif is_supplement_wanted(case):
        yield _("It was sent back, or documents came since: the reviewer has still to sign it anew.")
    yield from people_bars(case)
    yield from kept_back(case.programme, shown.findings)


def send_supplement_back(case: OpenCase, length: int, rule: str, finding: str, question: str) -> Return:
    """Keep what the director who has a case open found in the text on omitted lines, and the question on it.

    Raises StaleError where the docket is no longer `length` entries long, NotOpen where it was released or sent back
    meanwhile, ValueError where nothing is signed or no director has the case open.
    """
    _by_director(case)
    signed = last_supplement(case)
    if signed is None:
        raise ValueError("only what is signed is sent back")
    with transaction.atomic():
        held = Case.objects.select_for_update().get(pk=case.case.pk)
        if held.length != length:
            raise StaleError(length)
        is_going = Issue.objects.filter(case=held, what=SUPPLEMENT, state__in=UNDERWAY).exists()
        if is_going or signed.row.returns.filter(answered_at=None).exists():
            raise NotOpen
        told = {"rule": rule, "finding": finding, "question": question, "supplement": signed.row}
        sent = Return.objects.create(case=held, entry=0, by=case.viewer, made_at=clock.now(), **told)
        reviewer = signed.row.reviewer
        post(f"return:{sent.pk}", reviewer.email, *CASE_WAITS)
        notify(f"return:{sent.pk}", [reviewer], Notification.Kind.SENT_BACK, "review_file", held.ident)
        return sent


def _by_director(case: OpenCase) -> None:
    if case.viewer.role != PersonRole.MEDICAL_DIRECTOR:
        raise ValueError("a determination on omitted lines is released or sent back by a medical director")
