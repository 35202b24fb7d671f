"""A programme's files are refused, with file, line, key and what was expected, where they are wrong; and whatever the
check cannot know to be wrong, the seal holds.
"""

import random
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from evenhand.calendar import LegalCalendar
from evenhand.clock.examples import check_examples
from evenhand.finding import Finding, Severity
from evenhand.procedure.permit import check_procedure
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from evenhand.programme.seal import SEAL, check_seal, seal_text, sealed_tables

FREEDONIA = programme_folder("freedonia")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of Freedonia's programme that a test may spoil."""
    return Path(shutil.copytree(FREEDONIA, tmp_path / "freedonia"))


def checked(folder: Path) -> tuple[Programme | None, tuple[Finding, ...]]:
    """The programme and what every check but the seal says of it."""
    programme, findings = load_programme(folder)
    if programme is not None:
        findings += check_examples(programme) + check_procedure(programme, str(folder / "procedure.toml"))
    return programme, findings


def test_the_small_programme_is_whole(folder: Path) -> None:
    programme, findings = checked(folder)
    assert findings == ()
    assert programme is not None
    assert programme.fingerprint == load_programme(FREEDONIA)[0].fingerprint  # type: ignore[union-attr]


FAULTS = [
    # file, what stands there, what is put in its place, words of the message, words of the key
    ("deadlines.toml", 'title = "Time to ask for review"\n', "", "key 'title' is missing", "FREE-01.title"),
    ("deadlines.toml", 'holder = "applicant"', 'holdr = "applicant"', "'holdr' is not known here", "FREE-01.holdr"),
    ("deadlines.toml", 'holder = "applicant"', 'holder = "aplicant"', "'aplicant' is no role", "FREE-01.holder"),
    ("deadlines.toml", "count = 4,", 'count = "4",', "does not fit", "periods[1].count"),
    ("deadlines.toml", "count = 48,", "count = 48.0,", "does not fit", "periods[1].count"),
    ("deadlines.toml", "count = 48,", "count = -1,", "is none", "count"),
    ("deadlines.toml", 'unit = "hours"', 'unit = "ours"', "'ours' is not known here", "unit"),
    ("deadlines.toml", 'unit = "hours"', 'unit = "hours", rolls_on = "office"', "nights and weekends", "rolls_on"),
    ("deadlines.toml", 'unit = "open_days", counts_on = "office"', 'unit = "open_days"', "on a calendar", "counts_on"),
    ("deadlines.toml", 'rolls_on = "office"', 'rolls_on = "offic"', "'offic' is no calendar", "FREE-01"),
    ("deadlines.toml", 'citation = ["FWC 11"]', 'citation = ["XYZ 11"]', "names no authority", "FREE-01"),
    ("deadlines.toml", 'citation = ["FWC 11"]', "citation = []", "without a citation", "citation"),
    ("deadlines.toml", 'status = "verified"', 'status = "sure"', "'sure' is not known here", "status"),
    ("deadlines.toml", 'starts = ["assigned"]', 'starts = ["asigned"]', "'asigned' is no event", "FREE-03.clock"),
    ("deadlines.toml", 'unless = ["expedited"]', 'unless = ["expedite"]', "'expedite' is no flag", "FREE-05.clock"),
    ("deadlines.toml", 'selected_by = "assigned"', 'selected_by = "signed"', "'signed' is no event", "selected_by"),
    ("deadlines.toml", 'regime = "FREE.FIRST"', 'regime = "FREE.FRST"', "'FREE.FRST' is no regime", "FREE-01"),
    ("deadlines.toml", 'extended_by_service = "FREE-02"', 'extended_by_service = "FREE-03"', "no service", "FREE-01"),
    ("deadlines.toml", 'lengthens = "FREE-05"', 'lengthens = "FREE-55"', "'FREE-55' is no deadline", "lengthens"),
    ("deadlines.toml", 'lengthens = "FREE-05"', 'lengthens = "FREE-06"', "itself lengthens", "lengthens"),
    ("deadlines.toml", 'count = 7, unit = "calendar_days"', 'count = 7, unit = "months"', "something", "FREE-06"),
    ("deadlines.toml", "days = { post = 3", "days = { pots = 3", "'pots' is no manner of service", "FREE-02"),
    ("deadlines.toml", "days = { post = 3", 'days = { post = "3"', "no count of days", "days"),
    ("deadlines.toml", "since = 2010-01-01", "since = 2010-01-02", "says nothing between", "FREE-01.versions"),
    ("deadlines.toml", "since = 2015-01-01", "since = 2009-01-01", "does not begin after", "FREE-01.versions"),
    ("deadlines.toml", "since = 2015-01-01", "since = 2015-02-30", "no day of the calendar", "since"),
    ("deadlines.toml", "since = 2015-01-01", 'since = "2015-01-01"', "does not fit", "since"),
    ("deadlines.toml", 'must_read = "the Code as printed in 2020"\n', "", "'must_read' is missing", "must_read"),
    ("deadlines.toml", 'per = "line"', 'per = "lines"', "not known here", "clock.per"),
    ("deadlines.toml", 'due = "2014-02-28"', 'due = "2014-02-27"', "disagrees with the rule", "FREE-01.examples"),
    ("deadlines.toml", 'due = "2014-02-28"', 'due = "28 February"', "no day or instant", "due"),
    ("deadlines.toml", 'service = "by_hand"', 'service = "by_feet"', "disagrees with the rule", "FREE-01.examples"),
    ("deadlines.toml", "[rules.FREE-03]", "[rules.FREE-01]", "is given twice", "rules.FREE-01"),
    ("deadlines.toml", 'label = "Award"', 'label = "Award"\nlabel = "Award"', "is given twice", "FREE-05.clock.label"),
    ("deadlines.toml", 'label = "Award"', 'label = "Award', "cannot be read as TOML", "label"),
    ("law.toml", 'deadline = "FREE-03"', 'deadline = "FREE-33"', "'FREE-33' is no rule", "notices.review"),
    ("law.toml", 'owed_on = "assigned"', 'owed_on = "assignd"', "'assignd' is no event", "owed_on"),
    ("law.toml", 'owed_on = "overdue:FREE-04"', 'owed_on = "overdue:FREE-02"', "is no event", "owed_on"),
    ("law.toml", 'unless = ["withdrawn"]', 'unless = ["withdrwn"]', "is no flag", "file_overdue"),
    ("law.toml", 'to = ["payer"]', 'to = ["payor"]', "'payor' is no role", "to"),
    ("law.toml", "named_only = true", "named_only = 1", "does not fit", "named_only"),
    ("law.toml", 'outcome = "ineligible"', 'outcome = "inelegible"', "is no outcome", "NOT_SIGNED.outcome"),
    ("law.toml", 'usd = "99.50"', 'usd = "-99.50"', "not an amount", "usd"),
    ("law.toml", ', must_read = "the fee table"', "", "'must_read' is missing", "must_read"),
    ("law.toml", 'citation = "FWC Order 6"', 'citation = "FCW Order 6"', "names no authority", "FREE-20"),
    ("law.toml", 'citation = "FWC Order 4"', 'citation = "Order 4"', "names no authority", "required_records"),
    ("procedure.toml", 'by = ["regulator"]', 'by = ["regulators"]', "'regulators' is no role", "by"),
    ("procedure.toml", 'after = ["filed"]', 'after = ["field"]', "'field' is no flag", "kinds."),
    ("procedure.toml", '"units_are_possible"', '"units_are_posible"', "is no guard", "guards"),
    ("procedure.toml", "[kinds.assigned]", "[kinds.asigned]", "no kind of docket entry", "kinds.asigned"),
    ("procedure.toml", "[kinds.assigned]", "[kind.assigned]", "'kind' is not known here", "kind"),
    ("procedure.toml", '[events."no_line_left"]', '[events."no_lines_left"]', "is no event", "no_lines_left"),
    ("procedure.toml", 'clears = ["asked"]', 'clears = ["aksed"]', "'aksed' is no flag", "events"),
    ("procedure.toml", 'holder = "applicant"', 'holder = "applicant"\nwhen = ["filed"]', "last stage", "stages"),
    ("procedure.toml", 'citation = "FWC 14"', 'citation = "WFC 14"', "names no authority", "citation"),
    ("programme.toml", 'zone = "Europe/Vienna"', 'zone = "Europe/Freedonia"', "is no time zone", "zone"),
    ("programme.toml", 'zone = "Europe/Vienna"', 'zone = "../Vienna"', "is no time zone", "zone"),
    ("programme.toml", 'payer = "accident fund"', 'payor = "accident fund"', "'payor' is no role", "labels"),
    ("programme.toml", 'weights = "medical_director"', 'weights = "reviewer"', "'reviewer' is no role", "approvers"),
    ("programme.toml", "until = 2014-12-31", "until = 2009-12-31", "ends before it begins", "FREE.FIRST"),
    ("programme.toml", 'citation = "FWC 1"', 'citation = "Code 1"', "names no authority", "citation"),
    ("calendars.toml", 'weekend = ["saturday"', 'weekend = ["caturday"', "no day of the week", "weekend"),
    ("calendars.toml", "month = 9", "month = 13", "falls on no day", "month"),
    ("calendars.toml", "month = 1\nday = 1", "month = 2\nday = 29", "falls on no day", "month"),
    ("calendars.toml", "nth = -1", "nth = 5", "falls on no day", "month"),
    ("calendars.toml", "nth = -1\n", "", "'nth' is missing", "nth"),
    ("calendars.toml", "last_year = 2030", "last_year = 2009", "not in order", "first_year"),
    ("calendars.toml", "plus_days = 1", "plus_days = 99999999999", "too far", "plus_days"),
    ("calendars.toml", "month = 9\nnth = -1\n", "of_easter = true\nplus_days = 71\n", "too far", "plus_days"),
    ("calendars.toml", "month = 9\nnth = -1\n", "of_easter = true\n", "'weekday' is not known here", "weekday"),
    ("calendars.toml", "sunday = 1", "sunday = 99999999999", "too far", "observed"),
    ("deadlines.toml", "count = 48,", "count = 99999999999,", "is none", "count"),
    ("deadlines.toml", "days = { post = 3", "days = { post = 99999999999", "no count of days", "days"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "right", "wrong", "words", "key"), FAULTS)
def test_a_fault_is_said_with_file_line_key_and_what_was_expected(
    folder: Path, file: str, right: str, wrong: str, words: str, key: str
) -> None:
    text = (folder / file).read_text()
    assert right in text
    (folder / file).write_text(text.replace(right, wrong, 1))
    line = text[: text.index(right)].count("\n") + 1
    _, findings = checked(folder)
    about = [finding for finding in findings if words in finding.message and key in finding.place.key]
    assert about, [str(finding) for finding in findings]
    assert about[0].severity is Severity.FATAL
    assert Path(about[0].place.file).name == file
    assert about[0].expected
    assert about[0].place.line is not None
    assert _around(text, about[0].place.line, line), (about[0].place.line, line)


def _around(text: str, told: int, line: int) -> bool:
    """Whether the line said is the faulty one, or opens or closes the table it stands in."""
    lines = text.split("\n")
    above = [number for number in range(1, line + 1) if lines[number - 1].startswith("[")]
    below = [number for number in range(line + 1, len(lines) + 1) if lines[number - 1].startswith("[")]
    opening = [number for number in above[-3:] if number <= line]
    return told in (line, line + 1, *opening) or (above[-1:] or [1])[0] <= told <= (below[:1] or [len(lines)])[0]


@pytest.mark.parametrize("file", ["programme.toml", "calendars.toml", "procedure.toml"])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    programme, [finding] = load_programme(folder)
    assert programme is None
    assert file in finding.message


def test_a_line_that_is_no_text_is_said(folder: Path) -> None:
    data = (folder / "law.toml").read_bytes()
    (folder / "law.toml").write_bytes(data.replace(b"The fund pays", b"The f\xfcnd pays"))
    programme, findings = load_programme(folder)
    assert programme is None
    line = data[: data.index(b"The fund pays")].count(b"\n") + 1
    assert [(Path(finding.place.file).name, finding.place.line) for finding in findings] == [("law.toml", line)]


def test_all_faults_are_said_at_once(folder: Path) -> None:
    for file, right, wrong in (
        ("deadlines.toml", "count = 4,", 'count = "4",'),
        ("law.toml", "named_only = true", "named_only = 1"),
        ("calendars.toml", "month = 9", "month = 13"),
    ):
        (folder / file).write_text((folder / file).read_text().replace(right, wrong))
    _, findings = load_programme(folder)
    assert {Path(finding.place.file).name for finding in findings} == {"deadlines.toml", "law.toml", "calendars.toml"}


def test_a_rule_in_two_files_is_said_where_it_stands_again(folder: Path) -> None:
    text = (folder / "deadlines.toml").read_text()
    (folder / "deadlines.toml").write_text(text.replace("FREE-03", "FREE-20"))
    _, findings = load_programme(folder)
    [twice] = [finding for finding in findings if "stands in two files" in finding.message]
    assert (Path(twice.place.file).name, twice.place.key) == ("law.toml", "rules.FREE-20")


# --- One wrong byte ---------------------------------------------------------------------------------------------------


def wrong_bytes(byte: int, chance: random.Random) -> Iterator[int]:
    """What a slip of the finger, or of the disk, makes of a byte: another letter or digit, or one bit."""
    if chr(byte).isdigit():
        yield ord(chance.choice([digit for digit in "0123456789" if digit != chr(byte)]))
    elif chr(byte).isalpha() and byte < 128:
        yield ord(chance.choice([letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter != chr(byte)]))
    yield byte ^ (1 << chance.randrange(8))


@pytest.mark.parametrize(("file", "step"), [("programme.toml", 1), ("calendars.toml", 1), ("deadlines.toml", 11)])
def test_every_wrong_byte_of_a_sealed_programme_is_said_with_its_place(tmp_path: Path, file: str, step: int) -> None:
    data, chance = (FREEDONIA / file).read_bytes(), random.Random(file)
    (tmp_path / file).write_bytes(data)
    (tmp_path / SEAL).write_text(seal_text(tmp_path))
    assert check_seal(tmp_path) == ()
    starts = [sealed_table.line for sealed_table in sealed_tables(tmp_path)]
    for at, byte in list(enumerate(data))[::step]:
        here = data.count(b"\n", 0, at) + 1
        begun = [start for start in starts if start <= here]
        for wrong in wrong_bytes(byte, chance):
            (tmp_path / file).write_bytes(data[:at] + bytes([wrong]) + data[at + 1 :])
            places = [finding.place for finding in check_seal(tmp_path)]
            # A broken header joins its table to the one before.
            assert any(
                Path(place.file).name == file and begun[-2:][0] <= (place.line or 0) <= here + 1 for place in places
            )


def test_a_table_moved_added_or_gone_is_said(folder: Path) -> None:
    (folder / SEAL).write_text(seal_text(folder))
    text = (folder / "calendars.toml").read_text()
    tables = text.split("\n\n")
    for changed in (
        "\n\n".join(tables[:-1]),
        "\n\n".join([*tables[:2], tables[3], tables[2], *tables[4:]]),
        text + "\n[calendars.other]\n",
    ):
        (folder / "calendars.toml").write_text(changed)
        assert check_seal(folder)
    (folder / "calendars.toml").write_text(text)
    assert check_seal(folder) == ()


def test_a_table_moved_to_another_file_is_said_in_both(folder: Path) -> None:
    """Word for word the same, it stands where nobody sealed it, and is gone from where it was."""
    (folder / SEAL).write_text(seal_text(folder))
    deadlines, law = folder / "deadlines.toml", folder / "law.toml"
    lines = deadlines.read_text().splitlines(keepends=True)
    begun, ended = [number for number, line in enumerate(lines) if re.match(r"\[\w+\.[\w-]+\]", line)][:2]
    header = lines[begun].strip().strip("[]")
    deadlines.write_text("".join(lines[:begun] + lines[ended:]))
    law.write_text(law.read_text() + "".join(lines[begun:ended]))
    told = {(Path(finding.place.file or "").name, finding.place.key) for finding in check_seal(folder)}
    assert {("deadlines.toml", header), ("law.toml", header)} <= told


FREE_WORDS = {
    "Rule.text", "Rule.title", "Rule.trigger", "ClockRule.label", "RuleVersion.must_read", "WorkedExample.why",
}  # fmt: skip
NOT_TIED = {"RuleVersion.citation", "RuleVersion.since"}
"""What no check ties to anything else: where in an authority a citation points, and the day a text began."""


def differences(original: Any, other: Any, name: str = "") -> Iterator[str]:
    """The fields in which two programmes differ."""
    if isinstance(original, LegalCalendar) and isinstance(other, LegalCalendar):
        original, other = original.rules, other.rules
    if type(original) is not type(other):
        yield name
    elif is_dataclass(original):
        for each in fields(original):
            if each.name not in ("fingerprint", "line", "file"):
                inner = f"{type(original).__name__}.{each.name}"
                yield from differences(getattr(original, each.name), getattr(other, each.name), inner)
    elif isinstance(original, Mapping):
        if list(original) != list(other):
            yield f"{name}, its keys"
        for key in original.keys() & other.keys():
            yield from differences(original[key], other[key], name)
    elif isinstance(original, tuple):
        if len(original) != len(other):
            yield name
        for ours, theirs in zip(original, other, strict=False):
            yield from differences(ours, theirs, name)
    elif original != other:
        yield name


@pytest.mark.slow
def test_without_the_seal_only_words_and_citations_can_be_wrong_unseen(folder: Path) -> None:
    """Periods, units, calendars, services, events, holders: a wrong byte in any of them contradicts something else."""
    sound, _ = checked(folder)
    data, chance = (folder / "deadlines.toml").read_bytes(), random.Random(1)
    unseen: set[str] = set()
    for at in range(0, len(data), 41):
        for wrong in wrong_bytes(data[at], chance):
            (folder / "deadlines.toml").write_bytes(data[:at] + bytes([wrong]) + data[at + 1 :])
            programme, findings = checked(folder)
            if findings:
                assert any(finding.place.line is not None and finding.place.file for finding in findings)
            else:
                unseen |= set(differences(sound, programme))
    assert unseen <= FREE_WORDS | NOT_TIED
