"""The code of a cover sheet: made, mended, and refused where a sign was misread."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.mailroom.cover_code import BYTES, codes_in, cover_code, in_groups, read_code

drawn = st.binary(min_size=BYTES, max_size=BYTES)
LENGTH = 16
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(drawn)
def test_a_code_is_read_as_it_was_made_however_it_is_typed(lot: bytes) -> None:
    code = cover_code(lot)
    assert len(code) == LENGTH
    typed = in_groups(code).lower().replace("0", "o").replace("1", "l")
    assert read_code(code) == read_code(in_groups(code)) == read_code(typed) == code


@given(drawn, st.integers(3, LENGTH - 1), st.sampled_from(SIGNS))
def test_one_misread_sign_is_no_code(lot: bytes, place: int, sign: str) -> None:
    code = cover_code(lot)
    misread = code[:place] + sign + code[place + 1 :]
    assert read_code(misread) == (code if misread == code else None)


@given(drawn, st.integers(3, LENGTH - 3))
def test_two_exchanged_signs_are_no_code(lot: bytes, place: int) -> None:
    code = cover_code(lot)
    exchanged = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert read_code(exchanged) == (code if exchanged == code else None)


@given(drawn, drawn)
def test_codes_are_taken_out_of_a_text_each_once(lot: bytes, other: bytes) -> None:
    code, second = cover_code(lot), cover_code(other)
    text = f"Please put this on top.\n{in_groups(code)} and {second}, {code}\nClaim EVHBERG 12345"
    assert codes_in(text) == tuple(dict.fromkeys((code, second)))


@pytest.mark.parametrize("text", ["", "EVH", "CM13-0029838", "EVH-0000-0000-0000-1", "XEVH-0000-0000-0000-0"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert read_code(text) is None
    assert codes_in(text) == ()


def test_a_code_is_made_of_so_many_bytes() -> None:
    with pytest.raises(ValueError, match="8 bytes"):
        cover_code(b"short")
