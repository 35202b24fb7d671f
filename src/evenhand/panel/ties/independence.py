"""The independence of the review organisation itself: what it is owned by, and whom it shares (LC 139.5(d)(1))."""

import datetime as dt
from collections.abc import Iterator

from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.panel.requirements.law import LegalTerm, PanelLaw
from evenhand.panel.requirements.policy import PanelPolicy
from evenhand.panel.ties.affiliations import Affiliations, EntityKind, TieKind
from evenhand.panel.ties.network import Network
from evenhand.panel.ties.trail import Trail, along, path_words

_TIED = FindingKind(
    message="{path}.{question}",
    expected="{words}",
    remedy="End the tie, or have counsel confirm that it is none of these, and tell the regulator.",
)

_INDUSTRY = frozenset({EntityKind.INSURER, EntityKind.PAYER, EntityKind.TRADE_ASSOCIATION})
_SERVING = (TieKind.OFFICER_OF, TieKind.DIRECTOR_OF, TieKind.EMPLOYED_BY)


def independence_findings(
    graph: Affiliations, organisation: str, day: dt.date, law: PanelLaw, policy: PanelPolicy
) -> tuple[Finding, ...]:
    """What in the graph speaks against the review organisation (by id) on a day: ownership in common with an insurer, a
    payer or their trade association, and people it shares with one of these.

    FATAL where nothing remains to be asked, else MAJOR: a share that may not be control, a name that may be another's.
    """
    network = Network(graph, day, policy)
    home = network.who.of(organisation)
    ways = (("not_owned", _owned(network, home)), ("no_shared_people", _shared(network, home)))
    terms = ((law.organisation.get(name), trails) for name, trails in ways)
    return tuple(_said(network, term, trail) for term, trails in terms if term for trail in trails)


def _owned(network: Network, home: str) -> Iterator[Trail]:
    for trail in network.affiliates(home):
        if trail.end != home and network.kind(trail.end) in _INDUSTRY:
            yield trail


def _shared(network: Network, home: str) -> Iterator[Trail]:
    for tie, person, is_forward in network.ties(home, _SERVING):
        if is_forward:
            continue
        first = Trail(start=home, end=home).on(along(tie, home, person, is_forward=False))
        for who in network.joints(first):
            for other, place, serves in network.ties(who.end, _SERVING):
                if serves and place != home and network.kind(place) in _INDUSTRY:
                    yield who.on(along(other, who.end, place, is_forward=True))


def _said(network: Network, term: LegalTerm, trail: Trail) -> Finding:
    asked = [doubt.words for doubt in trail.doubts] + list(trail.questions)
    question = f" To be settled by a person: {'; '.join(asked)}." if asked else ""
    return _TIED.at(
        Place(key=trail.start),
        law=term,
        severity=Severity.MAJOR if asked else Severity.FATAL,
        topic=term.id,
        path=path_words(trail.steps, network.who.entities),
        question=question,
        words=term.words,
    )
