"""Who may be asked to decide a case, and why: the one place that orders physicians for a coordinator's eye."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.spoken_days import written_out
from evenhand_web.panel.seam import Standing, standing_from
from evenhand_web.placing.absence import away_on
from evenhand_web.reviewing.models import Refusal
from evenhand_web.reviewing.workload import HELD


class Candidate(NamedTuple):
    """A physician who may be proposed: the statement on file, the open cases, what speaks for or against, and until
    when they are away (None where they are not).
    """

    person: Person
    standing: Standing
    load: int
    words: tuple[str, ...]
    away_until: dt.date | None

    @property
    def is_ready(self) -> bool:
        """Whether nothing on file speaks against asking now."""
        has_room = self.standing.practises and self.load < self.standing.capacity
        return bool(self.standing.told) and has_room and self.away_until is None


def candidates(case: Case, today: dt.date) -> tuple[Candidate, ...]:
    """The physicians who may be proposed for a case today, those with room first, then by open cases.

    Who stepped down, would not take it, decided it before a remand, or sits in it already is not among them.
    """
    held = Count("seats", filter=Q(seats__standing__in=HELD))
    people = Person.objects.filter(role=PersonRole.REVIEWER, is_active=True).exclude(seats__case=case)
    people = people.exclude(pk__in=Refusal.objects.filter(case=case).values("reviewer"))
    away = away_on(today)
    offered = [
        _candidate(person, away.get(person.ident)) for person in people.select_related("profile").annotate(held=held)
    ]
    return tuple(sorted(offered, key=lambda candidate: (not candidate.is_ready, candidate.load, candidate.person.name)))


def _candidate(person: Person, away_until: dt.date | None) -> Candidate:
    profile = getattr(person, "profile", None)
    standing = standing_from(profile) if profile else Standing()
    load: int = person.held  # type: ignore[attr-defined]  # annotated by the query
    words = [standing.told or _("No licence and no certification on file")]
    words += [_("Speaks %(languages)s") % {"languages": ", ".join(standing.languages)}] if standing.languages else []
    room = {"load": load, "capacity": standing.capacity}
    words.append(ngettext("%(load)s open case of %(capacity)s", "%(load)s open cases of %(capacity)s", load) % room)
    words += [] if standing.practises else [_("Takes no cases now")]
    words += [_("Away until %(away_until)s") % {"away_until": written_out(away_until)}] if away_until else []
    return Candidate(person, standing, load, tuple(words), away_until)
