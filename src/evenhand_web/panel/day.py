"""The panel as the core reckons with it: credential files and affiliations that are kept, under the law of a day."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Max

from evenhand.codec import from_plain
from evenhand.finding import Place
from evenhand.panel.instance.instance_file import with_reviewers
from evenhand.panel.matching.standing import Load, PanelDay
from evenhand.panel.people.credentials import Reviewer
from evenhand.panel.requirements.law import PanelLaw, law_on
from evenhand.panel.requirements.load import PanelRules, load_panel_rules
from evenhand.panel.ties.affiliations import Affiliations, Ruling
from evenhand.panel.ties.conflict import ConflictIndex
from evenhand.programme.rule import Rule
from evenhand.soundness import has_panel
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.panel.models import AffiliationGraph, CredentialFile, NameRuling

T = TypeVar("T")


@cache
def _loaded(programme: str) -> tuple[Mapping[str, Rule], PanelRules]:
    known = programme_of(programme)
    rules, findings = load_panel_rules(known.folder, known.rules)
    if rules is None:
        told = " ".join(map(str, findings))
        raise ImproperlyConfigured(f"The panel of {programme!r} cannot be used: {told}")
    return known.rules, rules


def is_ranked(programme: str) -> bool:
    """Whether physicians are ranked for the cases of a programme, by id: it says how, and credential files are kept."""
    return has_panel(programme_of(programme).folder) and is_kept()


def rules_of(programme: str) -> PanelRules:
    """What a programme, by id, says of its panel. Raises ImproperlyConfigured where its files cannot be used."""
    return _loaded(programme)[1]


@lru_cache(maxsize=64)
def law_of(programme: str, day: dt.date) -> PanelLaw:
    """The law of a programme's panel on a day."""
    rules, panel = _loaded(programme)
    law, _ = law_on(rules, panel.binding, day)
    return law


def stored(kind: type[T], content: str) -> T:
    """A value of the core out of what was kept. Raises ValueError where it is none: what is kept was one."""
    plain: Any = json.loads(content)
    kept_value, findings = from_plain(kind, plain, Place(file="kept"), "PANEL-KEPT")
    if kept_value is None:
        raise ValueError(" ".join(map(str, findings)))
    return kept_value


def is_kept() -> bool:
    """Whether any credential file is kept: without one nobody can be ranked."""
    return CredentialFile.objects.exists()


def kept_reviewers() -> tuple[Reviewer, ...]:
    """The credential files that count, of everybody who reviews here, in the order of their ids."""
    return tuple(map(_reviewer, _contents()))


def kept_reviewer(ident: str) -> Reviewer | None:
    """The credential file of one person, by id; None where none is kept."""
    newest = CredentialFile.objects.filter(person__ident=ident).order_by("-pk").first()
    return _reviewer(newest.content) if newest else None


def kept_affiliations() -> Affiliations:
    """The graph that counts with every ruling made here; an empty one where nothing is kept."""
    return _ruled(_graph_content(), _rulings())


def panel_day(programme: str, day: dt.date, loads: Iterable[Load], rules: PanelRules) -> PanelDay:
    """The panel that is kept on a day under a programme's law, with the work its reviewers have; `rules` as they stand
    approved.
    """
    contents = tuple(_contents())
    index = _index(contents, _names(), _graph_content(), _rulings(), programme, day)
    return PanelDay(map(_reviewer, contents), loads, law_of(programme, day), rules, index)


def ties_on(programme: str, day: dt.date) -> ConflictIndex | None:
    """What is known of the ties of everybody who reviews here, with or without a credential file, under a programme's
    law on a day: who has no file and no affiliation is known by name alone. None where the programme has no panel.
    """
    if not has_panel(programme_of(programme).folder):
        return None
    return _index(tuple(_contents()), _names(), _graph_content(), _rulings(), programme, day)


def are_affiliations_kept() -> bool:
    """Whether a graph of people, organizations and ties is kept."""
    return AffiliationGraph.objects.exists()


def _contents() -> list[str]:
    newest = CredentialFile.objects.values("person").annotate(newest=Max("pk")).values("newest")
    kept = CredentialFile.objects.filter(
        pk__in=newest, person__is_active=True, person__role=PersonRole.REVIEWER
    ).order_by("person__ident")
    return list(kept.values_list("content", flat=True))


def _names() -> tuple[tuple[str, str], ...]:
    """Everybody who reviews here: id, and the name under which they work here."""
    people = Person.objects.filter(is_active=True, role=PersonRole.REVIEWER).order_by("ident")
    return tuple(people.values_list("ident", "name"))


def _graph_content() -> str:
    return AffiliationGraph.objects.order_by("-pk").values_list("content", flat=True).first() or ""


def _rulings() -> tuple[Ruling, ...]:
    return tuple(
        Ruling(
            one=kept.one,
            other=kept.other,
            is_same=kept.is_same,
            by=kept.made_by.ident,
            on=kept.made_on,
            reason=kept.reason,
        )
        for kept in NameRuling.objects.select_related("made_by").order_by("pk")
    )


def _ruled(graph: str, rulings: tuple[Ruling, ...]) -> Affiliations:
    known = _graph(graph)
    return replace(known, rulings=(*known.rulings, *rulings))


@lru_cache(maxsize=8192)
def _reviewer(content: str) -> Reviewer:
    return stored(Reviewer, content)


@lru_cache(maxsize=2)
def _graph(content: str) -> Affiliations:
    return stored(Affiliations, content) if content else Affiliations()


def _known_as(filed: Reviewer | None, ident: str, name: str) -> Reviewer:
    """Somebody as ties are looked for: by the credential file, and by the name under which they work here."""
    if filed is None:
        return Reviewer(id=ident, name=name, npi="")
    others = dict.fromkeys((*filed.other_names, name))
    return replace(filed, other_names=tuple(other for other in others if other != filed.name))


@lru_cache(maxsize=4)
def _index(
    contents: tuple[str, ...],
    names: tuple[tuple[str, str], ...],
    graph: str,
    rulings: tuple[Ruling, ...],
    programme: str,
    day: dt.date,
) -> ConflictIndex:
    filed = {reviewer.id: reviewer for reviewer in map(_reviewer, contents)}
    reviewers = [_known_as(filed.get(ident), ident, name) for ident, name in names]
    whole = with_reviewers(_ruled(graph, rulings), reviewers)
    return ConflictIndex(
        whole, [reviewer.id for reviewer in reviewers], day, law_of(programme, day), rules_of(programme).policy
    )
