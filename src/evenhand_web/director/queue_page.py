"""The release queue: signed determinations by how near something falls due, and how much of each is to be read."""

import datetime as dt
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from evenhand.docket.kind import EntryKind
from evenhand.programme.stop import Weighty
from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case, DocketEntry
from evenhand_web.director.access import released_by
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.letters.letter_reading import Flag, drawn, flag_words, is_drawn
from evenhand_web.letters.models import LETTER, SUPPLEMENT, UNDERWAY, Issue, LetterReading
from evenhand_web.pages.queue_rows import Risk, own_duty, risk, spoken_due
from evenhand_web.reviewing.models import Return
from evenhand_web.reviewing.supplement import signed_since_asked, supplements_waiting

MOST = 100
_NEAR = ("late", "soon", "later", "none")


class ReleaseRow(NamedTuple):
    """One case: when it falls due, where it stands (to be released, sent back, being issued, stopped), why all of its
    letter is to be read as far as that is known before it is opened, and whether it waits for who releases.
    """

    ident: str
    number: str
    priority: str
    due: str
    due_label: str
    risk: Risk
    standing: str
    css: str
    is_made_up: bool
    whole: tuple[str, ...] = ()
    waits: bool = False


class ReleaseQueue(NamedTuple):
    """The first cases in the queue, and how many there are."""

    rows: tuple[ReleaseRow, ...]
    waiting: int


def release_queue(person: Person, now: dt.datetime) -> ReleaseQueue:
    """The cases a person may release: what is late first, then what is due soon, then the others; among those equally
    near the expedited ones come first, then by due day. What counts is the organization's own next duty, not what
    another has to do in the case.
    """
    cases = released_by(person)
    first_cases = list(cases.order_by("house_due_at", "due_at", "id")[:MOST])
    keys = [case.pk for case in first_cases]
    back = set(Return.objects.filter(case__in=keys, answered_at=None).values_list("case_id", flat=True))
    going = (*UNDERWAY, Issue.State.STOPPED)
    asked = Issue.objects.filter(case__in=keys, what=LETTER, state__in=going).order_by("pk")
    states = dict(asked.values_list("case_id", "state"))
    whole = _whole(person, first_cases)
    rows = [_row(case, now, case.pk in back, states.get(case.pk), whole.get(case.pk, ())) for case in first_cases]
    rows.sort(key=lambda row: (_NEAR.index(row.risk.css), row.priority != "expedited"))  # then by due day, as they came
    return ReleaseQueue(tuple(rows), cases.count())


class SupplementRow(NamedTuple):
    """A case with lines that its determination left out, and where the determination on them stands."""

    ident: str
    number: str
    standing: str
    css: str


def supplement_rows(person: Person) -> tuple[SupplementRow, ...]:
    """The cases in which a determination on omitted lines is under way, at most as many as the queue shows."""
    cases = list(supplements_waiting(person)[:MOST])
    back = set(Return.objects.filter(case__in=cases, answered_at=None).exclude(supplement=None).values_list("case_id"))
    asked = Issue.objects.filter(case__in=cases, what=SUPPLEMENT, state__in=(*UNDERWAY, Issue.State.STOPPED))
    states = dict(asked.order_by("pk").values_list("case_id", "state"))
    signed = signed_since_asked(cases)
    return tuple(
        SupplementRow(case.ident, case.number, *_standing((case.pk,) in back, states.get(case.pk)))
        if case.pk in signed
        else SupplementRow(case.ident, case.number, _("With the reviewer"), "ended")
        for case in cases
    )


def _whole(person: Person, cases: list[Case]) -> dict[int, tuple[str, ...]]:
    """Why the letters of cases are read whole, as far as is known without making them: what falls to a signature by
    lot, what was flagged when it was opened, what came back, what is decided in days.
    """
    keys = [case.pk for case in cases]
    opened = LetterReading.objects.filter(case__in=keys, person=person).order_by("pk")
    flags = {reading.case_id: set(reading.flags) for reading in opened}
    back = set(Return.objects.filter(case__in=keys).values_list("case_id", flat=True))
    signed = DocketEntry.objects.filter(case__in=keys, kind=EntryKind.DETERMINATION_SIGNED).order_by("number")
    hashes = dict(signed.values_list("case_id", "hash"))
    return {case.pk: _why(case, flags.get(case.pk, set()), case.pk in back, hashes.get(case.pk, "")) for case in cases}


def _why(case: Case, flags: set[str], came_back: bool, entry_hash: str) -> tuple[str, ...]:
    if came_back:
        flags = flags | {Flag.RETURNED.value}
    if case.priority == "expedited" and Weighty.EXPEDITED in programme_of(case.programme).weighty:
        flags = flags | {Flag.EXPEDITED.value}
    lot = is_drawn(drawn(settings.RELEASE_SEED[:80], entry_hash), settings.RELEASE_SHARE)
    by_lot = (_("it was drawn by lot"),) if lot and not flags else ()
    return (*flag_words(flag.value for flag in Flag if flag.value in flags), *by_lot)


def _row(case: Case, now: dt.datetime, is_back: bool, state: str | None, whole: tuple[str, ...]) -> ReleaseRow:
    programme = programme_of(case.programme)
    standing, css = _standing(is_back, state)
    duty = own_duty(case)
    return ReleaseRow(
        ident=case.ident,
        number=case.number,
        priority=case.priority,
        due=spoken_due(duty.due_at, programme),
        due_label=duty.label,
        risk=risk(duty.due_at, programme, now),
        standing=standing,
        css=css,
        is_made_up=programme.made_up,
        whole=whole,
        waits=not is_back and state in (None, Issue.State.STOPPED),
    )


def _standing(is_back: bool, state: str | None) -> tuple[str, str]:
    if is_back:
        return _("Sent back, with the reviewer"), "ended"
    if state == Issue.State.STOPPED:
        return _("Issue stopped: look again"), "late"
    if state is not None:
        return _("Being issued"), "running"
    return _("To be read and released"), "unknown"
