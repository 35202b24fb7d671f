"""The law of one case: which day selects a rule's version there, and what the rule then says."""

import datetime as dt

from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme, RuleTerm
from evenhand.programme.rule import Law, Rule


def selecting_day(state: CaseState, rule: Rule, otherwise: dt.date) -> dt.date:
    """The day by which a case selects a rule's version: that of the event the rule names, or `otherwise` where it has
    not happened.
    """
    selecting = state.last(rule.selected_by)
    return selecting.on if selecting is not None else otherwise


def rule_in_case(state: CaseState, rule: Rule, otherwise: dt.date) -> Law:
    """What a rule says in a case, on the day that selects its version there; `otherwise` is the day where none does."""
    return rule.in_force(selecting_day(state, rule, otherwise))


def law_in_case(state: CaseState, programme: Programme, term: RuleTerm, otherwise: dt.date) -> Law:
    """What the law says in a case under a term of its programme; `otherwise` is the day where nothing selects one."""
    rule = programme.ruling(term)
    return programme.in_force(term, otherwise) if rule is None else rule_in_case(state, rule, otherwise)
