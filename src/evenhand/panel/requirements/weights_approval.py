"""Who answers for the house's own choices of a panel: weights, costs and words, approved file by file as they were
read.

An approval lies beside the programme, tells the digest of the very file, and changes neither fingerprint nor seal. A
file that was changed since is approved no more.
"""

from collections.abc import Mapping
from dataclasses import replace

from evenhand.panel.people.vocabulary import APPROVED, CHANGED, Editorial
from evenhand.panel.requirements.load import PanelRules
from evenhand.programme.model import WEIGHTS, Programme

OF_THE_PANEL = "panel/"
"""How the file of an installation's approvals names what is no letter: `panel/fit.toml`."""
FILES = ("fit.toml", "policy.toml", "vocabulary.toml")
"""The files of a panel that are the house's own choices, in the order in which they are listed."""


def editorial_of(rules: PanelRules, file: str) -> Editorial:
    """How a file of `FILES` stands. Raises KeyError for another."""
    parts = (rules.fit.editorial, rules.policy.editorial, rules.vocabulary.editorial)
    return dict(zip(FILES, parts, strict=True))[file]


def approved_rules(rules: PanelRules, approved: Mapping[str, str]) -> PanelRules:
    """The rules of a panel as their files stand under the approvals that count: `approved` gives the digest that was
    approved, by file. A file that has none stands as it says of itself.
    """
    vocabulary = replace(rules.vocabulary, editorial=_standing(rules, "vocabulary.toml", approved))
    return replace(
        rules,
        fit=replace(rules.fit, editorial=_standing(rules, "fit.toml", approved)),
        policy=replace(rules.policy, editorial=_standing(rules, "policy.toml", approved)),
        vocabulary=vocabulary,
    )


def _standing(rules: PanelRules, file: str, approved: Mapping[str, str]) -> Editorial:
    editorial, digest = editorial_of(rules, file), approved.get(file)
    if digest is None:
        return editorial
    return replace(editorial, standing=APPROVED if digest == rules.digests.get(file) else CHANGED)


def weights_approver(programme: Programme, editorial: Editorial) -> str:
    """The role that answers for a file: the one the programme names for its `weights`, else the one whom the file names
    by what the programme calls it; empty where neither names a role.
    """
    named = programme.approvers.get(WEIGHTS, "")
    by_label = (role for role, label in programme.labels.items() if label.casefold() == editorial.approver.casefold())
    return named or next(by_label, "")
