"""A reviewer's standing statement as the core and the letters use it."""

from typing import NamedTuple

from evenhand_web.accounts.models import Person
from evenhand_web.panel.models import ReviewerProfile


class Standing(NamedTuple):
    """What a reviewer's statement says: licences, certifications, practice, languages, one a line in the table."""

    licensed_in: tuple[str, ...] = ()
    certifications: tuple[str, ...] = ()
    practice: str = ""
    languages: tuple[str, ...] = ()
    capacity: int = 0
    practises: bool = False

    @property
    def told(self) -> str:
        """All that parties are told of a reviewer: certifications and licences. Empty where there are none."""
        parts = [f"Board certified in {', '.join(self.certifications)}"] if self.certifications else []
        parts += [f"licensed in {', '.join(self.licensed_in)}"] if self.licensed_in else []
        return "; ".join(parts)


def standing_of(person: Person) -> Standing:
    """The statement of a reviewer; an empty one where none was made."""
    profile = ReviewerProfile.objects.filter(person=person).first()
    return standing_from(profile) if profile else Standing()


def standing_from(profile: ReviewerProfile) -> Standing:
    """A row as a value."""
    return Standing(
        licensed_in=_lines(profile.licensed_in),
        certifications=_lines(profile.certifications),
        practice=profile.practice.strip(),
        languages=_lines(profile.languages),
        capacity=profile.capacity,
        practises=profile.practises,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
