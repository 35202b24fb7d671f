"""What an organization may be in cases: the parts that the programs give to organizations, in their words."""

from django.utils.text import capfirst

from evenhand.docket.party import Role
from evenhand_web.infrastructure.programmes import programmes

_PARTIES = (Role.PAYER, Role.REPRESENTATIVE, Role.PROVIDER)
"""The parties that are an organization, or belong to one."""


def kinds() -> dict[str, str]:
    """Each part by the id under which programs know it, with what they call it."""
    words: dict[str, dict[str, None]] = {}
    for law in programmes():
        for role in _PARTIES:
            words.setdefault(role.value, {})[capfirst(law.label(role))] = None
        for named in law.parties.named.values():
            if not named.is_person:
                words.setdefault(named.id, {})[named.label] = None
    return {ident: " / ".join(labels) for ident, labels in words.items()}
