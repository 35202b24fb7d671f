"""What every payload of a docket entry is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What an entry of the docket says happened: a frozen value, of a type of its own for each kind of entry.

    A field that is added to a payload once dockets have been written has a default and is marked `ADDED_LATER`, so that
    older entries keep their bytes.
    """
