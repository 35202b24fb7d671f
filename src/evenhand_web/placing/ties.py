"""The ties between one reviewer and one case, the questions of names among them, and answering one for every case."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from evenhand.panel.ties.conflict import Conflict
from evenhand.panel.ties.identity import Doubt
from evenhand.panel.ties.picture import Picture, picture
from evenhand.panel.ties.subjects import Subject
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.panel.day import ties_on
from evenhand_web.panel.describing import subjects_in
from evenhand_web.panel.models import NameRuling
from evenhand_web.placing.tie_watch import ask_to_look_again


class Ties(NamedTuple):
    """What ties a reviewer to a case: each conflict, its picture, and the questions of names, each once."""

    conflicts: tuple[Conflict, ...]
    picture: Picture
    doubts: tuple[Doubt, ...]


def ties_of(case: OpenCase, person: str) -> Ties | None:
    """What ties a reviewer, by id, to a case; None for somebody who does not review here, or where the programme has no
    panel, whose law says which ties count.
    """
    known = ties_on(case.case.programme, case.today)
    if known is None or person not in known.entities:
        return None
    conflicts = conflicts_in(case).get(person, ())
    drawn = picture(conflicts, known.entities)
    return Ties(conflicts, drawn, tuple(dict.fromkeys(_doubts(conflicts))))


def conflicts_in(case: OpenCase) -> Mapping[str, tuple[Conflict, ...]]:
    """What ties each reviewer here, by id, to those in a case: what bars, and what a person has to answer first."""
    known = ties_on(case.case.programme, case.today)
    return known.conflicts(_subjects(case)) if known else {}


def _subjects(case: OpenCase) -> tuple[Subject, ...]:
    return subjects_in(case.case.ident, case.state.parties.values(), case.programme)


def _doubts(conflicts: tuple[Conflict, ...]) -> Iterator[Doubt]:
    for conflict in conflicts:
        yield from conflict.doubts


def answer_doubt(case: OpenCase, doubt: Doubt, is_same: bool, reason: str) -> None:
    """Keep a person's answer whether two names are one, for every case, and have all who sit in cases looked at again.
    Raises ValueError where the answer does not say what it rests on.
    """
    if not reason:
        raise ValueError(_("Say what your answer rests on."))
    ruling = doubt.ruled(is_same=is_same, by=case.viewer.ident, on=case.today, reason=reason)
    with transaction.atomic():
        NameRuling.objects.create(
            one=ruling.one,
            other=ruling.other,
            is_same=ruling.is_same,
            reason=ruling.reason,
            made_on=ruling.on,
            made_by=case.viewer,
        )
        ask_to_look_again()
