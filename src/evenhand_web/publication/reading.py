"""A prepared letter as people read it: what is masked now, how far it has come, and what they decide about it."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from django.db import transaction

from evenhand.corpus.judgment import Judgment, judged, places_of
from evenhand.corpus.redaction import Kind, Redaction
from evenhand_web.accounts.models import Person
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.shelf import viewed
from evenhand_web.letters.letter_reading import is_drawn
from evenhand_web.publication.models import PassageJudgment, Preparation
from evenhand_web.publication.served import served_letter


class Step(StrEnum):
    """What a prepared letter waits for."""

    READ = "read"
    """A person must look at it."""
    SECOND = "second"
    """A second person reads all of it, because the lot fell on it."""
    READY = "ready"
    PUBLISHED = "published"


class NotToBeDone(Exception):
    """What was asked for cannot be done with the letter as it stands; the words say why."""


class PreparedPage(NamedTuple):
    """A letter as served, what is masked in it now, and how many judgments that rests on."""

    preparation: Preparation
    text: str
    masks: tuple[Redaction, ...]
    judgments: int


def step_of(preparation: Preparation) -> Step:
    """What a prepared letter waits for."""
    if preparation.published_as is not None:
        return Step.PUBLISHED
    if preparation.must_be_read and preparation.read_by_id is None:
        return Step.READ
    if is_drawn(preparation.drawn, preparation.share) and preparation.second_by_id is None:
        return Step.SECOND
    return Step.READY


def newest_preparation(case: OpenCase) -> Preparation | None:
    """The preparation of the newest version of a case's determination; None where none is prepared."""
    kept = case.case.preparations.select_related("issue", "read_by", "second_by").order_by("-issue__pk").first()
    if kept is not None:
        kept.case = kept.issue.case = case.case
    return kept


def prepared_page(case: OpenCase, preparation: Preparation) -> PreparedPage | None:
    """A prepared letter for the eyes of the person who has its case open; None where the letter as served is not here
    any more, or is not the one that was prepared.
    """
    letter = served_letter(preparation.issue)
    if letter is None or letter.file.sha256 != preparation.digest:
        return None
    text = b"".join(viewed(letter.file, case.viewer.ident, case.case.ident)).decode()
    if preparation.opened_at is None:
        Preparation.objects.filter(pk=preparation.pk, opened_at=None).update(opened_at=clock.now())
    rows = list(preparation.judgments.order_by("pk"))
    for row in rows:
        row.preparation = preparation
    return PreparedPage(preparation, text, judged(text, _masks(preparation), map(_judgment, rows)), len(rows))


def _masks(preparation: Preparation) -> list[Redaction]:
    return [
        Redaction(start=start, end=end, kind=Kind(kind), why=why, shown=shown)
        for start, end, kind, why, shown in preparation.masks
    ]


def _judgment(row: PassageJudgment) -> Judgment:
    return Judgment(row.start, row.end, row.is_lifted, Kind(row.kind), row.why)


def lift(page: PreparedPage, person: Person, numbers: Iterable[int], why: str) -> None:
    """Lift masked passages, by their number in the page, for a reason.

    Raises NotToBeDone where the letter was published, or others decided about it since the page was opened.
    """
    wanted = set(numbers)
    masks = [mask for number, mask in enumerate(page.masks) if number in wanted]
    _decide(page, person, [(mask.start, mask.end, True, mask.kind) for mask in masks], why)


def mask(page: PreparedPage, person: Person, words: str, kind: Kind, why: str) -> int:
    """Mask words wherever they stand in the letter; gives how many places that are. Raises NotToBeDone as `lift`."""
    places = places_of(page.text, words)
    _decide(page, person, [(start, end, False, kind) for start, end in places], why)
    return len(places)


def _decide(page: PreparedPage, person: Person, decided: Sequence[tuple[int, int, bool, Kind]], why: str) -> None:
    with transaction.atomic():
        held = _held(page)
        is_second = held.read_by_id not in (None, person.pk) or step_of(held) is Step.SECOND
        for start, end, is_lifted, kind in decided:
            PassageJudgment.objects.create(
                preparation=held,
                start=start,
                end=end,
                is_lifted=is_lifted,
                kind=kind.value,
                why=why,
                is_leak=is_second and not is_lifted,
                by=person,
                at=clock.now(),
            )


def _held(page: PreparedPage) -> Preparation:
    held = Preparation.objects.select_for_update().get(pk=page.preparation.pk)
    held.case = page.preparation.case
    if held.published_as is not None:
        raise NotToBeDone("published")
    if held.judgments.count() != page.judgments:
        raise NotToBeDone("changed")
    return held


def note_read(page: PreparedPage, person: Person) -> None:
    """Keep that a person read the letter as it is masked now: the first where one must look, a second where the lot
    fell on it. Raises NotToBeDone where nothing waits for that person, or as `lift`.
    """
    with transaction.atomic():
        held = _held(page)
        step = step_of(held)
        if step is Step.READ:
            held.read_by, held.read_at = person, clock.now()
        elif step is Step.SECOND and held.read_by_id != person.pk:
            held.second_by, held.second_at = person, clock.now()
        else:
            raise NotToBeDone("same" if step is Step.SECOND else "nothing")
        held.save(update_fields=("read_by", "read_at", "second_by", "second_at"))
