"""What every payload of a docket entry is."""

from dataclasses import dataclass, field

from evenhand.codec import ADDED_LATER
from evenhand.docket.party import MedicalRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What an entry of the docket says happened: a frozen value, of a type of its own for each kind of entry.

    A field that is added to a payload once dockets have been written has a default and is marked `ADDED_LATER`, so that
    older entries keep their bytes.

    `papers` are the papers it rests on (the application, an order, a settlement, an envelope that came back): each
    under its id in the case, with its title and digest. They are sealed, shown and erased with the rest of the payload.
    """

    papers: tuple[MedicalRecord, ...] = field(default=(), metadata=ADDED_LATER)
