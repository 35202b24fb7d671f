"""Who takes part in a case, who acts in it, and the documents that pass between them."""

from dataclasses import dataclass, field
from enum import StrEnum

from evenhand.codec import ADDED_LATER


class Role(StrEnum):
    """The parts played around a case; each programme gives its own label to the parties."""

    APPLICANT = "applicant"
    REPRESENTATIVE = "representative"
    PROVIDER = "provider"
    PAYER = "payer"
    ORGANISATION = "organisation"
    """The review organisation (its coordinators)."""
    REVIEWER = "reviewer"
    MEDICAL_DIRECTOR = "medical_director"
    REGULATOR = "regulator"
    """The office that runs the programme: in California the Administrative Director."""
    ADJUDICATOR = "adjudicator"
    """The board or court that may set a determination aside."""
    PUBLIC = "public"


class Capacity(StrEnum):
    """In what capacity somebody acts for the applicant."""

    ATTORNEY = "attorney"
    AGENT = "agent"
    GUARDIAN = "guardian"
    GUARDIAN_AD_LITEM = "guardian_ad_litem"
    CONSERVATOR = "conservator"
    SUCCESSOR = "successor"
    """Who goes on in the matter of an applicant who died."""


PARTY_ROLES = (Role.APPLICANT, Role.REPRESENTATIVE, Role.PROVIDER, Role.PAYER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who did a thing: a role and, inside the organisation, an opaque id. Never a reviewer's name."""

    role: Role
    id: str = ""

    def __str__(self) -> str:
        return f"{self.role}:{self.id}" if self.id else str(self.role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One party as the application names it: `id` is what entries of the docket call it.

    `language` is the BCP 47 tag the party receives letters in; `address` is one line a tuple member; `npi` is a
    physician's National Provider Identifier where the paper gives it.
    """

    id: str
    role: Role
    name: str
    organisation: str = ""
    address: tuple[str, ...] = ()
    language: str = "en"
    npi: str = field(default="", metadata=ADDED_LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRef:
    """A document by the SHA-256 of its bytes (lower-case hex); `name` is a file name, `media_type` an IANA type."""

    sha256: str
    name: str
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicalRecord:
    """One document of the record as it is listed to every party and printed in the letter.

    `answers` names the programme's required classes it satisfies; `pages` counts its pages; `sha256` is empty where
    only the listing is known. `received` is False for a document that is cited somewhere but has not come. `pages_by`
    is who stated its pages, by name, where nobody counted them.
    """

    id: str
    title: str
    author: str = ""
    dated: str = ""
    pages: int | None = None
    answers: tuple[str, ...] = ()
    sha256: str = ""
    received: bool = True
    pages_by: str = field(default="", metadata=ADDED_LATER)
