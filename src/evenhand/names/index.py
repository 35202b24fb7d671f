"""Finding, among many names, those that are one with a given name or may be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from evenhand.names.likeness import Likeness
from evenhand.names.organisation_index import OrganisationIndex
from evenhand.names.organisation_likeness import same_organisation
from evenhand.names.person_index import PersonIndex
from evenhand.names.person_likeness import same_person


class NameIndex:
    """Names by id, ready to be asked which of them a name may be. Organisations and persons are kept apart.

    A name that holds no word, or is written in another script than a name here, cannot be told from any and is not
    found: whoever takes it in must ask for the name.
    """

    def __init__(self, names: Iterable[tuple[str, str]], of_persons: bool) -> None:
        self._holders: dict[str, list[str]] = defaultdict(list)
        self._compare = same_person if of_persons else same_organisation
        self._index = PersonIndex() if of_persons else OrganisationIndex()
        self._answers: dict[str, Mapping[str, Likeness]] = {}
        for holder, name in names:
            if name not in self._holders:
                self._index.keep(name)
            self._holders[name].append(holder)

    def like(self, name: str) -> Mapping[str, Likeness]:
        """The ids whose names are the same or to be asked about, with how they compare; the others are left out."""
        likenesses = self._answers.get(name)
        if likenesses is None:
            likenesses = self._answers[name] = self._asked(name)
        return likenesses

    def _asked(self, name: str) -> Mapping[str, Likeness]:
        likenesses: dict[str, Likeness] = {}
        for other in sorted(self._index.candidates(name)):
            likeness = self._compare(name, other)
            if likeness is not Likeness.OTHER:
                for holder in self._holders[other]:
                    if likenesses.get(holder) is not Likeness.SAME:
                        likenesses[holder] = likeness
        return likenesses
