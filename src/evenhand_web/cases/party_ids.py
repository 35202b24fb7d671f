"""What a docket calls the party of each role that an application names."""

from types import MappingProxyType

from evenhand.docket.party import Role

PARTY_IDS = MappingProxyType(
    {
        Role.APPLICANT: "applicant",
        Role.REPRESENTATIVE: "representative",
        Role.PROVIDER: "physician",
        Role.PAYER: "payer",
    }
)
"""The id of a party that was keyed, by its role."""
