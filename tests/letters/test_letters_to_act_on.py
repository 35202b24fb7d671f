"""What a reader of a letter must act on: easy words, on its first page, on one page where the notice is short."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from evenhand.cli.main import main
from evenhand.docket.intake import ApplicationReceived, EligibilityFound
from evenhand.letter.check import check_letters
from evenhand.letter.determination_letter import amount_words
from evenhand.letter.document import Document
from evenhand.letter.pdf import pdf
from evenhand.letter.reading import Reading, acted_on, reading_ease, reading_grade, reading_of, without_facts
from evenhand.letter.wording import Paragraph, every_block
from evenhand.letter.wording_reading import wording_reading
from evenhand.programme.library import programme_folder
from evenhand.run.case_folder import CaseFolder, read_case_folder
from evenhand.run.press import press
from evenhand.run.runner import run_case
from tests.letters.notice_cases import CASES, PARTIES, VARIANTS
from tests.letters.notice_letters import LETTERS, SENDER, ca_wc, letters, read

MADE_AT = dt.datetime(2015, 4, 1, 19, tzinfo=dt.UTC)
NAMES = (*(party.name for party in PARTIES), str(SENDER["organisation"]))
EVERY = {**{name: (name, steps) for name, steps in CASES.items()}, **VARIANTS}
LONGER = {
    "assignment",
    "determination",
    "eligible in part",
    "expedited",
    "ineligible",
    "ineligible while the time to apply runs",
    "deferred",
    "no decision filed",
    "records_overdue",
    "records_overdue_expedited",
    "supplemental",
}
"""Notices that the law, or a list of all that was filed, fills with more than a page; every other stands on one."""
EXAMPLES = ("examples/cm13-0029838", "src/evenhand/programmes/freedonia/case")
ROOT = Path(__file__).parents[2]


@cache
def made(case: str, language: str) -> dict[str, Document]:
    notice, steps = EVERY[case]
    return letters(notice, steps, language)


def reading(letter: Document) -> Reading | None:
    return reading_of(acted_on(letter), letter.language, NAMES)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("case", sorted(EVERY))
def test_what_a_reader_must_act_on_is_easy_to_read(case: str, language: str) -> None:
    for party, letter in made(case, language).items():
        measured = reading(letter)
        assert measured is None or measured.is_plain, f"{party}: {measured.words}: {measured.long}"


@pytest.mark.parametrize("language", ["en", "es"])
def test_whoever_applies_is_told_in_every_notice_what_to_do(language: str) -> None:
    for case in CASES:
        for party, letter in made(case, language).items():
            assert party != "worker" or reading(letter) is not None, case


def _wordings() -> Iterator[Path]:
    for programme in ("ca_wc", "freedonia"):
        yield from sorted((programme_folder(programme) / "letters").glob("*.toml"))


@pytest.mark.parametrize("path", list(_wordings()), ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_no_wording_asks_more_of_a_reader_than_may_be_asked(path: Path) -> None:
    measured = wording_reading(read(path))
    assert measured is None or measured.is_plain, f"{measured.words}: {measured.long}"


def _hard_letters(folder: str, out: Path) -> list[str]:
    result = CliRunner().invoke(main, ["run", str(ROOT / folder), "--out", str(out)])
    assert result.exit_code == 0, result.output
    findings = next(out.glob("*/findings.txt")).read_text(encoding="utf-8")
    return [line for line in findings.splitlines() if "must act on asks for" in line]


@pytest.mark.parametrize("folder", EXAMPLES)
def test_every_letter_of_a_whole_case_can_be_read(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _hard_letters(folder, tmp_path / "as it is") == []
    monkeypatch.setattr("evenhand.letter.reading.HARDEST_GRADE", -20.0)
    assert _hard_letters(folder, tmp_path / "nothing allowed") != []


def test_the_check_tells_an_author_the_grade_of_hard_words(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    for path in LETTERS.glob("*.toml"):
        folder.joinpath(path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    hard = folder / "extension.en.toml"
    plain = "You need to do nothing."
    words = "Notwithstanding extraordinary circumstances necessitating authorization, particularities appertain."
    hard.write_text(hard.read_text(encoding="utf-8").replace(plain, words), encoding="utf-8")
    told = [str(finding) for finding in check_letters(tmp_path, ca_wc()) if finding.rule == "LETTER-READING"]
    assert len(told) == 1
    assert "extension (en) must act on asks for grade" in told[0]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("case", sorted(EVERY.keys() - LONGER))
def test_a_short_notice_stands_on_one_page(case: str, language: str) -> None:
    for party, letter in made(case, language).items():
        close = case == "eligible" and (party, language) == ("counsel", "es")
        assert len(_pages(letter)) == 1 + close, party


@pytest.mark.parametrize(("language", "last_day"), [("en", "March 27, 2015"), ("es", "27 de marzo de 2015")])
def test_a_receipt_tells_on_its_first_page_what_is_missing_and_until_when(language: str, last_day: str) -> None:
    for party, letter in made("receipt", language).items():
        first = _pages(letter)[0]
        assert "9792.10.1(b)(1)" in first, party
        assert last_day in first, party


def _pages(letter: Document) -> list[str]:
    paper = pypdfium2.PdfDocument(pdf(letter, MADE_AT))
    return [" ".join(page.get_textpage().get_text_range().split()) for page in paper]


FIRST_PAGE = {
    "en": (
        "How to reach us",
        "medically necessary",
        "the last day is May 12, 2015",
        "What happens now",
        "five working",
    ),
    "es": (
        "Cómo comunicarse",
        "médicamente necesario",
        "último día es el 12 de mayo de 2015",
        "Qué sigue",
        "cinco días",
    ),
}


@pytest.mark.parametrize("party", ["worker", "administrator"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_decision_duty_and_last_day_stand_on_the_first_page(language: str, party: str) -> None:
    pages = _pages(made("determination", language)[party])
    behind, *first = FIRST_PAGE[language]
    assert [words for words in first if words not in pages[0]] == []
    assert behind not in pages[0]


def test_a_spanish_reader_is_told_the_five_grounds_in_spanish() -> None:
    letter = made("determination", "es")["worker"]
    grounds = [
        line for line in acted_on(letter) if line.startswith(("El Director", "La decisión se", "El médico revisor"))
    ]
    assert len(grounds) == 5


def test_a_language_is_offered_in_that_language_and_marked_so() -> None:
    for path in LETTERS.glob("*.en.toml"):
        blocks = [block for block in every_block(read(path).blocks) if isinstance(block, Paragraph)]
        offered = {block.speaks for block in blocks if block.speaks}
        assert offered == ({"es"} if path.with_name(path.name.replace(".en.", ".es.")).exists() else set()), path.name


def test_an_offer_of_a_language_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    for path in LETTERS.glob("*.toml"):
        if path.name != "answer.es.toml":
            folder.joinpath(path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    told = [finding.message for finding in check_letters(tmp_path, ca_wc())]
    assert told == ["The block 'contact-language' speaks 'es', and the letter is not written in that language."]


def test_what_nobody_can_word_more_simply_is_not_measured() -> None:
    sentences = "Ask María Peña by January 21, 2014[a] (Labor Code 4610.6(h)). Pregunte antes del 21 de enero de 2014."
    assert without_facts(sentences, "en", ["María Peña"]) == "Ask  by . Pregunte antes del 21 de enero de 2014."
    assert "2014" not in without_facts(sentences, "es").rpartition("Pregunte")[2]


def test_measures_grow_with_words_and_sentences() -> None:
    easy, hard = "You may go. We will pay.", "Notwithstanding authorization, reconsideration remains unavailable."
    assert reading_grade(easy).grade < 4 < 12 < reading_grade(hard).grade
    simple, heavy = "Usted puede ir. Hay pan.", "La administración reconsiderará excepcionalmente las autorizaciones."
    assert reading_ease(simple) > 90 > 40 > reading_ease(heavy)


@pytest.mark.parametrize(
    ("unit", "amount", "printed"),
    [
        ("session", 12, "12 sessions"),
        ("sessions", 1, "1 session"),
        ("sessions", 12, "12 sessions"),
        ("study", 2, "2 studies"),
        ("mg", 20, "20 mg"),
        ("months' rental", 3, "3 months' rental"),
    ],
)
def test_an_amount_is_printed_as_people_say_it(unit: str, amount: int, printed: str) -> None:
    assert amount_words(Decimal(amount), unit, ca_wc()) == printed


def test_what_the_record_does_not_give_leaves_no_hole_in_a_determination() -> None:
    folder = ROOT / EXAMPLES[0]
    case, _ = read_case_folder(folder)
    assert case is not None
    lines = tuple(
        replace(line, citations=tuple(replace(cited, section="", pages="") for cited in line.citations))
        for line in case.analysis.lines
    )
    summary = tuple(replace(paragraph, record="", page=None) for paragraph in case.analysis.summary)
    run = run_case(replace(case, analysis=replace(case.analysis, lines=lines, summary=summary)), press())
    words = next(made.data for made in run.documents if made.ref.name == "determination.txt").decode()
    assert "He says his neck feels heavy" in words
    assert [hole for hole in ("(no document", "not stated)", "place not stated", "(), ") if hole in words] == []


def _issued(case: CaseFolder) -> list[str]:
    made = next(made.data for made in run_case(case, press()).documents if made.ref.name == "determination.pdf")
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(made)]


def test_the_first_page_of_a_determination_says_what_a_reader_needs_first() -> None:
    case, _ = read_case_folder(ROOT / EXAMPLES[0])
    assert case is not None
    first = _issued(case)[0]
    wanted = ("the denial stands (Upheld)", "the last day is February 25, 2014", "must receive", "What happens now")
    assert [words for words in wanted if words not in first] == []


def test_the_last_day_stands_on_the_first_page_however_many_lines_there_are() -> None:
    case, _ = read_case_folder(ROOT / EXAMPLES[0])
    assert case is not None
    first, *rest = case.entries
    assert isinstance(first.payload, ApplicationReceived)
    idents = [str(number) for number in range(1, 19)]
    treatments = tuple(replace(first.payload.treatments[0], id=ident) for ident in idents)
    lines = tuple(replace(case.analysis.lines[0], line=ident) for ident in idents)
    rest = [
        replace(entry, payload=replace(entry.payload, lines=tuple(idents)))
        if isinstance(entry.payload, EligibilityFound)
        else entry
        for entry in rest
    ]
    many = replace(
        case,
        entries=(replace(first, payload=replace(first.payload, treatments=treatments)), *rest),
        analysis=replace(case.analysis, lines=lines),
    )
    pages = _issued(many)
    assert "Line 18" not in pages[0]
    assert "If you disagree" not in pages[0]
    assert "Petition Must Be Received By" in pages[0]
    assert "February 25, 2014" in pages[0]
