"""Who is who in the graph of affiliations: which entries are one, which may be, which entry a name stands for."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evenhand.names.index import NameIndex
from evenhand.names.likeness import Likeness
from evenhand.panel.people.npi import is_npi
from evenhand.panel.ties.affiliations import Affiliations, Entity, Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A question for a person: may two names be one? `one` and `other` are what a ruling on it names; each is told
    with its words.
    """

    one: str
    other: str
    one_words: str
    other_words: str

    @property
    def words(self) -> str:
        """The question as a sentence goes on with it: whether two names, as written, are one."""
        return f'whether "{self.one_words}" and "{self.other_words}" are one'

    def ruled(self, *, is_same: bool, by: str, on: dt.date, reason: str) -> Ruling:
        """The answer to the question, for the graph."""
        return Ruling(one=self.one, other=self.other, is_same=is_same, by=by, on=on, reason=reason)


class Identities:
    """The entries of a graph, sorted into persons and organisations that are one beyond doubt.

    Two entries are one where a ruling says so, where they share an identifier, or, for organisations, where the
    names are the same beyond spelling; a ruling that they are two keeps them apart. Equal names of persons are a
    question. Identifiers of one kind that differ prove two entries to be two. Each group goes by the first of its ids
    in the graph's order.
    """

    def __init__(self, graph: Affiliations) -> None:
        self.entities: Mapping[str, Entity] = {entity.id: entity for entity in graph.entities}
        self._proving = {entity.id: _proving(entity.identifiers) for entity in graph.entities}
        self._ruled: dict[frozenset[str], bool] = {
            frozenset({_written(ruling.one), _written(ruling.other)}): ruling.is_same for ruling in graph.rulings
        }
        self._persons = NameIndex(_named(entity for entity in graph.entities if entity.is_person), of_persons=True)
        self._organisations = NameIndex(
            _named(entity for entity in graph.entities if not entity.is_person), of_persons=False
        )
        self._leader: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._holders: dict[str, str] = {}
        self._join()
        self._doubts: dict[str, tuple[tuple[str, Doubt], ...]] = {}

    def of(self, entity_id: str) -> str:
        """The id under which an entry goes."""
        return self._leader[entity_id]

    def ruling(self, name: str, other: str) -> bool | None:
        """What a person ruled on two ids or names: one, two, or nothing yet."""
        if not self._ruled:
            return None
        return self._ruled.get(frozenset({_written(name), _written(other)}))

    def perhaps(self, entity_id: str) -> tuple[tuple[str, Doubt], ...]:
        """The other groups that may be this one's, each with the question to be answered."""
        leader = self._leader[entity_id]
        doubts = self._doubts.get(leader)
        if doubts is None:
            doubts = self._doubts[leader] = self._perhaps(leader)
        return doubts

    def named(
        self, name: str, is_person: bool, identifiers: tuple[str, ...] = ()
    ) -> tuple[tuple[str, Doubt | None], ...]:
        """The groups a name in a paper may stand for, each with the question that remains, None beyond doubt.

        `identifiers` are those the paper gives beside the name.
        """
        index, proving = self._persons if is_person else self._organisations, _proving(identifiers)
        groups: dict[str, Doubt | None] = {}
        for holder, likeness in index.like(name).items():
            ruled = self.ruling(name, holder)
            if ruled is False or (proving and _are_two(proving, self._proof(holder))):
                continue
            if ruled or (likeness is Likeness.SAME and not is_person):
                groups[self._leader[holder]] = None
            else:
                groups.setdefault(self._leader[holder], self._doubt_of_name(name, holder))
        proven = (self._holders[identifier] for identifier in proving if identifier in self._holders)
        for holder in (*proven, *(self._ruled_same(name) if self._ruled else ())):
            groups[self._leader[holder]] = None
        return tuple(groups.items())

    def _proof(self, entity_id: str) -> tuple[str, ...]:
        """Every identifier of the group an entry belongs to."""
        members = self._members[self._leader[entity_id]]
        return tuple(identifier for member in members for identifier in self._proving[member])

    def _ruled_same(self, name: str) -> list[str]:
        """The entries that a person ruled to be meant by a name, however it compares."""
        written = _written(name)
        pairs = (pair for pair, is_same in self._ruled.items() if is_same and written in pair)
        return [other for pair in pairs for other in pair - {written} if other in self.entities]

    def _doubt_of_name(self, name: str, holder: str) -> Doubt:
        return Doubt(one=name, other=holder, one_words=name, other_words=self.entities[holder].name)

    def _join(self) -> None:
        leaders = {entity_id: entity_id for entity_id in self.entities}

        def leader(entity_id: str) -> str:
            while leaders[entity_id] != entity_id:
                leaders[entity_id] = leaders[leaders[entity_id]]
                entity_id = leaders[entity_id]
            return entity_id

        order = {entity_id: position for position, entity_id in enumerate(self.entities)}
        for entity_id, other in self._pairs():
            if self.ruling(entity_id, other) is not False:
                first, second = sorted((leader(entity_id), leader(other)), key=order.__getitem__)
                leaders[second] = first
        self._leader = {entity_id: leader(entity_id) for entity_id in self.entities}
        members: dict[str, list[str]] = defaultdict(list)
        for entity_id, lead in self._leader.items():
            members[lead].append(entity_id)
        self._members = members

    def _pairs(self) -> Iterable[tuple[str, str]]:
        """The pairs of entries that are one: by ruling, by identifier, by an organisation's name."""
        for pair, is_same in self._ruled.items():
            ids = [entity_id for entity_id in pair if entity_id in self.entities]
            if is_same and len(ids) == 2:
                yield ids[0], ids[1]
        for entity in self.entities.values():
            for identifier in self._proving[entity.id]:
                yield self._holders.setdefault(identifier, entity.id), entity.id
            if not entity.is_person:
                for name in (entity.name, *entity.other_names):
                    same = self._organisations.like(name).items()
                    yield from ((entity.id, other) for other, likeness in same if likeness is Likeness.SAME)

    def _perhaps(self, leader: str) -> tuple[tuple[str, Doubt], ...]:
        doubts: dict[str, Doubt] = {}
        for entity_id in self._members[leader]:
            entity = self.entities[entity_id]
            index = self._persons if entity.is_person else self._organisations
            for name in (entity.name, *entity.other_names):
                for other in index.like(name):
                    group = self._leader[other]
                    if group == leader or _are_two(self._proof(entity_id), self._proof(other)):
                        continue
                    if self.ruling(entity_id, other) is None:
                        doubts.setdefault(group, self._doubt(entity_id, other))
        return tuple(doubts.items())

    def _doubt(self, entity_id: str, other: str) -> Doubt:
        first, second = sorted((entity_id, other))
        names = self.entities
        return Doubt(one=first, other=second, one_words=names[first].name, other_words=names[second].name)


def _named(entities: Iterable[Entity]) -> list[tuple[str, str]]:
    return [(entity.id, name) for entity in entities for name in (entity.name, *entity.other_names)]


def _proving(identifiers: tuple[str, ...]) -> tuple[str, ...]:
    """The identifiers that prove something, without blanks: a National Provider Identifier whose check digit is wrong
    was misread, and what is empty says nothing.
    """
    parted = (identifier.partition(":") for identifier in identifiers)
    pairs = ((kind.strip().lower(), "".join(value.split())) for kind, _, value in parted)
    return tuple(f"{kind}:{value}" for kind, value in pairs if value and (kind != "npi" or is_npi(value)))


def _are_two(identifiers: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether identifiers prove two entries different: both have some of one kind ("npi:..."), and share none."""
    kinds = {identifier.partition(":")[0] for identifier in identifiers} & {
        identifier.partition(":")[0] for identifier in other
    }
    return bool(kinds) and not set(identifiers) & set(other)


def _written(name: str) -> str:
    """An id or name as a ruling is found by: without regard to spaces around it."""
    return " ".join(name.split())
