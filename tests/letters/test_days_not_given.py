"""A day that no clock gives is told as not given: a letter leaves out what hangs on it, and can still be made."""

import pytest

from evenhand.docket.entry import Docket
from evenhand.letter.determination_letter import blank_of, clock_values
from evenhand.procedure.state import read_case
from tests.letters.law_letters import PACKAGED, law


@pytest.mark.parametrize("ident", PACKAGED)
def test_every_clock_is_a_blank_of_a_determination_also_where_it_does_not_run(ident: str) -> None:
    programme = law(ident)
    values = clock_values(read_case(Docket(), programme), programme)
    asked = {f"{kind}_{blank_of(rule.id)}" for rule in programme.clocked for kind in ("due", "plain_due")}
    assert asked
    assert set(values) == asked
    assert set(values.values()) == {None}


def test_a_rule_s_blank_has_letters_digits_and_strokes_alone() -> None:
    assert blank_of("CAWC-G-05b") == "cawc_g_05b"
