"""Who is in a case, as a programme has it: what its parties are to the rule on conflicts, and whom its papers name
beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from evenhand.docket.party import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRole:
    """Somebody whom the papers of a case name beside its parties, such as the maker of what is asked for.

    `id` is a subject of the programme's rule on conflicts; `label` what a form calls it, where the application states
    it, and `spoken` what sentences call it. With `is_compared` two applications are alike by the name, with
    `is_expected` every case has somebody who is it.
    """

    id: str
    label: str
    spoken: str
    is_person: bool = False
    is_compared: bool = False
    is_expected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySubjects:
    """What a party of one role is to the rule on conflicts, each a subject of that rule by its id.

    `person` by the party's own name, `organisation` by that of its organization, `either` by the organization's where
    it has one and else by its own. With `is_expected` every case has somebody who is it, in person or either way.
    """

    person: str = ""
    organisation: str = ""
    either: str = ""
    is_expected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseParties:
    """Whom a case names beside its parties, by the id of the subject, and what each party is, by its role.

    `is_declared`: the programme's folder says so; a folder older than such declarations is read under those that come
    with Evenhand.
    """

    named: Mapping[str, NamedRole] = field(default_factory=lambda: MappingProxyType({}))
    subjects: Mapping[Role, PartySubjects] = field(default_factory=lambda: MappingProxyType({}))
    is_declared: bool = False

    @property
    def compared(self) -> tuple[NamedRole, ...]:
        """Those by whom two applications are alike, in the order of the file."""
        return tuple(role for role in self.named.values() if role.is_compared)

    @property
    def expected(self) -> frozenset[str]:
        """The subjects that every case has somebody as."""
        parties = (part.person or part.either for part in self.subjects.values() if part.is_expected)
        return frozenset(parties) | {role.id for role in self.named.values() if role.is_expected}
