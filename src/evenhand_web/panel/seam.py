"""A reviewer's standing as the core and the letters use it: out of the credential file, each fact with its day; in a
demonstration that keeps no file, out of the statement typed by hand.
"""

import datetime as dt
from typing import NamedTuple

from evenhand.determination.model import ConfirmedFact
from evenhand.panel.requirements.verified_facts import verified_facts
from evenhand.soundness import has_panel
from evenhand_web.accounts.models import Person
from evenhand_web.infrastructure.installation import is_demonstration
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.panel.day import kept_reviewer, law_of, rules_of
from evenhand_web.panel.models import ReviewerProfile


class Standing(NamedTuple):
    """What is told of a reviewer (licences, certifications, practice), languages, and how much work they take;
    `confirmed` are the facts with the day each was verified, empty where they come from no credential file.
    """

    licensed_in: tuple[str, ...] = ()
    certifications: tuple[str, ...] = ()
    practice: str = ""
    languages: tuple[str, ...] = ()
    capacity: int = 0
    practises: bool = False
    confirmed: tuple[ConfirmedFact, ...] = ()

    @property
    def told(self) -> str:
        """All that parties are told of a reviewer: certifications and licences. Empty where there are none."""
        parts = [f"Board certified in {', '.join(self.certifications)}"] if self.certifications else []
        parts += [f"licensed in {', '.join(self.licensed_in)}"] if self.licensed_in else []
        return "; ".join(parts)


def standing_of(person: Person, programme: str, day: dt.date) -> Standing:
    """What may be told of a reviewer in a case of a programme, by id, on a day.

    Where a credential file is kept it alone is told. Where none is, nothing is told outside a demonstration: what
    somebody typed is verified by nobody.
    """
    profile = ReviewerProfile.objects.filter(person=person).first()
    stated = standing_from(profile) if profile else Standing()
    filed = kept_reviewer(person.ident) if has_panel(programme_of(programme).folder) else None
    if filed is None:
        return stated if is_demonstration() else untold(stated)
    facts = verified_facts(filed, law_of(programme, day), rules_of(programme))
    return stated._replace(
        licensed_in=facts.licensed_in,
        certifications=facts.certifications,
        practice=facts.practice,
        confirmed=facts.confirmed,
    )


def untold(stated: Standing) -> Standing:
    """A statement without the facts that nobody verified."""
    return stated._replace(licensed_in=(), certifications=(), practice="")


def standing_from(profile: ReviewerProfile) -> Standing:
    """A row as a value."""
    return Standing(
        licensed_in=_lines(profile.licensed_in),
        certifications=_lines(profile.certifications),
        practice=profile.practice.strip().rstrip("."),
        languages=_lines(profile.languages),
        capacity=profile.capacity,
        practises=profile.practises,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
