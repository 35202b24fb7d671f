"""Files that are broken, hostile or no letters at all: a Finding, no traceback, in bounded time."""

import os
import tracemalloc
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from random import Random

import pikepdf
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from evenhand.cli.parse import parse as parse_command
from evenhand.determination.parse import parse
from evenhand.determination.pdf_reader import PdfReader
from evenhand.determination.published import to_json
from evenhand.determination.read_all import read_all
from evenhand.determination.reading_rules import RULES
from evenhand.determination.source import LARGEST_TEXT, read_bytes, read_file, read_letter
from evenhand.finding import Severity
from tests.examples import examples
from tests.letters import bad_pdfs
from tests.letters.generator import Traps, letter, text, without
from tests.letters.generator_pdf import pdf

SOUND = text(Random(7), letter(Random(7)), Traps(page_lines=40))


@pytest.fixture(scope="module")
def reader() -> Iterator[PdfReader]:
    """One reader for all files: what a bad one does to it must not reach the next."""
    with PdfReader() as pdf_reader:
        yield pdf_reader


def locked() -> bytes:
    """A sound letter behind a password."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf(letter(Random(7))))) as opened:
        opened.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


def pictured() -> bytes:
    """A letter that is a picture of a page."""
    out = BytesIO()
    Image.new("RGB", (60, 80), "grey").save(out, "PDF")
    return out.getvalue()


BAD: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "empty": (b"", "READ-EMPTY"),
    "blank": (b" \r\n\t\n\x0c", "READ-EMPTY"),
    "only a mark": (b"\xef\xbb\xbf", "READ-EMPTY"),
    "zeros": (bytes(5000), "READ-BINARY"),
    "random": (Random(1).randbytes(5000), "READ-BINARY"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + Random(2).randbytes(500), "READ-KIND"),
    "an archive": (b"PK\x03\x04\x14" + Random(3).randbytes(500), "READ-KIND"),
    "too long": (b"word " * (LARGEST_TEXT // 4), "READ-SIZE"),
    "only a signature": (b"%PDF-1.7\n", "READ-PDF"),
    "a signature and noise": (b"%PDF-1.7\n" + Random(4).randbytes(9000), "READ-PDF"),
    "a page without text": (bad_pdfs.page(b""), "READ-EMPTY"),
    "locked": (locked(), "READ-ENCRYPTED"),
    "pictured": (pictured(), "READ-IMAGE"),
    "deep": (bad_pdfs.deep(), "READ-PDF"),
    "nested arrays": (bad_pdfs.nested_arrays(), "READ-EMPTY"),
    "cyclic": (bad_pdfs.cyclic(), "READ-PDF"),
    "boastful": (bad_pdfs.boastful(), "READ-EMPTY"),
    "bomb": (bad_pdfs.bomb, "READ-LIMIT"),  # made only where it is read
}


@pytest.mark.parametrize(("data", "rule"), BAD.values(), ids=BAD)
def test_a_bad_file_gives_one_fatal_finding(reader: PdfReader, data: bytes | Callable[[], bytes], rule: str) -> None:
    read = read_bytes(data if isinstance(data, bytes) else data(), reader, file="bad")
    assert read.text is None
    (finding,) = read.findings
    assert (finding.rule, finding.severity, finding.place.file) == (rule, Severity.FATAL, "bad")
    assert "\n" not in str(finding)
    assert without(parse(read_bytes(SOUND.encode(), reader).text or "")) == letter(Random(7))


def test_an_endless_file_is_given_up_by_the_clock() -> None:
    with PdfReader(seconds=1) as hasty:
        hasty.text(bad_pdfs.page(bad_pdfs.HELLO))
        assert hasty.text(bad_pdfs.endless()).fault == "READ-LIMIT"
        assert not hasty.text(bad_pdfs.page(bad_pdfs.HELLO)).fault


def test_the_pages_beyond_what_a_letter_can_have_are_not_read(reader: PdfReader) -> None:
    read = read_bytes(bad_pdfs.many_pages(50_000), reader)
    assert [finding.rule for finding in read.findings] == ["READ-PAGES"]
    assert (read.text or "").count("Hello") == 100


def test_a_pdf_may_stand_behind_other_bytes(reader: PdfReader) -> None:
    shown = letter(Random(7))
    read = read_bytes(b"<html>\n" + pdf(shown), reader)
    assert without(parse(read.text or "", strong=read.strong)) == shown


@pytest.mark.parametrize(
    ("encoding", "rules"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", []),
        ("utf-16-le", ["READ-ENCODING"]),
        ("utf-16-be", ["READ-ENCODING"]),
        ("utf-32", []),
        ("cp1252", ["READ-ENCODING"]),
    ],
)
def test_encodings(reader: PdfReader, encoding: str, rules: list[str]) -> None:
    curly = SOUND.replace('"', "\u201d")
    read = read_bytes(curly.encode(encoding), reader)
    assert read.text == curly
    assert [finding.rule for finding in read.findings if finding.rule != "READ-HYPHEN"] == rules


def test_files_that_are_none(reader: PdfReader, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "secret").write_text(SOUND)
    (tmp_path / "secret").chmod(0)
    for path in (tmp_path / "nowhere", tmp_path, tmp_path / "pipe", Path(f"{tmp_path}\x00")):
        assert [finding.rule for finding in read_file(path, reader).findings] == ["READ-FILE"]
    if os.geteuid():
        assert [finding.rule for finding in read_file(tmp_path / "secret", reader).findings] == ["READ-FILE"]


@pytest.mark.parametrize("beginning", [b"%PDF-1.7\n", b"Case Number:\n"])
def test_a_file_of_200_megabytes_is_not_read(reader: PdfReader, tmp_path: Path, beginning: bytes) -> None:
    path = tmp_path / "large"
    path.write_bytes(beginning)
    os.truncate(path, 200_000_000)
    tracemalloc.start()
    assert [finding.rule for finding in read_file(path, reader).findings] == ["READ-SIZE"]
    assert tracemalloc.get_traced_memory()[1] < 20_000_000  # bytes at the most at once
    tracemalloc.stop()


def test_a_letter_cut_off_anywhere_is_read_as_far_as_it_goes() -> None:
    whole = parse(SOUND)
    for end in range(0, len(SOUND), 37):
        letter_ = parse(SOUND[:end])
        assert len(letter_.treatments) <= len(whole.treatments)
        assert letter_.findings or (letter_.treatments[-1].rationale or "").endswith((".", "?"))
        for treatment, cut in zip(whole.treatments, letter_.treatments[:-1], strict=False):
            assert treatment == cut


def test_a_pdf_cut_off_anywhere_ends_in_a_letter_or_a_finding(reader: PdfReader, tmp_path: Path) -> None:
    data = pdf(letter(Random(7)))
    for end in range(0, len(data), len(data) // 40):
        path = tmp_path / "cut.pdf"
        path.write_bytes(data[:end])
        read, findings = read_letter(path, reader)
        assert read or [finding.severity for finding in findings] == [Severity.FATAL]


def test_pdfs_with_bytes_changed(reader: PdfReader, tmp_path: Path) -> None:
    rng = Random(11)
    sound = pdf(letter(Random(7)))
    path = tmp_path / "changed.pdf"
    for _ in range(150):
        data = bytearray(sound)
        for _ in range(rng.randint(1, 30)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        path.write_bytes(data)
        read, findings = read_letter(path, reader)
        assert read or findings
        assert {finding.rule for finding in findings} <= set(RULES)


def test_letters_with_lines_shuffled_lost_and_doubled() -> None:
    rng = Random(12)
    for _ in range(150):
        lines = SOUND.split("\n")
        for _ in range(rng.randint(1, 20)):
            at = rng.randrange(len(lines))
            lines[at : at + 1] = rng.choice(
                ([], [lines[at]] * 2, [lines[rng.randrange(len(lines))]], [lines[at][::-1]])
            )
        to_json(parse("\n".join(lines)))


PIECES = st.sampled_from(
    [
        *(line for line in SOUND.split("\n") if len(line) < 60),
        "HOW THE IMR FINAL DETERMINATION WAS MADE",
        "IMR ISSUES, DECISIONS AND RATIONALES",
        "CLINICAL CASE SUMMARY",
        "Claims Administrator guideline:",
        "Decision rationale:",
        "guideline:",
        "Brace: Upheld",
        ": Overturned",
        "was the original request",
        "Case Number:",
        "Received:",
        "\f",
        "\f3",
        " ",
        ":",
        "\u2028",
        "\u0130",
        "\x00",
    ]
)


@settings(max_examples=examples(200))
@given(st.lists(PIECES | st.text(max_size=30), max_size=40).map("\n".join))
def test_any_text_is_read_without_a_fault(words: str) -> None:
    read = parse(words)
    to_json(read)
    for name, (start, end) in read.spans.items():
        assert 0 <= start <= end <= len(words), name
    for finding in read.findings:
        assert finding.rule in RULES


@settings(max_examples=examples(60))
@given(
    data=st.binary(max_size=400),
    begins=st.sampled_from([b"", b"%PDF-", b"\xff\xfe", b"\xef\xbb\xbf", b"%PDF-1.4\n1 0 obj"]),
)
def test_any_bytes_are_read_without_a_fault(reader: PdfReader, data: bytes, begins: bytes) -> None:
    read = read_bytes(begins + data, reader)
    assert (read.text is None) == any(finding.severity is Severity.FATAL for finding in read.findings)


HOSTILE = {
    "labels": "IMR ISSUES, DECISIONS AND RATIONALES\n" + "Claimx Administratox guidline: x\n" * 20_000,
    "decisions": "IMR ISSUES, DECISIONS AND RATIONALES\n" + "a: Upheld\n" * 60_000,
    "capitals": "HOW IS THE IMR FINAL DETERMINATION MADE\n" * 15_000,
    "pages": "x\n\f1\n" * 100_000,
    "colons": ":" * 600_000 + "\nHOW THE IMR FINAL DETERMINATION WAS MADE\n",
    "sentence": "HOW THE IMR FINAL DETERMINATION WAS MADE\n" + "is a " * 120_000,
    "states": "HOW THE IMR FINAL DETERMINATION WAS MADE\nState(s) of Licensure: a" + " " * 600_000 + "b",
    "holdings": "1) X has determined the request for a\n" * 15_000 + " medically necessary and appropriate",
    "holding": "1) X has determined the request for a" + " " * 600_000 + " medically necessary and appropriate",
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_a_text_made_to_take_for_ever_does_not(words: str) -> None:
    parse(words)  # what takes for ever is ended by the clock of the test run: faulthandler_timeout


def test_one_bad_file_in_a_folder_of_10_000_stops_nothing(tmp_path: Path) -> None:
    for number in range(9_998):
        (tmp_path / f"{number:05}.txt").write_text("Case Number:\nCM13-0000001\n", encoding="utf-8")
    (tmp_path / "04000b.pdf").write_bytes(bad_pdfs.cyclic())
    (tmp_path / "05000b.txt").write_text(SOUND, encoding="utf-8")
    result = CliRunner().invoke(parse_command, [str(tmp_path), "--jsonl"])
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) == 10_000
    assert "04000b.pdf: FATAL READ-PDF" in result.stderr


def test_a_mistake_of_this_program_is_said_of_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fails(*_: object, **__: object) -> None:
        raise KeyError("oops")

    monkeypatch.setattr("evenhand.determination.source.parse", fails)
    (tmp_path / "a.txt").write_text(SOUND, encoding="utf-8")
    (file,) = read_all([tmp_path / "a.txt"])
    assert not file.is_usable
    assert [finding.rule for finding in file.findings] == ["READ-FAULT"]
