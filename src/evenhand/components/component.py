"""What a title says of one component: a proposal, which a person confirms before anybody relies on it."""

from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum

Amount = Decimal | str
"""A number, or a span such as "1-2" as it is printed."""


class ComponentKind(StrEnum):
    """What sort of thing is asked for."""

    DRUG = "drug"
    THERAPY = "therapy"
    IMAGING = "imaging"
    TEST = "test"
    SURGERY = "surgery"
    INJECTION = "injection"
    DME = "dme"
    CONSULTATION = "consultation"
    SERVICE = "service"
    OTHER = "other"
    """No word of the title tells the kind: to be asked, not taken for an answer."""


class Side(StrEnum):
    """Of which side of the body a title speaks."""

    LEFT = "left"
    RIGHT = "right"
    BILATERAL = "bilateral"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedComponent:
    """One treatment of a disputed line that could be granted or refused alone, as the title prints it.

    Nothing is computed and nothing supplied: what the title does not print is None. `body_region` and `side` list
    several parts of one course with "; " between them; `quantity` counts `unit` (None where no word for it is
    printed), `authorised_quantity` is what the payer already granted of it.
    """

    treatment: str
    kind: ComponentKind
    body_region: str | None = None
    side: str | None = None
    quantity: Amount | None = None
    unit: str | None = None
    frequency: str | None = None
    duration: str | None = None
    dose: str | None = None
    route: str | None = None
    refills: Amount | None = None
    authorised_quantity: Amount | None = None


FIELDS = tuple(part.name for part in fields(ProposedComponent))
"""The names of the fields, in the order in which they are printed."""


def component_json(component: ProposedComponent) -> dict[str, str | int | float | None]:
    """A component as a JSON object: amounts as numbers, or as text where a span is printed; null where nothing is."""
    return {name: _plain(getattr(component, name)) for name in FIELDS}


def _plain(value: Amount | None) -> str | int | float | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value) if value is not None else None
