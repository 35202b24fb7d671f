"""Wording files: every fault said at once with file, line and key; approval and translation bound to the very words."""

from pathlib import Path

import pytest

from evenhand.finding import Finding
from evenhand.letter.kind import Kind
from evenhand.letter.press import unprintable
from evenhand.letter.wording import Group, Wording, every_block, stale, wants
from evenhand.letter.wording_file import load_wording, read_wording
from tests.letters.sample import SAMPLE, WORDINGS, made, sample_wording

ENGLISH = (WORDINGS / "sample.en.toml").read_text(encoding="utf-8")
SPANISH = (WORDINGS / "sample.es.toml").read_text(encoding="utf-8")

BROKEN = """\
[letter]
name = "broken"
language = "xx"
title = "Case {case_number}"
fotter = "misspelt"

[[block]]
id = "one"
kind = "heading"
level = 7
text = "**A"

[[block]]
id = "one"
kind = "paragraph"
text = "see [there](#nowhere) {n:count page} {prose:prose}"
when = "not a name"

[[block]]
id = "two"
kind = "table"
column = [{ head = "A", width = 20 }, { head = "B" }]
row = [{ cells = ["a"] }]

[[block]]
id = "three"
kind = "poem"

[[block]]
id = "four"
kind = "facts"
across = 9
row = [{ label = "L", text = "T", unasked = 1 }]

[[block]]
id = "five"
kind = "list"

[[block]]
id = "six"
kind = "address"
lines = ["{a:lines} and more"]
"""


def read(text: str) -> Wording:
    wording, findings = read_wording(text, "sample.en.toml", unprintable)
    assert wording is not None, findings
    return wording


def test_every_fault_of_a_file_is_said_at_once_with_its_place() -> None:
    wording, findings = read_wording(BROKEN, "broken.xx.toml", unprintable)
    assert wording is None
    places = {(finding.place.line, finding.place.key) for finding in findings}
    expected = {
        (3, "letter.language"),
        (4, "letter.title"),
        (5, "letter.fotter"),
        (10, "block[1].level"),
        (11, "block[1].text"),
        (13, "block[2]"),
        (16, "block[2].text"),
        (17, "block[2].when"),
        (22, "block[3].column[1].width"),
        (23, "block[3].row[1].cells"),
        (27, "block[4].kind"),
        (32, "block[5].across"),
        (33, "block[5].row[1].unasked"),
        (35, "block[6].item"),
        (42, "block[7].lines"),
    }
    assert expected <= places, expected - places
    assert all(finding.place.file == "broken.xx.toml" and finding.expected for finding in findings)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_sample_has_no_faults(language: str) -> None:
    wording, findings = load_wording(WORDINGS / f"sample.{language}.toml", unprintable)
    assert wording is not None
    assert not findings


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"[letter\n", b""])
def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "broken.en.toml"
    if content is not None:
        path.write_bytes(content)
    wording, findings = load_wording(path, unprintable)
    assert wording is None
    assert findings
    assert all(finding.place.file == "broken.en.toml" for finding in findings)


def test_links_lead_to_headings_printed_once() -> None:
    for wrong in ("#line", "#glance-table", "#absent"):
        wording, findings = read_wording(ENGLISH.replace("(#challenge)", f"({wrong})"), "sample.en.toml", unprintable)
        assert wording is None
        assert any(wrong in finding.message for finding in findings)


def test_words_no_font_prints_are_said_where_they_stand() -> None:
    text = ENGLISH.replace("Served on", "\U0001f600 Served on")
    _, findings = read_wording(text, "sample.en.toml", unprintable)
    assert [(finding.place.key, "U+1F600" in finding.message) for finding in findings] == [
        ("block[21].block[2].text", True)
    ]


def test_words_nobody_sees_are_said_where_they_stand() -> None:
    _, findings = read_wording(ENGLISH.replace("Served on", "Served\u202e on"), "sample.en.toml", unprintable)
    assert [(finding.place.key, "U+202E" in finding.message) for finding in findings] == [
        ("block[21].block[2].text", True)
    ]


def test_an_id_that_cannot_stand_in_a_link_is_said() -> None:
    _, findings = read_wording(ENGLISH.replace('id = "small"', 'id = "Small print"'), "sample.en.toml", unprintable)
    assert ["'Small print'" in finding.message for finding in findings] == [True]


def test_a_wording_says_what_it_wants_of_a_case() -> None:
    wanted = wants(sample_wording())
    assert wanted["act_by"] == {Kind.DATE}
    assert wanted["disputed.treatment"] == {Kind.TEXT}
    assert wanted["drugs"] == {Kind.LIST}
    assert wanted["disputed"] == frozenset()
    assert {name.split(".")[0] for name in wanted} == SAMPLE.keys()


def test_approval_holds_for_the_very_words_only() -> None:
    wording = read(ENGLISH)
    approval = f'[approval]\nby = "A. Lawyer"\non = 2026-01-05\nhash = "{wording.digest}"\n'
    approved = read(ENGLISH + approval)
    assert not wording.is_approved
    assert approved.is_approved
    assert not read(ENGLISH.replace("Served on", "Sent to") + approval).is_approved
    assert not read(ENGLISH.replace('when = "drugs"', 'when = "not drugs"') + approval).is_approved
    assert read(ENGLISH.replace("days_to_act:days}, by", "days_to_act:days},\n  by") + approval).is_approved
    draft = [block for block in made(wording, SAMPLE).blocks if block not in made(approved, SAMPLE).blocks]
    assert len(draft) == 1


def test_the_spanish_sample_is_fresh() -> None:
    assert stale(sample_wording("es"), sample_wording()) == ()


def complaints(spanish: str, english: str = ENGLISH) -> list[Finding]:
    return list(stale(read(spanish), read(english)))


@pytest.mark.parametrize(
    ("old", "new", "line_says"),
    [
        ("Served on {parties:list}.", "Sent to {parties:list}.", 'id = "service-text"'),
        ("within {days_to_act:days}, by", "in {days_to_act:days}, until", 'id = "now-duty"'),
        ('head = "Requested"', 'head = "Asked for"', 'id = "glance-table"'),
        ('text = "Why"', 'text = "Reasons"', 'id = "line-reasons"'),
        ("Final determination in case", "Determination in case", "[letter]"),
    ],
)
def test_a_changed_original_makes_its_translation_stale(old: str, new: str, line_says: str) -> None:
    assert old in ENGLISH
    [finding] = complaints(SPANISH, ENGLISH.replace(old, new))
    assert finding.rule == "LETTER-STALE"
    lines = SPANISH.splitlines()
    assert finding.place.line is not None
    assert line_says in "\n".join(lines[finding.place.line - 1 : finding.place.line + 1])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("hasta el {act_by:date}", "pronto", "other blanks"),
        ('when = "drugs"', 'when = "not drugs"', "other cases"),
        ('id = "grounds"', 'id = "reasons"', "not translated"),
        ('id = "grounds"', 'id = "reasons"', "translates nothing"),
        ('kind = "paragraph"\nweight = "lead"', 'kind = "address"', "another kind"),
    ],
)
def test_a_translation_that_says_something_else_is_found(old: str, new: str, fault: str) -> None:
    spanish = SPANISH.replace(old, new)
    if new.endswith('"address"'):
        spanish = spanish.replace('text = "La revisión', 'lines = ["La revisión').replace(
            '{summary:text}**"', '{summary:text}**"]'
        )
    assert any(fault in complaint.message for complaint in complaints(spanish))


def test_blocks_in_another_order_are_found() -> None:
    parts = SPANISH.split("\n[[block]]\n")
    parts[1], parts[2] = parts[2], parts[1]
    assert ["another order" in complaint.message for complaint in complaints("\n[[block]]\n".join(parts))] == [True]


def test_every_kind_of_block_stands_in_the_sample() -> None:
    kinds = {type(block) for block in every_block(sample_wording().blocks)}
    assert len(kinds) == 8
    assert {bool(block.of) for block in every_block(sample_wording().blocks) if isinstance(block, Group)} == {
        True,
        False,
    }
