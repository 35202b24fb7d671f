"""What the pool of occurrences draws on: who takes part in the made-up case, its past, the day it is."""

import datetime as dt
from dataclasses import dataclass

from evenhand.docket.party import Party, Role
from tests.core.past import Past

WORKER, COUNSEL, DOCTOR, FUND, STRANGER = "worker", "counsel", "doctor", "fund", "stranger"
ROLE_OF = {WORKER: Role.APPLICANT, COUNSEL: Role.REPRESENTATIVE, DOCTOR: Role.PROVIDER, FUND: Role.PAYER}
PARTIES = tuple(Party(id=name, role=role, name=name.title()) for name, role in ROLE_OF.items())


@dataclass(frozen=True, slots=True)
class Pool:
    """What the pool draws on: the past of the case, the day it is, and words of the programme."""

    past: Past
    today: dt.date
    notices: tuple[str, ...]

    @property
    def open_line(self) -> str:
        """A line in dispute, or one that never was."""
        return next(iter(self.past.open_lines()), "9")
