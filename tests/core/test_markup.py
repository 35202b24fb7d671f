"""Templates: text is text whatever stands in it, and what a template was not given is a mistake, not a blank."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup

from evenhand.markup import templates

PAGES = templates("evenhand.letter", marks="_marks")


@given(st.text())
def test_text_never_becomes_markup(text: str) -> None:
    printed = PAGES.from_string('<p title="{{ words }}">{{ words }}</p>').render(words=text)
    inside = printed.removeprefix('<p title="').removesuffix("</p>")
    assert "<" not in inside
    assert inside.count(">") == 1
    assert inside.count('"') == 1
    assert Markup(inside.partition('">')[2]).unescape() == text


def test_markup_that_a_template_made_is_printed_as_it_is() -> None:
    source = "{% macro strong(words) %}<strong>{{ words }}</strong>{% endmacro %}{{ strong(words) }}"
    assert PAGES.from_string(source).render(words="a & b") == "<strong>a &amp; b</strong>"


def test_what_is_missing_is_a_mistake() -> None:
    with pytest.raises(UndefinedError):
        PAGES.from_string("{{ words }}").render()
    with pytest.raises(ValueError, match="no None"):
        PAGES.from_string("{{ words }}").render(words=None)


def test_quotes_are_written_as_the_standard_library_writes_them() -> None:
    """Letters that have been issued keep their bytes."""
    assert PAGES.from_string("{{ words }}").render(words="'\"") == "&#x27;&quot;"
