"""The number of a claim in letters: sign by sign as the paper has it, or as an entry put it right."""

from dataclasses import replace

import pytest

from evenhand.docket.entry import Occurrence
from evenhand.docket.party import Actor, Role
from evenhand.docket.party_change import Particular, ParticularCorrected
from evenhand.letter.particulars import NONE_KNOWN
from evenhand.letter.text import text
from tests.filing import refiled
from tests.letters.notice_cases import APPLICATION, CASES, ELIGIBLE, FILED, REFUSED
from tests.letters.notice_letters import letters, state_of

NUMBER, RIGHT = "0000-0123 456/07", "000987"
LABELS = {"en": "Claim number", "es": "Número de reclamo"}


def _numbered(steps: tuple[Occurrence, ...]) -> tuple[Occurrence, ...]:
    """The steps of a case whose application states the number of its claim."""
    return tuple(
        replace(step, payload=refiled(APPLICATION, claim_number=NUMBER)) if step is FILED else step for step in steps
    )


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("notice", ["assignment", "eligible", "records_overdue", "determination"])
def test_every_sign_of_it_is_printed(notice: str, language: str) -> None:
    made = letters(notice, _numbered(CASES[notice]), language)
    assert made
    for letter in made.values():
        assert NUMBER in text(letter)
        assert any(label in text(letter) for label in LABELS.values())


def test_no_row_is_printed_where_no_paper_states_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.letters.notice_letters.PARTICULARS", NONE_KNOWN)
    for letter in letters("eligible", CASES["eligible"]).values():
        assert LABELS["en"] not in text(letter)


def test_letters_after_a_correction_carry_it() -> None:
    payload = ParticularCorrected(particular=Particular.CLAIM_NUMBER, was=NUMBER, becomes=RIGHT, reason="As printed.")
    put_right = Occurrence(payload=payload, on=REFUSED.on, by=Actor(role=Role.ORGANISATION))
    steps = (*_numbered((FILED, REFUSED)), put_right, ELIGIBLE)
    assert state_of(steps).claim_number == RIGHT
    for letter in letters("eligible", steps).values():
        assert (RIGHT in text(letter), NUMBER in text(letter)) == (True, False)
