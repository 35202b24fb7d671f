"""The notation of a wording: what is set off, what is a blank, what leads where, and what is said when it is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.letter.kind import Kind
from evenhand.letter.phrase import Blank, Look, Run, parse_phrase


def test_words_blanks_and_looks() -> None:
    phrase, faults = parse_phrase(
        "By **{due_on:date}**, *at the\n   latest*: see [example.org/x](https://www.example.org/x/)."
    )
    assert not faults
    assert phrase == (
        Run(text="By "),
        Blank(name="due_on", kind=Kind.DATE, look=Look(strong=True)),
        Run(text=", "),
        Run(text="at the latest", look=Look(emphasis=True)),
        Run(text=": see "),
        Run(text="example.org/x", look=Look(link="https://www.example.org/x/")),
        Run(text="."),
    )


def test_a_count_brings_its_words_and_a_link_its_looks() -> None:
    phrase, faults = parse_phrase("[**{n:count page/pages}** of it](#records)")
    assert not faults
    look = Look(strong=True, link="#records")
    assert phrase == (
        Blank(name="n", kind=Kind.COUNT, forms=("page", "pages"), look=look),
        Run(text=" of it", look=Look(link="#records")),
    )


def test_a_backslash_prints_the_mark_after_it() -> None:
    phrase, faults = parse_phrase(r"\{a\} \*b\* \[c\](d) \\")
    assert not faults
    assert "".join(part.text for part in phrase if isinstance(part, Run)) == r"{a} *b* [c](d) \ ".rstrip()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{due_on}", "cannot be read"),
        ("{Due:date}", "cannot be read"),
        ("{due_on:day}", "no known kind"),
        ("{due_on:date now/then}", "words after its kind"),
        ("a { b", "stands alone"),
        ("**a", "do not end"),
        ("*a", "do not end"),
        ("[a](javascript:alert)", "leads to"),
        ("[a](javascript:alert(1))", "cannot be read"),
        ("[the office](https://example.org/x)", "On paper"),
        ("[write](mailto:a@example.org)", "On paper"),
        ("[a](ftp://x)", "leads to"),
        ("[ ](https://x.org)", "no words"),
    ],
)
def test_what_is_wrong_is_said(text: str, fault: str) -> None:
    _, faults = parse_phrase(text)
    assert any(fault in message for message, _ in faults), faults


@given(st.text())
def test_any_text_is_read_without_an_accident(text: str) -> None:
    phrase, faults = parse_phrase(text)
    if not faults:
        assert all(part.text if isinstance(part, Run) else part.name for part in phrase)


@given(st.text(alphabet=st.characters(exclude_characters="\\*{}[]()")))
def test_words_without_marks_are_themselves(text: str) -> None:
    phrase, faults = parse_phrase(text)
    assert not faults
    assert "".join(part.text for part in phrase if isinstance(part, Run)) == " ".join(text.split())
