"""The page of an audit: well formed, escaped, findings and passages linked both ways, nothing of the letter lost."""

import re
from html.parser import HTMLParser

import pytest

from evenhand.audit.page import page
from evenhand.determination.parse import parse
from evenhand.finding import Finding, Place, Severity
from tests.letters.audit_letters import SOUND, audit_law, audited, changed, programme

VOID = {"meta", "br"}
FAULTY = changed(
    ("07/01/2015", "08/31/2015"),
    ("Documents reviewed:", "Papers:"),
    ("The worker strained", "The 50-year-old woman <script>alert(1)</script> & co. strained"),
    ("6 visits: Upheld", "6 visits: Overturned"),
)


class Reader(HTMLParser):
    """What a page holds: elements in balance, ids, links, and the letter's text without the numbers put into it."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.letter = ""
        self.balanced = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        if tag not in VOID:
            self.open.append((tag, given.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        self.balanced = self.balanced and bool(self.open) and self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if ("div", "paper") in self.open and self.open[-1] != ("a", "ref"):
            self.letter += data


def page_of(text: str, findings: tuple[Finding, ...] | None = None) -> tuple[str, Reader]:
    letter = parse(text, file="letter.txt")
    made = page(letter, text, audited(text) if findings is None else findings, audit_law(), programme())
    reader = Reader()
    reader.feed(made)
    reader.close()
    return made, reader


@pytest.mark.parametrize("text", [SOUND, FAULTY, "", "\x00\x0c<&>"])
def test_a_page_is_whole_and_keeps_the_letter(text: str) -> None:
    _, read = page_of(text)
    assert read.balanced
    assert read.open == []
    assert len(read.ids) == len(set(read.ids))
    assert read.letter.replace("\ufffd", "\x00") == text.replace("\x0c", "\n")


def test_findings_and_passages_lead_to_each_other() -> None:
    _, read = page_of(FAULTY)
    numbers = [ident.removeprefix("f") for ident in read.ids if re.fullmatch(r"f\d+", ident)]
    assert len(numbers) == len([finding for finding in audited(FAULTY) if finding.severity is not Severity.PASS]) > 3
    for number in numbers:
        assert f"p{number}" in read.ids
        assert {f"#p{number}", f"#f{number}"} <= set(read.links)
    assert {link.removeprefix("#") for link in read.links} <= set(read.ids)


def test_findings_stand_from_the_heaviest() -> None:
    made, _ = page_of(FAULTY)
    weights = [Severity(word).rank for word in re.findall(r'<article id="f\d+" class="(\w+)"', made)]
    assert weights == sorted(weights, reverse=True)


def test_nothing_of_the_letter_becomes_markup_and_nothing_runs() -> None:
    made, read = page_of(FAULTY)
    assert "script" not in read.tags
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co." in made
    assert not set(read.tags) & {"img", "iframe", "object", "link", "form"}
    assert all(link.startswith("#") for link in read.links)


def test_overlapping_passages_are_all_marked_in_the_heaviest_colour() -> None:
    links = [
        Finding(rule="R", check=f"C{number}", message="m", severity=weight, place=Place(start=start, end=end))
        for number, (start, end, weight) in enumerate(
            [(0, 10, Severity.NOTE), (5, 15, Severity.MAJOR), (5, 5, Severity.MINOR), (40, 90, Severity.MINOR)]
        )
    ]
    text = "0123456789" * 5
    made, read = page_of(text, tuple(links))
    assert read.letter == text
    marks = re.findall(r'<mark class="(\w+)">(\w+)</mark>', made)
    assert marks == [("note", "01234"), ("major", "56789"), ("major", "01234"), ("minor", "0123456789")]


def test_a_page_speaks_its_language_and_names_the_letter() -> None:
    made, read = page_of(SOUND)
    assert made.startswith('<!doctype html>\n<html lang="en">')
    assert "<title>Audit of CM15-0000001</title>" in made
    assert read.tags.count("h1") == read.tags.count("main") == 1
    assert "No check found anything to say against the letter." in made


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_colour_of_text_stands_out_enough_from_every_ground() -> None:
    made, _ = page_of(SOUND)
    named = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", made))
    grounds = [named["paper"], named["ground"], *re.findall(r"\{ background: (#[0-9a-f]{6})", made)]
    assert len(grounds) > 6
    for ink in (named["ink"], named["soft"], named["link"]):
        for ground in grounds:
            dark, light = sorted((_luminance(ink), _luminance(ground)))
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)
