"""The panel's rules of the programme that comes with Evenhand, loaded once for the tests beside this file."""

import datetime as dt
from collections.abc import Mapping
from functools import cache

from evenhand.finding import Severity
from evenhand.panel.requirements.law import PanelLaw, law_on
from evenhand.panel.requirements.load import PanelRules, load_panel_rules
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from evenhand.programme.rule import Rule

FOLDER = programme_folder("ca_wc")
DAY = dt.date(2026, 2, 2)


@cache
def programme() -> Programme:
    """The programme."""
    loaded, findings = load_programme(FOLDER)
    assert loaded, "\n".join(map(str, findings))
    return loaded


def law_rules() -> Mapping[str, Rule]:
    """The rules of law of the programme."""
    return programme().rules


@cache
def panel_rules() -> PanelRules:
    """Vocabulary, fit, choices and binding; loading them finds nothing wrong."""
    rules, findings = load_panel_rules(FOLDER, law_rules())
    assert not findings, "\n".join(map(str, findings))
    assert rules
    return rules


@cache
def law(day: dt.date = DAY) -> PanelLaw:
    """The panel's law on a day; every question has an answer."""
    panel_law, findings = law_on(law_rules(), panel_rules().binding, day)
    assert not [finding for finding in findings if finding.severity is not Severity.NOTE]
    return panel_law
