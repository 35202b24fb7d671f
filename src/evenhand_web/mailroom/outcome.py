"""What becomes of a paper that was read: it files itself, came before, is set apart, or waits for somebody."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from evenhand.mailroom.matching import Match, Standing
from evenhand.procedure.permit import NotAllowed
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import opened_by_task
from evenhand_web.mailroom.fault_words import why_unread
from evenhand_web.mailroom.filing import Filing, NotFiledError, file_item, tell
from evenhand_web.mailroom.held_against import HeldAgainst, held_against
from evenhand_web.mailroom.models import Candidate, Item, ItemAct, ItemPage
from evenhand_web.mailroom.reading_items import facts_of
from evenhand_web.mailroom.senders import known_sender

_LONGEST = 400


def settle(item: Item) -> None:
    """Say what becomes of a paper that was read and still waits: in one transaction, and so that it may be said again.
    A person's word is never undone. Raises StaleError where something was entered in its case at the same moment: then
    nothing is said, and it is asked again.
    """
    with transaction.atomic():
        held = Item.objects.select_for_update(of=("self",)).select_related("delivery", "file", "facts").get(pk=item.pk)
        if held.state not in (Item.State.NEW, Item.State.WAITING) or held.read_at is None:
            return
        if _is_kept_waiting(held):
            _keep_candidates(held, held_against(facts_of(held)).matches)
            return
        if earlier := came_before(held):
            held.state, held.same_as, held.reason = Item.State.AGAIN, earlier, _again(held, earlier)
            held.save(update_fields=("state", "same_as", "reason"))
            tell(held, "again", None, None, None, held.reason)
            return
        told = held_against(facts_of(held))
        _keep_candidates(held, told.matches)
        _conclude(held, told)


def _is_kept_waiting(item: Item) -> bool:
    """Whether a person said last of a paper that it waits, or took it out of a record: then it never files itself."""
    last = (
        ItemAct.objects.filter(item=item).exclude(by=None).exclude(did__in=("taken", "stamped")).order_by("pk").last()
    )
    return last is not None and last.did in (Item.State.WAITING, "unfiled")


def came_before(item: Item) -> Item | None:
    """The paper that came before an item, or was filed before it was read, with the same bytes, or with the same pages
    in the same order.
    """
    first = Q(pk__lt=item.pk) | Q(state=Item.State.FILED)
    earlier = Item.objects.filter(first, same_as=None).exclude(pk=item.pk).order_by("pk")
    if same := earlier.filter(file__sha256=item.file.sha256).first():
        return same
    marks = list(item.page_set.order_by("number").values_list("mark", flat=True))
    told = [mark for mark in marks if mark]
    if not told:
        return None
    alike = earlier.filter(page_set__mark=told[0], pages=len(marks)).distinct()[:50]
    return next((other for other in alike if _marks(other) == marks), None)


def _marks(item: Item) -> list[str]:
    return list(ItemPage.objects.filter(item=item).order_by("number").values_list("mark", flat=True))


def _again(item: Item, earlier: Item) -> str:
    if item.file.sha256 == earlier.file.sha256:
        return _("The same file came before.")
    return _("The same pages came before, in another file.")


def _keep_candidates(item: Item, matches: tuple[tuple[Case, Match], ...]) -> None:
    item.candidates.all().delete()
    Candidate.objects.bulk_create(
        Candidate(item=item, case=case, score=match.score, reasons=[_told(part) for part in match.parts])
        for case, match in matches
    )


def _told(part: object) -> list[object]:
    points, words, against = (getattr(part, name) for name in ("points", "words", "is_against"))
    return [points, words, against]


def _conclude(item: Item, told: HeldAgainst) -> None:
    standing, reason, case = told.conclusion.standing, told.conclusion.words, None
    if item.fault:
        standing, reason = Standing.ASK, f"{why_unread(item.fault)} {reason}"
    if standing is Standing.OTHER_PERSON:
        case = next(each for each, _match in told.matches if each.ident == told.conclusion.case)
        _wait(item, Item.State.APART, reason, case)
        return
    if standing is Standing.FILES_ITSELF:
        case = next(each for each, _match in told.matches if each.ident == told.conclusion.case)
        sender = told.code_party or known_sender(item, case)
        reason = _filed_itself(item, case, Filing(party=sender, because=reason))
        if not reason:
            return
    _wait(item, Item.State.WAITING, reason, None)


def _filed_itself(item: Item, case: Case, filing: Filing) -> str:
    """Nothing where a paper was filed; else why it was not, in words."""
    if not filing.party:
        words = _("%(why)s Nothing tells who sent it: say so, and it is filed.")
        return words % {"why": filing.because}
    try:
        with transaction.atomic():
            file_item(item, opened_by_task(case), filing)
    except NotFiledError as refused:
        return str(refused)
    except NotAllowed as refused:
        return " ".join(refused.reasons)
    return ""


def _wait(item: Item, state: Item.State, reason: str, case: Case | None) -> None:
    is_news = (item.state, item.reason) != (state, reason[:_LONGEST])
    item.state, item.reason, item.case = state, reason[:_LONGEST], case
    item.save(update_fields=("state", "reason", "case"))
    if is_news:
        tell(item, state, None, case, None, reason)
