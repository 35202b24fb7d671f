"""What the commands about the panel have in common: its rules, and the law of a day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from evenhand.cli.programme_choice import own_programmes, refuse, say, the_programme
from evenhand.finding import Finding, Severity, is_fatal
from evenhand.letter.approval import read_approvals
from evenhand.panel.instance.instance_file import MatchInstance, read_instance
from evenhand.panel.requirements.law import PanelLaw, law_on
from evenhand.panel.requirements.load import PanelRules, load_panel_rules
from evenhand.panel.requirements.qualification import requirement_findings
from evenhand.panel.requirements.weights_approval import OF_THE_PANEL, approved_rules
from evenhand.plain_file import plain_bytes
from evenhand.programme.model import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelLawOfDay:
    """A programme's panel and the law of a day."""

    rules: PanelRules
    law: PanelLaw


def panel_law(name: str, day: dt.date) -> PanelLawOfDay:
    """The panel of a programme by name or folder, under the law of a day; says what is wrong and ends with exit code 2
    where it cannot be used.
    """
    programme = the_programme(name)
    rules, findings = load_panel_rules(programme.folder, programme.rules)
    say(findings)
    if rules is None:
        refuse(f"The panel of {name!r} cannot be used until this is corrected.")
    law, unanswered = law_on(programme.rules, rules.binding, day)
    say((*unanswered, *requirement_findings(law)))
    if is_fatal(requirement_findings(law)):
        refuse(f"Nobody can be found qualified under {name!r} on {day} until this is corrected.")
    return PanelLawOfDay(rules=approved_rules(rules, _approved(programme)), law=law)


def _approved(programme: Programme) -> dict[str, str]:
    """The digests of the panel's files that somebody answers for, as they lie beside an installation's programmes."""
    approvals, faults = read_approvals(own_programmes(), programme.id)
    say(faults)
    return {
        name.removeprefix(OF_THE_PANEL): approval.digest
        for (name, _language), approval in approvals.items()
        if name.startswith(OF_THE_PANEL)
    }


def match_instance(path: Path) -> MatchInstance:
    """The match instance of a file; says what is wrong and ends with exit code 2 where it is none."""
    try:
        data = plain_bytes(path)
    except OSError as error:
        refuse(f"{path} cannot be read: {error.strerror}.")
    instance, findings = read_instance(data, str(path))
    if instance is None:
        say_worst(findings)
        refuse(f"{path} is no match instance; docs/match-instance.md says what one holds.")
    return instance


def say_worst(findings: Iterable[Finding], most: int = 20) -> None:
    """Print Findings to standard error, the heaviest first, at most so many, and how many more there are."""
    ordered = sorted(
        (finding for finding in findings if finding.severity is not Severity.PASS),
        key=lambda finding: -finding.severity.rank,
    )
    say(tuple(ordered[:most]))
    if len(ordered) > most:
        click.echo(f"{len(ordered) - most} more findings.", err=True)
