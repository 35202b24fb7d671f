"""The web page of a letter: it stands alone, says what its parts are, and can be read in light and in dark."""

import itertools
import re
from functools import cache
from html.parser import HTMLParser

import pytest

from evenhand.letter.document import inlines, plain
from evenhand.letter.html import html
from tests.letters.sample import SAMPLE, made, sample_wording

Tag = tuple[str, dict[str, str | None]]


class _Tags(HTMLParser):
    """The tags of a page; every one that is opened is closed in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@cache
def page(language: str = "en") -> str:
    return html(made(sample_wording(language), SAMPLE))


@cache
def tags(language: str = "en") -> tuple[Tag, ...]:
    parser = _Tags()
    parser.feed(page(language))
    assert not parser.open
    return tuple(parser.tags)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_page_stands_alone(language: str) -> None:
    assert page(language).startswith("<!doctype html>")
    assert ("html", {"lang": language}) in tags(language)
    assert not {tag for tag, _ in tags(language)} & {"script", "link", "img", "iframe", "object", "form"}
    assert not re.search(r"url\(|@import|\bon\w+=|\bstyle=", page(language))
    leads = [attributes["href"] or "" for tag, attributes in tags(language) if tag == "a"]
    ids = {attributes["id"] for _, attributes in tags(language) if "id" in attributes}
    assert leads
    assert all(lead.startswith("https://") or lead[1:] in ids for lead in leads)


def test_headings_follow_the_outline_without_a_gap() -> None:
    levels = [int(tag[1]) for tag, _ in tags() if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_header_of_a_table_says_what_it_heads() -> None:
    headers = [attributes for tag, attributes in tags() if tag == "th"]
    assert {attributes["scope"] for attributes in headers} == {"col", "row"}
    assert all(attributes["role"] in ("columnheader", "rowheader") for attributes in headers)
    tables = [attributes for tag, attributes in tags() if tag == "table"]
    assert len(tables) == 3
    assert all(attributes["role"] == "table" for attributes in tables)


def test_the_words_of_the_letter_stand_in_its_page_in_order() -> None:
    document = made(sample_wording(), SAMPLE)
    body = re.sub(r"<[^>]*>", "", page().partition("<main>")[2])
    at = 0
    for words in itertools.islice(inlines(document), 2, None):  # the title and the foot come first
        at = body.find(plain(words), at)
        assert at >= 0, words


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(ink: str, other: str) -> float:
    lighter, darker = sorted((_luminance(ink), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _schemes() -> list[dict[str, str]]:
    """The colours by name: in light, in dark, in print."""
    return [
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", rule))
        for rule in re.findall(r":root \{(.*?)\}", page(), re.DOTALL)
    ]


def test_words_stand_out_from_their_ground_in_every_scheme() -> None:
    schemes = _schemes()
    assert len(schemes) == 3
    light = schemes[0]
    for scheme in schemes:
        colours = light | scheme
        pairs = [("ink", "paper"), ("quiet", "paper"), ("accent", "paper"), ("ink", "note"), ("accent", "note")]
        pairs += [
            ("ink", "safety"),
            ("safety-bar", "safety"),
            ("ink", "draft"),
            ("draft-bar", "draft"),
            ("accent", "draft"),
        ]
        for words, ground in pairs:
            assert _contrast(colours[words], colours[ground]) >= 4.5, (words, ground, colours)


def test_the_foot_of_the_printed_page_cannot_leave_its_string() -> None:
    foot = '"; } body { display: none } </style><b>'
    letter = made(sample_wording(), {**SAMPLE, "case_number": foot})
    rule = re.search(r'@bottom-left \{ content: "([^"]*)"; font-size: 9pt; \}', html(letter))
    assert rule is not None
    assert re.sub(r"\\([0-9a-f]{6})", lambda code: chr(int(code[1], 16)), rule[1]) == f"Case {foot}"
