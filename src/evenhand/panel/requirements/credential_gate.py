"""The gate of credentials: what stands against a physician on a day, by the credential file that is kept.

Whoever wants a physician proposed, sworn in, signing or released asks here and nowhere else. What is asked is what the
programme's rule on reviewers lists on that day; a fact that nobody verified does not hold.
"""

import datetime as dt
from dataclasses import replace

from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.panel.people.credentials import Reviewer
from evenhand.panel.requirements.fit import AreaUnderReview
from evenhand.panel.requirements.law import PanelLaw
from evenhand.panel.requirements.load import PanelRules
from evenhand.panel.requirements.qualification import PRACTICE, barred_on

RULE = "PANEL-CREDENTIALS"
_NO_FILE = FindingKind(
    severity=Severity.FATAL,
    message="No credential file is kept, so nothing that the law asks of a reviewer is verified.",
    expected="a credential file in which each of these holds: {asked}",
    remedy="Have the facts verified with their sources and bring the credential file.",
)
_NO_LAW = FindingKind(
    rule=RULE,
    severity=Severity.FATAL,
    message="What the law asks of a reviewer on {day} is not known here, so nobody can be held against it.",
    expected="a rule on reviewers that answers for that day",
    remedy="Have the programme's rule on reviewers read and completed.",
)
_PREFIX = " may not review: "


def credential_findings(
    reviewer: Reviewer | None,
    ident: str,
    day: dt.date,
    law: PanelLaw,
    rules: PanelRules,
    areas: tuple[AreaUnderReview, ...] = (),
) -> tuple[Finding, ...]:
    """Everything that keeps a physician, by id, from a case on a day, each with the paragraph it rests on; empty where
    each fact the law asks for is verified as holding that day, by a check no older than the house allows.

    `reviewer` is the credential file, None where none is kept; with `areas` a certificate has to fit them. What the
    house asks beside the law (years and hours of practice) is weighed when somebody is ranked, not here.
    """
    authority = law.rules.get("requirements")
    if authority is None:
        return (_NO_LAW.at(Place(key=ident), day=day.isoformat()),)
    if reviewer is None:
        asked = "; ".join(term.words for term in law.requirements.values())
        return (_NO_FILE.at(Place(key=ident), law=authority, asked=asked),) if law.requirements else ()
    findings = barred_on(reviewer, day, law, rules, areas)
    return tuple(
        replace(finding, message=_reason(finding.message))
        for finding in findings
        if finding.severity is Severity.FATAL and finding.topic != PRACTICE
    )


def _reason(message: str) -> str:
    """What a bar says, without the id of the physician, whom the page names."""
    reason = message.partition(_PREFIX)[2] or message
    return reason[:1].upper() + reason[1:]
