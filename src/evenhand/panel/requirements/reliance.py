"""How long a check of a credential may be relied on: until its file says it is due, and no longer than the house says.

The file gives the day on which a source is to be asked again; the house gives, by kind of fact, how old an answer may
be. The earlier of the two ends it, so that nobody can write a long period into a file and have it hold.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from evenhand.panel.people.credentials import Certification, Licence, Practice, Reviewer, Search, Verification
from evenhand.panel.requirements.policy import ReliancePolicy

Checked = TypeVar("Checked", Licence, Certification, Practice, Search)


def as_relied_on(reviewer: Reviewer, reliance: ReliancePolicy) -> Reviewer:
    """The credential file with each check of a licence, certificate, practice or register ending when the house says,
    where the file would have it hold longer; the file itself where nothing is cut.
    """
    relied_on = replace(
        reviewer,
        licences=_cut(reviewer.licences, reliance.licence_days),
        certifications=_cut(reviewer.certifications, reliance.certification_days),
        searches=_cut(reviewer.searches, reliance.search_days),
        practice=_within(reviewer.practice, reliance.practice_days) if reviewer.practice else None,
    )
    return reviewer if relied_on == reviewer else relied_on


def _cut(facts: Iterable[Checked], days: int) -> tuple[Checked, ...]:
    return tuple(_within(fact, days) for fact in facts)


def _within(fact: Checked, days: int) -> Checked:
    ends_on = _end(fact.verification, days)
    if ends_on == fact.verification.next_on:
        return fact
    return replace(fact, verification=replace(fact.verification, next_on=ends_on))


def _end(verification: Verification, days: int) -> dt.date:
    """The first day on which the answer is older than the house allows, or is due by its file."""
    if (dt.date.max - verification.verified_on).days <= days:
        return verification.next_on
    return min(verification.next_on, verification.verified_on + dt.timedelta(days=days + 1))
