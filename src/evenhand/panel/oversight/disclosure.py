"""Disclosure: what of a reviewer leaves the organisation. The name never does, but by an act on the docket (LC
4610.6(f)).

In a published letter even states and specialties can point to one person. What fewer reviewers share than the house's
number is told more coarsely, one step after the other, until as many share it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from evenhand.docket.party import Role
from evenhand.panel.matching.standing import PanelDay, Standing
from evenhand.panel.people.vocabulary import Vocabulary
from evenhand.panel.requirements.policy import DisclosurePolicy


class Coarseness(StrEnum):
    """How finely qualifications are told, finest first."""

    FULL = "full"
    """Every state of licence and every specialty."""
    ONE_STATE = "one_state"
    """The preferred state by name; who has no licence there, has one of some state."""
    FIRST_SPECIALTY = "first_specialty"
    """And of the specialties only the one that most reviewers hold."""
    FAMILY = "family"
    """And that one only by its family."""
    PHYSICIAN = "physician"
    """A reviewer who meets the law's requirements, and no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifications:
    """What is told of a reviewer: the sentence, how finely, and how many of the panel it is true of."""

    words: str
    coarseness: Coarseness
    shared_by: int


Profile = tuple[frozenset[str], frozenset[str]]


class Disclosure:
    """What the panel of a day may have told of its members."""

    def __init__(self, panel: PanelDay) -> None:
        self._policy: DisclosurePolicy = panel.rules.policy.disclosure
        self._vocabulary: Vocabulary = panel.rules.vocabulary
        self._preferred = panel.law.preferred_state
        self._standings: Mapping[str, Standing] = panel.by_id
        self._states = {
            standing.id: frozenset(licence.state for licence in standing.reviewer.licences_on(panel.day))
            for standing in panel.standings
        }
        self._held = Counter(name for standing in panel.standings for name in standing.specialties)
        self._shared = {
            step: Counter(self._profile(standing.id, step) for standing in panel.standings if not standing.bars)
            for step in Coarseness
        }

    def to_parties(self, reviewer: str) -> Qualifications:
        """What the parties are told: all of the reviewer's qualifications, never the name."""
        return self._told(reviewer, Coarseness.FULL)

    def published(self, reviewer: str) -> Qualifications:
        """What a published letter says: the finest that enough reviewers of the panel share."""
        for step in Coarseness:
            if self._shared[step][self._profile(reviewer, step)] >= self._policy.at_least:
                return self._told(reviewer, step)
        return self._told(reviewer, Coarseness.PHYSICIAN)

    def _told(self, reviewer: str, step: Coarseness) -> Qualifications:
        states, areas = profile = self._profile(reviewer, step)
        if step is Coarseness.PHYSICIAN:
            words = "a physician who meets the requirements of the law"
        else:
            held = self._standings[reviewer].certified
            verb = "practices in" if held is None else "board certified in"
            within = "a specialty of " if step is Coarseness.FAMILY else ""
            words = f"licensed in {_listed(states)} and {verb} {within}{_listed(areas)}"
        return Qualifications(words=words, coarseness=step, shared_by=self._shared[step][profile])

    def _profile(self, reviewer: str, step: Coarseness) -> Profile:
        """States and specialties as a step of coarseness tells them."""
        return _STEPS[step](self, reviewer)

    def _full(self, reviewer: str) -> Profile:
        states = self._vocabulary.states
        named = frozenset(states.get(state, state) for state in self._states[reviewer])
        return named, self._standings[reviewer].specialties

    def _one_state(self, reviewer: str) -> Profile:
        name = self._vocabulary.states.get(self._preferred, self._preferred)
        told = name if self._preferred in self._states[reviewer] else "a state of the United States"
        return frozenset({told}), self._standings[reviewer].specialties

    def _first_specialty(self, reviewer: str) -> Profile:
        states, areas = self._one_state(reviewer)
        return states, frozenset(sorted(areas, key=lambda name: (-self._held[name], name))[:1])

    def _family(self, reviewer: str) -> Profile:
        states, areas = self._first_specialty(reviewer)
        return states, frozenset(self._vocabulary.specialties[name].family for name in areas)

    def _physician(self, _: str) -> Profile:
        return frozenset(), frozenset()


_STEPS: Mapping[Coarseness, Callable[[Disclosure, str], Profile]] = {
    Coarseness.FULL: Disclosure._full,
    Coarseness.ONE_STATE: Disclosure._one_state,
    Coarseness.FIRST_SPECIALTY: Disclosure._first_specialty,
    Coarseness.FAMILY: Disclosure._family,
    Coarseness.PHYSICIAN: Disclosure._physician,
}


def _listed(words: Iterable[str]) -> str:
    *others, last = sorted(words) or [""]
    return f"{', '.join(others)} and {last}" if others else last


def may_see_figures(role: Role, policy: DisclosurePolicy) -> bool:
    """Whether a role may see the figures of a single reviewer: volumes, times, outcomes."""
    return role in policy.figures_for
