"""What may keep a determination from leaving: a closed list, of which each programme names its own."""

from enum import StrEnum


class Stop(StrEnum):
    """A ground on which no determination is signed or released. A finding about words is none of them."""

    DOCKET = "docket"
    """What the procedure wants before a determination is issued: eligible, assigned, on more than the denial's own
    papers, every line answered."""
    ATTESTATION = "attestation"
    """Somebody in the case of whom a physician's attestation says nothing."""
    CREDENTIALS = "credentials"
    """A physician's credentials that are not verified as holding today."""
    LETTER = "letter"
    """A letter that cannot be made."""
