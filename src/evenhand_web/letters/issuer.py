"""As whom a medical director issues a determination."""

from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Role
from evenhand.programme.model import Programme


def issuer(programme: Programme) -> Role:
    """The part in which a determination is issued: the medical director's own where the programme lets them, else the
    organization's.
    """
    allowed = programme.procedure.kinds[EntryKind.DETERMINATION_ISSUED].by
    is_organisations = Role.MEDICAL_DIRECTOR not in allowed and Role.ORGANISATION in allowed
    return Role.ORGANISATION if is_organisations else Role.MEDICAL_DIRECTOR
