"""Lists printed as one sentence are taken apart into the texts they were made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.letter.kind import Kind, in_words
from evenhand.letter.printed_list import taken_apart

KNOWN = ("Colon and Rectal Surgery", "Physical Medicine & Rehabilitation", "Pain Medicine", "Nevada", "Ohio")
NAMES = st.sampled_from(
    ("Colon and Rectal Surgery", "Physical Medicine and Rehabilitation", "Pain Medicine", "Nevada", "Ohio")
)


@given(st.lists(NAMES, min_size=1, max_size=5, unique=True))
def test_a_list_of_known_names_comes_back_whole(names: list[str]) -> None:
    (printed,) = in_words(Kind.LIST, names, "en")
    assert taken_apart(printed, KNOWN) == (tuple(names), True)


@pytest.mark.parametrize(
    ("printed", "texts", "is_sure"),
    [
        ("Ohio", ("Ohio",), True),
        ("Ohio and Guam", ("Ohio", "Guam"), True),
        ("Law and Order", ("Law", "Order"), False),
        ("the payer, the employer, and the physician and the group", None, True),
    ],
)
def test_what_the_words_do_not_tell_is_not_sure(printed: str, texts: tuple[str, ...] | None, is_sure: bool) -> None:
    told, sure = taken_apart(printed, KNOWN)
    assert told == (texts or ("the payer", "the employer", "the physician and the group"))
    assert sure is is_sure
