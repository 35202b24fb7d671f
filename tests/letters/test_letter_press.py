"""The press: what the house font prints is known, and only what it does not print is looked for elsewhere."""

import datetime as dt

import pytest
import typst

from evenhand.letter.characters import AT_HAND, character_name
from evenhand.letter.press import print_pdf, quoted, unprintable

STYLES = ("", ", weight: 600", ', style: "italic"')


@pytest.mark.parametrize("style", STYLES)
def test_the_house_font_itself_prints_every_character_said_to_be_at_hand(style: str) -> None:
    words = quoted(" ".join(sorted(AT_HAND - {"\u00ad"})))
    source = f'#set document(title: "x")\n#set text(font: "Libertinus Serif", fallback: false{style})\n#"{words}"'
    assert print_pdf(source, dt.datetime(2014, 1, 21, tzinfo=dt.UTC), is_plain=True)


def test_a_source_that_cannot_be_printed_raises() -> None:
    source = '#set document(title: "x")\n#"\u0a17"'
    with pytest.raises(typst.TypstError):
        print_pdf(source, dt.datetime(2014, 1, 21, tzinfo=dt.UTC), is_plain=True)


def test_unprintable_characters_are_named() -> None:
    assert unprintable("Nguyễn — “Núñez”") == ()
    assert unprintable("a\ue000b\ue000\ue001") == ("\ue000", "\ue001")
    assert character_name("\u738b") == "U+738B (CJK UNIFIED IDEOGRAPH-738B)"
    assert character_name("\ue000") == "U+E000 (no name)"
    assert character_name("ab") == '"ab"'
