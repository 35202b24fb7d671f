"""The network of affiliations on a day: the ties that count, between groups of entries that are one."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from evenhand.panel.requirements.policy import PanelPolicy
from evenhand.panel.ties.affiliations import Affiliations, EntityKind, Tie, TieKind
from evenhand.panel.ties.identity import Identities
from evenhand.panel.ties.trail import Step, Trail, along


class Network:
    """The ties of a graph that count on a day, seen from either end; names that may be one are joints between them."""

    def __init__(self, graph: Affiliations, day: dt.date, policy: PanelPolicy) -> None:
        self.who = Identities(graph)
        self._ownership = policy.ownership
        self._ties: dict[str, list[tuple[Tie, str, bool]]] = defaultdict(list)
        self._affiliates: dict[str, tuple[Trail, ...]] = {}
        for tie in graph.ties:
            if tie.counts_on(day, policy.look_back_days):
                first, second = self.who.of(tie.first), self.who.of(tie.second)
                self._ties[first].append((tie, second, True))
                self._ties[second].append((tie, first, False))

    def kind(self, entity_id: str) -> EntityKind:
        """What the entry is that a group goes by."""
        return self.who.entities[entity_id].kind

    def ties(self, entity_id: str, kinds: Iterable[TieKind] | None = None) -> list[tuple[Tie, str, bool]]:
        """The ties of a group, each with its other end and whether the group is the first of it."""
        all_ties = self._ties.get(entity_id, [])
        if kinds is None:
            return all_ties
        wanted = frozenset(kinds)
        return [tie for tie in all_ties if tie[0].kind in wanted]

    def joints(self, trail: Trail) -> list[Trail]:
        """The trail itself, and the trail on to every other group that its end may be."""
        joints = [trail]
        for other, doubt in self.who.perhaps(trail.end):
            joints.append(trail.on(Step(start=trail.end, end=other, doubt=doubt)))
        return joints

    def affiliates(self, entity_id: str) -> tuple[Trail, ...]:
        """The ways from an organisation to those joined to it by ownership, up or down, itself first.

        Ownership of more than the followed share is followed, up to the programme's number of links; a link that is
        not control, or whose share nobody stated, leaves a question. Each organisation is reached at most twice: by
        the shortest way, and by the shortest way without questions. Circles end there.
        """
        trails = self._affiliates.get(entity_id)
        if trails is None:
            trails = self._affiliates[entity_id] = tuple(self._search(entity_id))
        return trails

    def _search(self, entity_id: str) -> list[Trail]:
        reached: dict[tuple[str, bool], Trail] = {}
        front = self.joints(Trail(start=entity_id, end=entity_id))
        for step in range(self._ownership.steps + 1):
            fresh = []
            for trail in front:
                key = (trail.end, trail.is_certain)
                if key not in reached and (trail.end, True) not in reached:
                    reached[key] = trail
                    fresh.append(trail)
            if step < self._ownership.steps:
                front = [joint for trail in fresh for owned in self._owned(trail) for joint in self.joints(owned)]
        return list(reached.values())

    def _owned(self, trail: Trail) -> list[Trail]:
        """The trail one link of ownership on, to either side."""
        owned = []
        for tie, other, is_forward in self.ties(trail.end, (TieKind.OWNS,)):
            if self.kind(other) is EntityKind.PERSON or other == trail.end:
                continue
            share = tie.percent
            if share is not None and share <= self._ownership.follow_more_than_percent:
                continue
            step = along(tie, trail.end, other, is_forward=is_forward)
            if share is None:
                owned.append(trail.on(step, "what share is owned"))
            elif share <= self._ownership.control_more_than_percent:
                owned.append(trail.on(step, f"whether a share of {share} percent is control"))
            else:
                owned.append(trail.on(step))
        return owned
