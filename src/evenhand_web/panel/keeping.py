"""Taking credential files and affiliations in. A file with a fault is not taken at all: what was left out of it would
be missed by nobody, and a sanction that is missing lets somebody pass.
"""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_noop

from evenhand.codec import canonical, from_plain, read_json
from evenhand.finding import Finding, FindingKind, Place, Severity, is_fatal
from evenhand.panel.instance.instance_file import with_reviewers
from evenhand.panel.people.credential_check import contradictions, panel_findings
from evenhand.panel.people.credentials import Reviewer
from evenhand.panel.people.panel_csv import read_panel_table
from evenhand.panel.ties.affiliations import Affiliations, affiliation_findings
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.infrastructure import clock
from evenhand_web.panel.day import kept_reviewers, rules_of
from evenhand_web.panel.gate import ask_to_watch
from evenhand_web.panel.models import AffiliationGraph, CredentialFile, ReviewerProfile

RULE = "PANEL-KEEPING"
_NOT_KEPT = FindingKind(
    rule=RULE,
    severity=Severity.FATAL,
    expected="{expected}",
    remedy=gettext_noop("Correct the file and bring it again; nothing of it was kept."),
)


class Kept(NamedTuple):
    """What came of a file: whether it was taken, how many files of reviewers changed by it, what was found."""

    is_taken: bool
    changed: int
    findings: tuple[Finding, ...]


def keep_statement(reviewer: Person, statement: Mapping[str, object]) -> None:
    """Keep what parties are told of a reviewer, by the columns of the profile, instead of an earlier statement."""
    ReviewerProfile.objects.update_or_create(person=reviewer, defaults=dict(statement))


def keep_panel(data: bytes, file: str, programme: str, day: dt.date, by: Person | None) -> Kept:
    """Keep the credential files of a table of facts, each for the person whose id the column `reviewer` gives.

    Nothing is kept where a row cannot be read, names nobody who reviews here, or states what cannot be or what the
    vocabulary of the programme, by id, does not know. A file that contradicts itself is kept, and bars its reviewer
    until the source was asked; that is among the findings, and so is what had to be guessed of the file's encoding and
    separator. Whatever is kept, everybody who sits in a case is looked at again.
    """
    reviewers, findings = read_panel_table(data, file)
    people = {person.ident: person for person in Person.objects.filter(role=PersonRole.REVIEWER)}
    strangers = tuple(
        _NOT_KEPT.at(
            Place(file=file),
            what=f"{reviewer.id!r} is no reviewer here.",
            expected="the id of somebody who was added as a reviewer",
        )
        for reviewer in reviewers
        if reviewer.id not in people
    )
    if not reviewers and not findings:
        findings = (_NOT_KEPT.at(Place(file=file), what="The table holds no row.", expected="one row for each fact"),)
    if strangers or any(finding.severity is not Severity.NOTE for finding in findings):
        return Kept(False, 0, (*findings, *strangers))
    told = panel_findings(reviewers, day, rules_of(programme).vocabulary) if programme else ()
    if any(_is_fault(finding, reviewers) for finding in told):
        return Kept(False, 0, (*findings, *told))
    with transaction.atomic():
        changed = sum(_keep(people[reviewer.id], reviewer, by) for reviewer in reviewers)
        ask_to_watch()
    return Kept(True, changed, (*findings, *told))


def _is_fault(finding: Finding, reviewers: tuple[Reviewer, ...]) -> bool:
    """Whether a file with this Finding is refused: with any but that facts of one reviewer cannot both be true. Such a
    file is kept and bars its reviewer, since the older one may say of a revoked licence that it is good.
    """
    is_contradiction = any(finding in contradictions(reviewer) for reviewer in reviewers)
    return not is_contradiction and finding.severity.rank >= Severity.MAJOR.rank


def _keep(person: Person, reviewer: Reviewer, by: Person | None) -> bool:
    content = canonical(reviewer).decode()
    newest = CredentialFile.objects.filter(person=person).order_by("-pk").first()
    if newest is not None and newest.content == content:
        return False
    CredentialFile.objects.create(person=person, content=content, kept_at=clock.now(), kept_by=by)
    return True


def keep_affiliations(data: bytes, file: str, by: Person | None) -> Kept:
    """Keep a graph of affiliations (JSON: `entities`, `ties`, `rulings`) instead of the one kept before it.

    Reviewers whose credential files are kept belong to it without being named. Nothing is kept where it cannot be read
    or a tie leads nowhere.
    """
    place = Place(file=file)
    plain, findings = read_json(data, place, RULE)
    if findings:
        return Kept(False, 0, findings)
    graph, findings = from_plain(Affiliations, plain, place, RULE)
    if graph is None:
        return Kept(False, 0, findings)
    findings = affiliation_findings(with_reviewers(graph, kept_reviewers()), place)
    if is_fatal(findings):
        return Kept(False, 0, findings)
    AffiliationGraph.objects.create(content=canonical(graph).decode(), kept_at=clock.now(), kept_by=by)
    return Kept(True, 0, findings)
