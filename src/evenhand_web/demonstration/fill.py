"""Filling a database with a programme in motion: people in every role, cases in every stage."""

import datetime as dt
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from django.db import transaction

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case, Delegation
from evenhand_web.demonstration.credential_files import keep_credential_files
from evenhand_web.demonstration.disputes import drawn, line
from evenhand_web.demonstration.names import household
from evenhand_web.demonstration.people import Staff, employ
from evenhand_web.demonstration.published import take_in
from evenhand_web.demonstration.scenes import SCENES, Scene
from evenhand_web.demonstration.story import Setting, Story
from evenhand_web.diary.models import Shift
from evenhand_web.infrastructure.programmes import programme_of

PROGRAMME = "ca_wc"
_SEED = 4610


def fill(
    now: dt.datetime,
    passwords: Mapping[PersonRole, str],
    folders: Iterable[Path] = (),
    watched: Callable[[Sequence[Scene]], Iterable[Scene]] = iter,
) -> int:
    """Fill an empty database as things stand at an instant, the cases told in `folders` among them; gives how many
    cases there are. `watched` goes through the scenes, and may tell somebody how far it has come. Raises
    NotTakenInError where a folder tells none.

    The same day gives the same people, cases, entries and papers; salts, keys and opaque ids are random as ever, and so
    is the hash of an entry that a receipt prints.
    """
    staff = employ(passwords)
    Delegation.objects.create(
        programme=PROGRAMME,
        kind="eligibility_found",
        since=now.date() - dt.timedelta(days=365),
        paper="Delegation of the office, made up for the demonstration",
    )
    _on_duty(staff, now)
    for folder in folders:
        take_in(folder)
    before: Setting | None = None
    for number, scene in enumerate(watched(SCENES), start=1):
        before = _setting(scene, number, now, before)
        with transaction.atomic():
            _tell(scene, before, staff, now)
    # Kept last: the scenes tell of days before these files were verified.
    keep_credential_files(staff.reviewers, PROGRAMME, now.date())
    return Case.objects.count()


def _on_duty(staff: Staff, now: dt.datetime) -> None:
    """Somebody of each part answers for expedited cases through the coming week."""
    for person in (staff.coordinators[0], staff.reviewers[0], staff.director):
        Shift.objects.create(person=person, begins_at=now - dt.timedelta(days=1), ends_at=now + dt.timedelta(days=7))


def _setting(scene: Scene, number: int, now: dt.datetime, before: Setting | None) -> Setting:
    draw = random.Random(_SEED * 1000 + number)
    disputes = drawn(draw, scene.lines, is_medicine=scene.track == "formulary")
    is_alike = scene.alike and before is not None
    return Setting(
        number=f"EX{now:%y}-{1000 + number:07}",
        people=before.people if is_alike and before else household(draw),
        disputes=disputes,
        lines=tuple(line(dispute, place) for place, dispute in enumerate(disputes, start=1)),
        injured_on=before.injured_on if is_alike and before else _injured_on(now, draw),
        priority=scene.priority,
        track=scene.track,
        draw=draw,
    )


def _injured_on(now: dt.datetime, draw: random.Random) -> dt.date:
    return now.date() - dt.timedelta(days=draw.randrange(300, 1500))


def _tell(scene: Scene, setting: Setting, staff: Staff, now: dt.datetime) -> None:
    law = programme_of(PROGRAMME)
    began_on = now.astimezone(law.zone).date() - dt.timedelta(days=scene.ago)
    story = Story(law, staff, setting, began_on, now)
    for step in scene.steps:
        if isinstance(step, int):
            story.wait(step)
        else:
            step(story)
