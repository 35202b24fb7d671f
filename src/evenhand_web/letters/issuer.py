"""As whom a determination will be issued, while nobody has yet."""

from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Role
from evenhand.programme.model import Programme

_USUAL = (Role.MEDICAL_DIRECTOR, Role.ORGANISATION, Role.REGULATOR)


def issuer(programme: Programme) -> Role:
    """The part in which a determination is issued: the first of the medical director's, the organization's and the
    regulator's that the programme lets issue it.
    """
    allowed = programme.procedure.kinds[EntryKind.DETERMINATION_ISSUED].by
    return next((role for role in _USUAL if role in allowed), Role.ORGANISATION)
