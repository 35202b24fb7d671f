"""The one gate of credentials in the shell: every door asks here whether a physician may sit in a case on a day."""

import datetime as dt
import secrets

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.panel.people.credentials import Expiry, expiries
from evenhand.panel.requirements.credential_gate import RULE, credential_findings
from evenhand.panel.requirements.fit import AreaUnderReview
from evenhand.panel.requirements.reliance import as_relied_on
from evenhand.soundness import has_panel
from evenhand_web.infrastructure.installation import is_demonstration
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.infrastructure.queue import ask
from evenhand_web.panel.day import are_affiliations_kept, is_kept, kept_reviewer, law_of, rules_of

WATCH = "panel.watch_credentials"
"""The job that looks at everybody who sits in a case."""

_NO_PANEL = FindingKind(
    rule=RULE,
    severity=Severity.FATAL,
    message=gettext_noop("The program “{program}” does not say how its physicians are verified, so nobody can be."),
    expected=gettext_noop("a folder `panel` in the program's folder"),
    remedy=gettext_noop("Have the program's panel written and brought."),
)


def credential_bars(
    programme: str, person: str, day: dt.date, areas: tuple[AreaUnderReview, ...] = ()
) -> tuple[Finding, ...]:
    """What keeps a physician, by id, from the cases of a programme, by id, on a day; empty where nothing does.

    Outside a demonstration whatever is not verified bars. In a demonstration somebody without a credential file is not
    looked at, which the pages say (`nothing_checked`).
    """
    reviewer = kept_reviewer(person)
    if reviewer is None and is_demonstration():
        return ()
    known = programme_of(programme)
    if not has_panel(known.folder):
        return () if is_demonstration() else (_NO_PANEL.at(Place(key=person), program=known.title),)
    return credential_findings(reviewer, person, day, law_of(programme, day), rules_of(programme), areas)


def coming_expiries(programme: str, person: str) -> tuple[Expiry, ...]:
    """Every day on which a fact of a physician's file stops counting under a programme, earliest first."""
    reviewer = kept_reviewer(person) if has_panel(programme_of(programme).folder) else None
    return expiries(as_relied_on(reviewer, rules_of(programme).policy.reliance)) if reviewer else ()


def nothing_checked(programme: str, person: str = "") -> tuple[str, ...]:
    """What is not known here and was therefore not checked of a physician, by id, or of anybody, under a programme:
    each in a sentence for the page.
    """
    told = []
    if not has_panel(programme_of(programme).folder):
        return (_("This program has no panel: no credential and no tie of anybody was checked."),)
    if not is_kept():
        told.append(
            _("No credential files are kept: no license, board certificate, discipline or appointment was checked.")
        )
    elif person and kept_reviewer(person) is None:
        told.append(
            _("No credential file of this physician is kept: no license, discipline or appointment was checked.")
        )
    if not are_affiliations_kept():
        told.append(_("No affiliations are kept: nobody's ties to anybody are looked up; names alone are compared."))
    return tuple(told)


def in_words(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """What the gate found, each in a sentence with the paragraph it rests on."""
    return tuple(
        dict.fromkeys(
            f"{finding.message.rstrip('.')} ({finding.citation})." if finding.citation else finding.message
            for finding in findings
        )
    )


def ask_to_watch() -> None:
    """Ask the worker to look at everybody who sits in a case, in the transaction of what changed."""
    ask("house", WATCH, f"credentials:{secrets.token_hex(8)}")
