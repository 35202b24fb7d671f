"""Who may be asked to decide a case, and why: the one place that orders physicians for a coordinator's eye."""

from typing import NamedTuple

from django.db.models import Count, Q

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.panel.seam import Standing, standing_from
from evenhand_web.reviewing.models import Refusal, Seat

_HELD = (Seat.Standing.PROPOSED, Seat.Standing.ATTESTED, Seat.Standing.ASSIGNED)


class Candidate(NamedTuple):
    """A physician who may be proposed: the statement on file, the open cases, and what speaks for or against."""

    person: Person
    standing: Standing
    load: int
    words: tuple[str, ...]

    @property
    def is_ready(self) -> bool:
        """Whether nothing on file speaks against asking now."""
        return bool(self.standing.told) and self.standing.practises and self.load < self.standing.capacity


def candidates(case: Case) -> tuple[Candidate, ...]:
    """The physicians who may be proposed for a case, those with room first, then by open cases.

    Who stepped down, would not take it, decided it before a remand, or sits in it already is not among them.
    """
    held = Count("seats", filter=Q(seats__standing__in=_HELD))
    people = Person.objects.filter(role=PersonRole.REVIEWER, is_active=True).exclude(seats__case=case)
    people = people.exclude(pk__in=Refusal.objects.filter(case=case).values("reviewer"))
    offered = [_candidate(person) for person in people.select_related("profile").annotate(held=held)]
    return tuple(sorted(offered, key=lambda candidate: (not candidate.is_ready, candidate.load, candidate.person.name)))


def _candidate(person: Person) -> Candidate:
    profile = getattr(person, "profile", None)
    standing = standing_from(profile) if profile else Standing()
    load: int = person.held  # type: ignore[attr-defined]  # annotated by the query
    words = [standing.told or "No licence and no certification on file"]
    words += [f"Speaks {', '.join(standing.languages)}"] if standing.languages else []
    words.append(f"{load} open case{'' if load == 1 else 's'} of {standing.capacity}")
    words += [] if standing.practises else ["Takes no cases now"]
    return Candidate(person, standing, load, tuple(words))
