"""Applications for tests: fields and facts are given by name alike."""

from dataclasses import fields, replace
from typing import Any

from evenhand.docket.intake import ApplicationReceived, facts_of

_FIELDS = {field.name for field in fields(ApplicationReceived)}


def filed(**given: Any) -> ApplicationReceived:
    """An application with these fields; every other name is a fact."""
    own = {name: value for name, value in given.items() if name in _FIELDS}
    return ApplicationReceived(**own, facts=facts_of(**{name: given[name] for name in given.keys() - _FIELDS}))


def refiled(application: ApplicationReceived, **changed: Any) -> ApplicationReceived:
    """An application with these fields and facts changed."""
    own = {name: value for name, value in changed.items() if name in _FIELDS}
    facts = dict(application.facts) | dict(facts_of(**{name: changed[name] for name in changed.keys() - _FIELDS}))
    return replace(application, **own, facts=tuple(sorted(facts.items())))
