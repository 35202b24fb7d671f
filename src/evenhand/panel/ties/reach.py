"""Reach: whom somebody on the review side is affiliated with at first hand, before ownership carries it further."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from evenhand.panel.requirements.law import LegalTerm, PanelLaw
from evenhand.panel.requirements.policy import PanelPolicy, Weigh
from evenhand.panel.ties.affiliations import EntityKind, TieKind
from evenhand.panel.ties.network import Network
from evenhand.panel.ties.terms import CHAINS, TERMS, Affiliation, Met, Verdict
from evenhand.panel.ties.trail import Step, Trail, along

_ACADEMIC = frozenset({EntityKind.ACADEMIC_CENTRE, EntityKind.CANCER_CENTRE})
_BELONGING = (
    TieKind.EMPLOYED_BY,
    TieKind.PARTNER_IN,
    TieKind.MEMBER_OF,
    TieKind.PROVIDER_FOR,
    TieKind.STAFF_PRIVILEGES_AT,
)
_OFFICES = (TieKind.OFFICER_OF, TieKind.DIRECTOR_OF, TieKind.EMPLOYED_BY)
_SHARES = (TieKind.OWNS, TieKind.PARTNER_IN, TieKind.SHAREHOLDER_OF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody's affiliation at first hand: the way to it, of what kind it is, and the term of law.

    `through_office` tells that a relative or patient stands between, who is an officer, director or employee there;
    `through_share` that such a one owns of it.
    """

    trail: Trail
    affiliation: Affiliation
    term: LegalTerm | None
    through_office: bool = False
    through_share: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether nothing on the way needs to be asked."""
        return self.trail.is_certain


def contacts(network: Network, principal: str, law: PanelLaw, policy: PanelPolicy) -> tuple[Contact, ...]:
    """Every affiliation at first hand of a person or organisation by group id, itself first, each way once.

    Relatives and patients are followed to the organisations they serve or own, for the law bars from those too.
    """
    all_contacts: list[Contact] = []
    for start in network.joints(Trail(start=principal, end=principal)):
        all_contacts.append(Contact(trail=start, affiliation=Affiliation.SELF, term=None))
        people = [*_relatives(network, start, law), *_tied(network, start, law, policy)]
        all_contacts += people
        for person in people:
            if network.kind(person.trail.end) is EntityKind.PERSON:
                all_contacts += _behind(network, person)
    return tuple(_shortest(all_contacts))


def _shortest(all_contacts: list[Contact]) -> Iterator[Contact]:
    seen = set()
    for contact in sorted(all_contacts, key=lambda contact: len(contact.trail.steps)):
        key = (contact.trail.end, contact.affiliation, contact.through_office, contact.through_share)
        if (*key, True) not in seen and (*key, contact.is_certain) not in seen:
            seen.add((*key, contact.is_certain))
            yield contact


def _relatives(network: Network, start: Trail, law: PanelLaw) -> Iterator[Contact]:
    for relation, term in law.relations.items():
        ways = [start]
        for step in CHAINS.get(relation, ()):
            ways = [joint for way in ways for kin in _kin(network, way, step) for joint in network.joints(kin)]
        if relation in CHAINS:
            yield from (
                Contact(trail=way, affiliation=Affiliation.FAMILIAL, term=term) for way in ways if way.end != start.end
            )


def _kin(network: Network, way: Trail, relation: str) -> Iterator[Trail]:
    """The way on to every spouse, child, parent or sibling; siblings are also the other children of a parent."""
    kinds = {"spouse": TieKind.SPOUSE, "child": TieKind.PARENT, "parent": TieKind.PARENT, "sibling": TieKind.SIBLING}
    for tie, other, is_forward in network.ties(way.end, (kinds[relation],)):
        if relation in ("spouse", "sibling") or is_forward == (relation == "child"):
            yield way.on(along(tie, way.end, other, is_forward=is_forward))
    if relation == "sibling":
        for parent in _kin(network, way, "parent"):
            yield from (child for child in _kin(network, parent, "child") if child.end != way.end)


def _tied(network: Network, start: Trail, law: PanelLaw, policy: PanelPolicy) -> Iterator[Contact]:
    is_academic = any(network.kind(other) in _ACADEMIC for _, other, _ in network.ties(start.end, _BELONGING))
    for tie, other, is_forward in network.ties(start.end):
        test = TERMS.get(tie.kind)
        if test is None:
            continue
        met = Met(
            tie=tie,
            is_forward=is_forward,
            other_kind=network.kind(other),
            is_academic=is_academic,
            law=law,
            policy=policy,
        )
        verdict = test(met)
        if verdict is not None:
            step = along(tie, start.end, other, is_forward=is_forward)
            yield from _settled(network, start, step, verdict)


def _settled(network: Network, start: Trail, step: Step, verdict: Verdict) -> Iterator[Contact]:
    trail = start.on(step, verdict.question) if verdict.weigh is Weigh.QUESTION else start.on(step)
    for joint in network.joints(trail):
        yield Contact(trail=joint, affiliation=verdict.affiliation, term=verdict.term)


def _behind(network: Network, person: Contact) -> Iterator[Contact]:
    """The organisations behind a relative or patient."""
    if person.affiliation not in (Affiliation.FAMILIAL, Affiliation.PROFESSIONAL, Affiliation.FINANCIAL):
        return
    for kinds, is_office in ((_OFFICES, True), (_SHARES, False)):
        for tie, other, is_forward in network.ties(person.trail.end, kinds):
            if is_forward and network.kind(other) is not EntityKind.PERSON:
                step = along(tie, person.trail.end, other, is_forward=True)
                for joint in network.joints(person.trail.on(step)):
                    yield replace(person, trail=joint, through_office=is_office, through_share=not is_office)
