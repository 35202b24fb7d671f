"""Conflicts of interest: who on the review side is affiliated with whom in a case, and by what way (LC 139.5(c)(2),
(d)(5), (d)(6)).

Whatever needs a person's answer (a name that may be one, a share nobody stated, a relation the law does not settle) is
a question: the reviewer is not assigned until it is answered, and never passes silently.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evenhand.panel.requirements.law import LegalTerm, PanelLaw
from evenhand.panel.requirements.policy import PanelPolicy
from evenhand.panel.ties.affiliations import Affiliations, Entity, EntityKind, TieKind
from evenhand.panel.ties.identity import Doubt
from evenhand.panel.ties.network import Network
from evenhand.panel.ties.reach import Contact, contacts
from evenhand.panel.ties.subjects import MAKERS, PLACES, Subject
from evenhand.panel.ties.terms import Affiliation
from evenhand.panel.ties.trail import Step, Trail, path_words

_CONTRACTS = (TieKind.CONTRACTS_WITH, TieKind.PROVIDER_FOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One affiliation of somebody on the review side with a subject of a case.

    `steps` lead from `principal` to the subject's entry in the graph; `doubts` are names and `questions` other things
    that a person must settle. Without either the affiliation bars.
    """

    principal: str
    subject: Subject
    role: LegalTerm
    affiliation: Affiliation
    term: LegalTerm | None
    steps: tuple[Step, ...]
    doubts: tuple[Doubt, ...]
    questions: tuple[str, ...]
    path: str

    @property
    def bars(self) -> bool:
        """Whether it bars as it stands; if not, a person is asked."""
        return not self.doubts and not self.questions

    @property
    def words(self) -> str:
        """The conflict as a sentence: the way, the subject, the terms of law, and what remains to be asked."""
        law = "; ".join(term.citation for term in (self.role, self.term) if term is not None)
        sentence = f"{self.path}; that is {self.role.words} ({self.affiliation} affiliation; {law})."
        asked = [doubt.words for doubt in self.doubts] + list(self.questions)
        return sentence if not asked else f"{sentence} To be settled by a person: {'; '.join(asked)}."


def review_side(graph: Affiliations, organisation: str, day: dt.date) -> tuple[str, ...]:
    """Who must be free of conflict beside the reviewers: the review organisation by id, and its officers, directors and
    employees on a day (LC 139.5(c)(2)).
    """
    serving = (TieKind.OFFICER_OF, TieKind.DIRECTOR_OF, TieKind.EMPLOYED_BY)
    held = (tie for tie in graph.ties if tie.kind in serving and tie.second == organisation and tie.counts_on(day, 0))
    return (organisation, *dict.fromkeys(tie.first for tie in held))


class ConflictIndex:
    """The affiliations of everybody on the review side, ready to be asked about cases of one day.

    Built once for a graph, a day and its law; `principals` are the ids, in the graph, of the reviewers and of whoever
    else must be free of conflict.
    """

    def __init__(
        self, graph: Affiliations, principals: Iterable[str], day: dt.date, law: PanelLaw, policy: PanelPolicy
    ) -> None:
        self._law = law
        self.network = Network(graph, day, policy)
        self.entities: Mapping[str, Entity] = self.network.who.entities
        self._contacts: dict[str, list[tuple[str, Contact]]] = defaultdict(list)
        for principal in principals:
            for contact in contacts(self.network, self.network.who.of(principal), law, policy):
                self._contacts[contact.trail.end].append((principal, contact))
        self._asked: dict[Subject, tuple[tuple[LegalTerm, Trail, tuple[Doubt, ...]], ...]] = {}

    def touched(self, subjects: Iterable[Subject]) -> set[str]:
        """The principals with any conflict, barring or in question, with any of the subjects: who is no candidate.
        (What an academic centre is excused, `conflicts` alone tells.)
        """
        ends = {trail.end for subject in subjects for _, trail, _ in self._ways_to(subject)}
        return {principal for end in ends for principal, _ in self._contacts.get(end, ())}

    def weighed(self, subjects: Iterable[Subject]) -> Mapping[str, bool]:
        """The principals in conflict with any of the subjects: True where something bars, False where all of it is a
        question. The same as `conflicts` tells, without the ways and the words.
        """
        barring: dict[str, bool] = {}
        for subject in (subjects := tuple(subjects)):
            for role, trail, doubts in self._ways_to(subject):
                is_plain = trail.is_certain and not doubts
                for principal, contact in self._contacts.get(trail.end, ()):
                    if not barring.get(principal):
                        barring[principal] = is_plain and contact.is_certain and not any(self._unsettled(role, contact))
        centres = [principal for principal in barring if self.entities[principal].kind is EntityKind.ACADEMIC_CENTRE]
        if centres:
            told = self.conflicts(subjects)
            barring = {
                principal: bars for principal, bars in barring.items() if principal not in centres or principal in told
            }
            barring |= {principal: told[principal][0].bars for principal in centres if principal in told}
        return barring

    def conflicts(self, subjects: Iterable[Subject]) -> Mapping[str, tuple[Conflict, ...]]:
        """The conflicts with any of the subjects, by principal; who is not named has none. Those that bar come first,
        then the shorter ways.
        """
        by_principal: dict[str, dict[tuple[object, ...], Conflict]] = defaultdict(dict)
        for subject in subjects:
            for role, trail, doubts in self._ways_to(subject):
                for principal, contact in self._contacts.get(trail.end, ()):
                    conflict = self._conflict(principal, subject, role, contact, trail, doubts)
                    _keep_best(by_principal[principal], conflict)
        kept = {
            principal: self._not_excused(principal, list(each.values())) for principal, each in by_principal.items()
        }
        return {
            principal: tuple(sorted(left, key=lambda conflict: (not conflict.bars, len(conflict.steps), conflict.path)))
            for principal, left in kept.items()
            if left
        }

    def _not_excused(self, principal: str, conflicts: list[Conflict]) -> list[Conflict]:
        """The conflicts less those that an academic medical centre's contract with the payer makes, where the law lets
        such a centre review and the centre neither gives nor makes the treatment of this case.
        """
        allowed = self._law.facts.get("academic_centre", {}).get("may_review") is True
        if not allowed or self.entities[principal].kind is not EntityKind.ACADEMIC_CENTRE:
            return conflicts
        if any(conflict.role.id in PLACES | MAKERS for conflict in conflicts):
            return conflicts
        return [
            conflict
            for conflict in conflicts
            if not (conflict.role.id in self._law.payers and _is_by_contract(conflict))
        ]

    def _conflict(
        self,
        principal: str,
        subject: Subject,
        role: LegalTerm,
        contact: Contact,
        trail: Trail,
        doubts: tuple[Doubt, ...],
    ) -> Conflict:
        steps = (*contact.trail.steps, *trail.back().steps)
        path = path_words(steps, self.entities) or f"{self.entities[principal].name} is named in the case"
        questions = dict.fromkeys((*contact.trail.questions, *trail.questions, *self._unsettled(role, contact)))
        return Conflict(
            principal=principal,
            subject=subject,
            role=role,
            affiliation=contact.affiliation,
            term=contact.term,
            steps=steps,
            doubts=tuple(dict.fromkeys((*contact.trail.doubts, *trail.doubts, *doubts))),
            questions=tuple(questions),
            path=path,
        )

    def _unsettled(self, role: LegalTerm, contact: Contact) -> Iterable[str]:
        """What the law leaves open about a contact, by the role of the subject."""
        if contact.through_office and role.id not in self._law.payers:
            yield f"whether serving {role.words} in such a place carries the affiliation"
        if contact.through_share:
            yield f"whether a share of {role.words} carries the affiliation"
        if contact.affiliation is Affiliation.DEVELOPMENT and role.id not in MAKERS:
            yield "whether having developed what it makes is an affiliation with it"

    def _ways_to(self, subject: Subject) -> tuple[tuple[LegalTerm, Trail, tuple[Doubt, ...]], ...]:
        """Every place in the graph from which an affiliation counts as one with the subject: the role it then has, the
        way from the subject's entry to it, and the doubts about which entry is meant.
        """
        ways = self._asked.get(subject)
        if ways is None:
            ways = self._asked[subject] = tuple(self._search(subject))
        return ways

    def _search(self, subject: Subject) -> Iterable[tuple[LegalTerm, Trail, tuple[Doubt, ...]]]:
        role = self._law.subjects.get(subject.role)
        if role is None:
            return
        for entry, doubt in self._entries(subject):
            doubts = (doubt,) if doubt else ()
            here = Trail(start=entry, end=entry)
            for part, trail in ((role, here), *self._carried(role, here)):
                if self.entities[trail.end].is_person:
                    yield from ((part, joint, doubts) for joint in self.network.joints(trail))
                else:
                    for on in self.network.affiliates(trail.end):
                        steps, asked = (*trail.steps, *on.steps), (*trail.questions, *on.questions)
                        yield part, Trail(start=entry, end=on.end, steps=steps, questions=asked), doubts

    def _entries(self, subject: Subject) -> tuple[tuple[str, Doubt | None], ...]:
        if subject.entity in self.entities:
            return ((self.network.who.of(subject.entity), None),)
        return self.network.who.named(subject.name, subject.is_person, subject.identifiers)

    def _carried(self, role: LegalTerm, here: Trail) -> Iterable[tuple[LegalTerm, Trail]]:
        """Who else is a subject because this one is, as the programme says: an applicant's family, a physician's group,
        an attorney's firm, an insurer's network.
        """
        for carry in self._law.carries:
            part = self._law.subjects.get(carry.becomes)
            if role.id not in carry.of or part is None:
                continue
            kinds = tuple(kind for kind in TieKind if kind in carry.ties)
            for tie, other, is_forward in self.network.ties(here.end, kinds):
                if not carry.to or self.network.kind(other) in carry.to:
                    step = Step(start=here.end, end=other, kind=tie.kind, is_forward=is_forward, percent=tie.percent)
                    yield from ((part, joint) for joint in self.network.joints(here.on(step)))


def _is_by_contract(conflict: Conflict) -> bool:
    return bool(conflict.steps) and conflict.steps[0].kind in _CONTRACTS


def _keep_best(kept: dict[tuple[object, ...], Conflict], conflict: Conflict) -> None:
    """Of several ways to one subject by one kind of affiliation keep the one that bars, then the shortest."""
    key = (conflict.subject, conflict.role.id, conflict.affiliation)
    known = kept.get(key)
    rank = (not conflict.bars, len(conflict.steps))
    if known is None or rank < (not known.bars, len(known.steps)):
        kept[key] = conflict
