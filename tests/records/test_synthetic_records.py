"""Made-up files are the same from the same seed, and what is said to be true of them is."""

import json
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from click.testing import CliRunner

from evenhand.cli.main import main
from evenhand.records.read_files import read_file
from evenhand.records.record import FileReading, read_record
from evenhand.records.record_words import RecordWords
from evenhand.records.whose import Person
from evenhand.synth.bank import load_bank
from evenhand.synth.file_making import make_file
from evenhand.synth.truth import Truth
from tools.record_words import made_from

SIZE = 40


@pytest.fixture(scope="module")
def made(ca_wc: Path) -> tuple[bytes, Truth]:
    bank, _ = load_bank(ca_wc, "report")
    assert bank
    return make_file(bank, "tests", SIZE, "text")


@pytest.fixture(scope="module")
def reading(made: tuple[bytes, Truth], words: RecordWords, tmp_path_factory: pytest.TempPathFactory) -> FileReading:
    path = tmp_path_factory.mktemp("made") / "record.pdf"
    path.write_bytes(made[0])
    pages = read_file(path, recognize=None)
    return read_record([pages], words, Person(name=made[1].person, born=made[1].born))[0]


def test_the_same_seed_makes_the_same_file(ca_wc: Path, made: tuple[bytes, Truth]) -> None:
    bank, _ = load_bank(ca_wc, "report")
    assert bank
    again, other = make_file(bank, "tests", SIZE, "text"), make_file(bank, "others", SIZE, "text")
    assert again[1] == made[1]
    assert other[1] != made[1]
    first, second = (pypdfium2.PdfDocument(data) for data in (made[0], again[0]))
    assert np.array_equal(first[3].render().to_numpy(), second[3].render().to_numpy())


def test_every_page_is_of_one_document_and_every_copy_of_an_earlier_one(made: tuple[bytes, Truth]) -> None:
    truth = made[1]
    pages = sorted(page for document in truth.documents for page in document.pages)
    assert pages == list(range(1, len(truth.pages) + 1))
    assert len(pypdfium2.PdfDocument(made[0])) == len(pages)
    for place, document in enumerate(truth.documents):
        for origin in (document.duplicate_of, document.near, document.repeats):
            assert origin is None or (origin < place and truth.documents[origin].type == document.type)
    assert all(
        citation.document is None or truth.documents[citation.document].type == citation.type
        for citation in truth.cited
    )


def test_what_is_shown_as_certain_of_typed_papers_is_right(made: tuple[bytes, Truth], reading: FileReading) -> None:
    true = {page: document for document in made[1].documents for page in document.pages}
    typed = [document for document in reading.documents if made[1].pages[document.pages[0] - 1].text_from == "layer"]
    wrong = [document for document in typed if document.is_certain and document.type != true[document.pages[0]].type]
    misdated = [
        document
        for document in typed
        if document.is_date_certain and document.date_of_service != true[document.pages[0]].date_of_service
    ]
    assert (wrong, misdated) == ([], [])
    assert sum(document.is_certain for document in typed) > 0.8 * len(typed)


def test_no_report_that_repeats_another_is_taken_for_a_copy(made: tuple[bytes, Truth], reading: FileReading) -> None:
    first = {document.pages[0]: place for place, document in enumerate(made[1].documents)}
    for document in reading.documents:
        origin = document.duplicate_of if document.duplicate_of is not None else document.near
        place = first.get(document.pages[0])
        if origin is None or place is None:
            continue
        true = made[1].documents[place]
        assert true.repeats is None or first.get(reading.documents[origin].pages[0]) != true.repeats


def test_papers_of_others_are_set_apart_and_none_of_the_persons_own(
    made: tuple[bytes, Truth], reading: FileReading
) -> None:
    typed = [document for document in reading.documents if made[1].pages[document.pages[0] - 1].text_from == "layer"]
    assert [document.is_other_person for document in typed] == [
        made[1].pages[document.pages[0] - 1].other_person for document in typed
    ]


def test_the_model_of_words_was_learned_from_the_banks_as_they_are(ca_wc: Path, words: RecordWords) -> None:
    assert words.model.made_from == made_from(ca_wc), "the banks have changed: run `make record-words`"


def test_the_command_writes_files_with_their_truth_and_the_other_reads_them(tmp_path: Path) -> None:
    run = CliRunner()
    asked = [
        "synth",
        "records",
        "--cases",
        "1",
        "--seed",
        "7",
        "--out",
        str(tmp_path),
        "--pages",
        "12",
        "--quality",
        "text",
    ]
    made = run.invoke(main, asked)
    assert made.exit_code == 0, made.output
    truth = json.loads((tmp_path / "record-0001.truth.json").read_text())
    file = tmp_path / "record-0001.pdf"
    read = run.invoke(
        main, ["records", "read", str(file), "--json", "--person", truth["person"], "--born", truth["born"]]
    )
    assert read.exit_code == 0, read.output
    answer = json.loads(read.stdout)["files"][0]
    assert answer["file"] == str(file)
    assert [page["page"] for page in answer["pages"]] == [page["page"] for page in truth["files"][0]["pages"]]


@pytest.mark.parametrize(
    ("asked", "words_of_it"),
    [
        (["--pages", "lots"], "no number of pages"),
        (["--pages", "90-20"], "the smaller first"),
        (["--programme", "atlantis"], "There is no programme"),
    ],
)
def test_what_cannot_be_made_is_said(asked: list[str], words_of_it: str, tmp_path: Path) -> None:
    told = CliRunner().invoke(main, ["synth", "records", "--cases", "1", "--seed", "7", "--out", str(tmp_path), *asked])
    assert told.exit_code == 2
    assert words_of_it in " ".join(told.output.split())


@pytest.mark.parametrize(
    ("asked", "words_of_it"),
    [
        (["--born", "1970-02-28"], "give both"),
        (["--person", "A. Body", "--born", "last spring"], "no day such as"),
        (["--received", "31/12/2020"], "no day such as"),
    ],
)
def test_what_cannot_be_understood_is_said(asked: list[str], words_of_it: str, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("WORK STATUS REPORT")
    told = CliRunner().invoke(main, ["records", "read", str(path), *asked])
    assert told.exit_code == 2
    assert words_of_it in " ".join(told.output.split())


def test_one_bad_file_stops_no_other_and_the_exit_code_says_so(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.pdf"
    good.write_text("WORK STATUS REPORT\nPatient: Ana Wenkow\nDate of visit: 07/06/2021\nNo lifting.")
    bad.write_bytes(b"%PDF-1.4 broken")
    told = CliRunner().invoke(main, ["records", "read", str(bad), str(good)])
    assert told.exit_code == 2
    assert "Work status" in told.stdout
    assert "READ-PDF" in told.stderr
