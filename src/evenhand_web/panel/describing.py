"""What a case is about in the words of the panel's vocabulary, and who in it no reviewer may be tied to."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from evenhand.codec import canonical
from evenhand.docket.party import Party
from evenhand.panel.requirements.fit import AreaUnderReview
from evenhand.panel.ties.subjects import Subject, subjects_of
from evenhand.programme.model import Programme
from evenhand.programme.parties import NamedRole
from evenhand_web.accounts.models import Person
from evenhand_web.infrastructure import clock
from evenhand_web.panel.day import stored
from evenhand_web.panel.models import CaseDescription


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A case described: an area for each line, and the subjects that the docket does not name."""

    areas: tuple[AreaUnderReview, ...]
    subjects: tuple[Subject, ...] = ()

    def all_subjects(self, parties: Iterable[Party], programme: Programme) -> tuple[Subject, ...]:
        """Everybody a reviewer must be free of: the parties of the docket, and the subjects that it does not name."""
        return (*chain.from_iterable(subjects_of(party, programme.parties) for party in parties), *self.subjects)


def described(case: str) -> Described | None:
    """The description of a case by its opaque id; None where nobody has said yet what its lines are about."""
    kept = _kept(case)
    return kept if kept and kept.areas else None


def _kept(case: str) -> Described | None:
    kept = CaseDescription.objects.filter(case=case).first()
    return stored(Described, kept.content) if kept else None


def named_in(case: str) -> tuple[Subject, ...]:
    """Whom a case, by its opaque id, names beside the parties of its docket: at intake, or when it was described."""
    kept = _kept(case)
    return kept.subjects if kept else ()


def name_in_case(case: str, subjects: tuple[Subject, ...], by: Person) -> None:
    """Keep whom the first papers of a case name, until somebody says what its lines are about."""
    if subjects:
        describe(case, Described(areas=(), subjects=subjects), by)


def subjects_in(case: str, parties: Iterable[Party], programme: Programme) -> tuple[Subject, ...]:
    """Everybody in a case, by its opaque id, of whom a reviewer must be free, so far as anybody has named them."""
    return Described(areas=(), subjects=named_in(case)).all_subjects(parties, programme)


def descriptions(cases: Iterable[str]) -> dict[str, Described]:
    """The descriptions of those cases, by their opaque ids, of which somebody has said what their lines are about."""
    kept = CaseDescription.objects.filter(case__in=list(cases))
    read = {description.case: stored(Described, description.content) for description in kept}
    return {case: description for case, description in read.items() if description.areas}


def describe(case: str, description: Described, by: Person) -> None:
    """Keep the description of a case instead of an earlier one."""
    kept = {"content": canonical(description).decode(), "made_at": clock.now(), "made_by": by}
    CaseDescription.objects.update_or_create(case=case, defaults=kept)


def subject(role: NamedRole, name: str) -> Subject:
    """A subject of a role, by the name on a paper."""
    return Subject(role=role.id, name=name, is_person=role.is_person)
