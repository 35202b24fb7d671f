"""Who sends a letter, and in which manner its service is planned when it is made."""

from dataclasses import dataclass

from evenhand.finding import Provenance
from evenhand.letter.value import Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The review organisation as its letters name it; `help_telephone` is that of whoever helps an applicant free of
    charge (in California an Information and Assistance officer), empty where nobody has set it.
    """

    name: str
    address: tuple[str, ...]
    telephone: str
    help_telephone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePlan:
    """How a letter will be served: the manner, whether a paper states it, and where none does why it is assumed."""

    method: str
    provenance: Provenance
    because: str


def sender_values(organisation: Organisation) -> Values:
    """The organisation as the blanks of every letter ask for it."""
    return {
        "organisation": organisation.name,
        "organisation_lines": (organisation.name, *organisation.address),
        "organisation_telephone": organisation.telephone or None,
        "help_telephone": organisation.help_telephone or None,
    }
