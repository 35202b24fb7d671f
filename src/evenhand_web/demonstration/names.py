"""Names of nobody: given names with family names, firms and streets of our own invention."""

import random
from typing import NamedTuple

from evenhand.docket.party import Party, Role

_GIVEN = (
    "Adaeze", "Amparo", "Anselm", "Beatriz", "Calder", "Dagny", "Desmond", "Eluned", "Farida", "Gideon", "Hanneke",
    "Ignacio", "Imani", "Jovan", "Kaveh", "Leocadia", "Linh", "Marisol", "Nikhil", "Ottoline", "Pilar", "Quincy",
    "Rosalba", "Soren", "Tamsin", "Ulises", "Verity", "Wendell", "Xiomara", "Yusuf", "Zelda",
)  # fmt: skip
_FAMILY = (
    "Applewhistle", "Brambleford", "Candlemarsh", "Dapplewick", "Elderquill", "Featherlow", "Gentlebrook",
    "Hazelthorn", "Inkwater", "Juniperday", "Kettlebourne", "Larkmeadow", "Mosspenny", "Nettlecombe", "Oatfield-Wren",
    "Pebbleworth", "Quillfeather", "Rushlight", "Silverbirch-Moor", "Thistledown", "Umberwell", "Velvetgrove",
    "Willowmere", "Yarrowgate",
)  # fmt: skip
_PAYERS = (
    "Sample Mutual Insurance", "Placeholder Indemnity", "Specimen Casualty", "Example State Fund", "Mock Assurance",
)  # fmt: skip
_PRACTICES = ("Example Orthopedics", "Sample Spine and Joint", "Placeholder Pain Clinic", "Specimen Family Practice")
_STREETS = ("Imaginary Lane", "Example Avenue", "Sample Street", "Nowhere Road", "Placeholder Way")
_TOWNS = ("Exampleton, CA 00000", "Sampleville, CA 00000", "Nowhere Springs, CA 00000")
LANGUAGES = ("en", "en", "en", "es")
"""Of four people, one reads letters in Spanish."""


class Household(NamedTuple):
    """The people of one made-up case."""

    worker: Party
    physician: Party
    payer: Party
    representative: Party | None

    @property
    def parties(self) -> tuple[Party, ...]:
        """Everybody who takes part."""
        told = (self.worker, self.representative, self.physician, self.payer)
        return tuple(party for party in told if party is not None)


def household(draw: random.Random) -> Household:
    """The people of a case: a worker, a physician, a claims administrator, and for two in five an attorney."""
    worker = Party(
        id="worker", role=Role.APPLICANT, name=_person(draw), address=_address(draw), language=draw.choice(LANGUAGES)
    )
    practice, payer = draw.choice(_PRACTICES), draw.choice(_PAYERS)
    attorney = None
    if draw.random() < 0.4:
        name = _person(draw)
        attorney = Party(
            id="representative",
            role=Role.REPRESENTATIVE,
            name=name,
            organisation=f"Law Office of {name.partition(' ')[2]}",
            address=_address(draw),
        )
    return Household(
        worker=worker,
        physician=Party(
            id="physician",
            role=Role.PROVIDER,
            name=f"Dr. {_person(draw)}",
            organisation=practice,
            address=_address(draw),
        ),
        payer=Party(id="payer", role=Role.PAYER, name=payer, address=_address(draw)),
        representative=attorney,
    )


def is_made_up(party: Party) -> bool:
    """Whether every name and place of a party comes from the lists here."""
    words = party.name.removeprefix("Dr. ")
    given, _, family = words.partition(" ")
    is_nobody = words in _PAYERS or (given in _GIVEN and family in _FAMILY)
    return is_nobody and party.address[-1] in _TOWNS


def _person(draw: random.Random) -> str:
    return f"{draw.choice(_GIVEN)} {draw.choice(_FAMILY)}"


def _address(draw: random.Random) -> tuple[str, ...]:
    return (f"{draw.randrange(1, 99)} {draw.choice(_STREETS)}", draw.choice(_TOWNS))
