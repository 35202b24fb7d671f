"""What may keep a determination from leaving, and for whose release a person proves anew who they are: closed lists,
of which each programme names its own.
"""

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


class Weighty(StrEnum):
    """What makes the release of a determination so weighty that its releaser proves anew who they are, every time."""

    EXPEDITED = "expedited"
    """A case that is decided in days."""
    REMANDED = "remanded"
    """A line that an adjudicator sent back to be decided anew."""
