"""Making a letter out: holes and misfits said at once, marks explained, the text of a case never anything but text."""

import datetime as dt
import re
from html.parser import HTMLParser
from typing import Any

import page
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.finding import Provenance, Severity
from evenhand.letter.document import Document, Heading, ListOf, inlines, plain
from evenhand.letter.filling import document
from evenhand.letter.html import html
from evenhand.letter.pdf import pdf
from evenhand.letter.press import unprintable
from evenhand.letter.text import WIDTH, text
from evenhand.letter.value import Fact, clean
from evenhand.letter.wording_file import read_wording
from tests.examples import examples
from tests.letters.sample import MADE_AT, SAMPLE, assumed, made, sample_wording
from tests.letters.tagged_pdf import TaggedPdf

TRAPS = [
    '#import "@preview/cetz:0.3.0": *',
    "#set page(width: 1pt)",
    "<script>alert(1)</script>",
    r"a \n b \u{41} \" c",
    "{due_on:date} and **not strong** [x](https://example.org)",
    "$ x^2 $ @label <label> = heading // comment /* c */ `raw` ~ --- '",
    '"]) #panic() ("',
    "&amp; &#65; ]]> -->",
    "\\",
    "}}{{%s%(x)s{0}",
]


def letter_of(words: str) -> Document:
    """A letter of one paragraph with a text blank, filled."""
    source = (
        '[letter]\nname = "one"\nlanguage = "en"\ntitle = "T"\nfooter = "F"\n'
        '[[block]]\nid = "p"\nkind = "paragraph"\ntext = "<{words:text}>"\n'
    )
    wording, findings = read_wording(source, "one.en.toml", unprintable)
    assert wording is not None, findings
    return made(wording, {"words": words})


class _PageText(HTMLParser):
    """The words of a page's body."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = self.inside or tag == "body"
        assert tag != "script"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.words += data


def page_words(document: Document) -> str:
    page = _PageText()
    page.feed(html(document))
    return page.words


def pdf_words(document: Document) -> str:
    return " ".join(element.words for element in TaggedPdf(pdf(document, MADE_AT)).elements())


def squeezed(words: str) -> str:
    return re.sub(r"[\s\u200b]", "", words)


@pytest.mark.parametrize("trap", TRAPS)
def test_the_text_of_a_case_is_printed_as_it_is(trap: str) -> None:
    document = letter_of(trap)
    for rendered in (page_words(document), text(document), pdf_words(document)):
        assert f"<{squeezed(trap)}>" in squeezed(rendered)


@given(st.text(min_size=1))
def test_any_text_reaches_the_reader_or_a_finding_says_why_not(words: str) -> None:
    letter, findings = document(sample_wording(), {**SAMPLE, "summary": words}, unprintable)
    seen, taken = clean(words)
    if not seen:
        assert letter is None
    elif letter is None:
        assert any(finding.rule == "LETTER-CHARACTER" and finding.severity is Severity.FATAL for finding in findings)
    else:
        assert squeezed(seen) in squeezed(page_words(letter))
        assert squeezed(seen) in squeezed(re.sub(r"(?m)^\| ", "", text(letter)))
        assert bool(taken) == any(finding.severity is Severity.NOTE for finding in findings)


@settings(max_examples=examples(60))
@given(st.text(min_size=1))
def test_a_letter_that_is_made_can_be_printed(words: str) -> None:
    letter, _ = document(
        sample_wording(), {**SAMPLE, "summary": words, "case_number": words, "priority": words}, unprintable
    )
    if letter is not None:
        assert squeezed(plain(letter.title)) in squeezed(pdf_words(letter)) or not words.isascii()


@given(st.text(alphabet=st.characters(codec="ascii", categories=("L", "N", "P", "S", "Zs")), min_size=1))
def test_lines_of_the_plain_text_stay_within_their_width(words: str) -> None:
    letter, _ = document(
        sample_wording(), {**SAMPLE, "summary": words, "addressee": words, "priority": words}, unprintable
    )
    if letter is not None:
        longest = max(map(len, words.split()))
        assert all(len(line) <= max(WIDTH, longest + 40) for line in text(letter).splitlines())


def without(values: Any, *names: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


def test_every_hole_and_every_misfit_is_said_at_once() -> None:
    values = without(SAMPLE, "decided_on", "drugs", "documents") | {
        "amount": "420",
        "act_by": dt.datetime(2014, 1, 28, tzinfo=dt.UTC),
        "summary": " ",
        "disputed": [{"treatment": "a", "requested": 1, "disputed": 1, "decision": None, "reasons": "r"}],
    }
    letter, findings = document(sample_wording(), values, unprintable)
    assert letter is None
    messages = "\n".join(finding.message for finding in findings if finding.severity is Severity.FATAL)
    for name in ("decided_on", "drugs", "documents", "amount", "act_by", "summary", "disputed[1].decision"):
        assert name in messages
    assert all(finding.place.line for finding in findings)


def test_blocks_are_printed_when_their_conditions_hold() -> None:
    letter = made(sample_wording(), {**SAMPLE, "documents": [], "drugs": [], "expedited_by": "her physician"})
    words = text(letter)
    assert "No records were received." in words
    assert "Do not stop" not in words
    assert "her physician" in words
    assert "72 hours" in words
    assert "No records were received." not in text(made(sample_wording(), SAMPLE))


def test_a_link_to_a_heading_that_is_not_printed_becomes_plain_words() -> None:
    source = (
        '[letter]\nname = "l"\nlanguage = "en"\ntitle = "T"\nfooter = "F"\n'
        '[[block]]\nid = "h"\nkind = "heading"\nlevel = 1\ntext = "H"\nwhen = "asked"\n'
        '[[block]]\nid = "p"\nkind = "paragraph"\ntext = "see [H](#h)"\n'
    )
    wording, _ = read_wording(source, "l.en.toml", unprintable)
    assert wording is not None
    for asked in (True, False):
        letter = made(wording, {"asked": asked})
        assert ('href="#h"' in html(letter)) is asked
        assert pdf(letter, MADE_AT)


def test_a_grid_a_list_or_a_table_with_nothing_in_it_is_not_printed() -> None:
    source = (
        '[letter]\nname = "n"\nlanguage = "en"\ntitle = "T"\nfooter = "F"\n'
        '[[block]]\nid = "f"\nkind = "facts"\nrow = [{ label = "L", text = "W", when = "asked" }]\n'
        '[[block]]\nid = "l"\nkind = "list"\nitem = [{ text = "W", when = "asked" }]\n'
        '[[block]]\nid = "t"\nkind = "table"\ncolumn = [{ head = "H" }]\nrow = [{ cells = ["W"], when = "asked" }]\n'
    )
    wording, findings = read_wording(source, "n.en.toml", unprintable)
    assert wording is not None, findings
    assert "W" not in text(made(wording, {"asked": False}))
    assert pdf(made(wording, {"asked": False}), MADE_AT)
    assert text(made(wording, {"asked": True})).count("W") == 3
    assert pdf(made(wording, {"asked": True}), MADE_AT)


def test_a_group_is_printed_once_for_each_element_with_ids_of_its_own() -> None:
    ids = [block.id for block in made(sample_wording(), SAMPLE).blocks if isinstance(block, Heading)]
    assert [ident for ident in ids if ident.startswith("line")][:2] == ["line.1", "line-question.1"]
    assert len(ids) == len(set(ids))


def test_marked_facts_are_explained_at_the_end_and_share_a_mark() -> None:
    same = assumed("a", "no paper says so")
    other = Fact(value="b", provenance=Provenance.ILLUSTRATIVE, reason="made up")
    values = without(SAMPLE, "received_at", "act_by") | {"received_at": MADE_AT, "act_by": dt.date(2014, 1, 28)}
    letter = made(sample_wording(), values | {"priority": same, "addressee": other, "summary": same})
    words = text(letter)
    assert letter.provenance is Provenance.ILLUSTRATIVE
    assert words.count("[a]") == 2
    assert words.count("[b]") == 3
    assert "[a] Illustrative: made up" in words
    assert "[b] Assumed: no paper says so" in words
    assert "[b]" in page_words(letter)
    assert "[b]" in pdf_words(letter)


def test_a_mark_on_a_sequence_is_lent_to_all_within() -> None:
    documents = assumed(SAMPLE["documents"], "the list is ours")
    letter = made(sample_wording(), {**SAMPLE, "documents": documents})
    [listed] = [block for block in letter.blocks if isinstance(block, ListOf) and block.numbered]
    assert all(plain(item).count("[") == 3 for item in listed.items)


def test_stated_facts_leave_no_marks() -> None:
    values = {**SAMPLE, "received_at": MADE_AT, "act_by": Fact(value=dt.date(2014, 1, 28))}
    letter = made(sample_wording(), values)
    assert letter.provenance is Provenance.STATED
    assert "Marked facts" not in text(letter)


NAMES = {
    "Spanish": "José Núñez Ibáñez",
    "Vietnamese": "Nguyễn Thị Hồng Ánh",
    "Vietnamese, decomposed": "Nguye\u0302\u0303n",
    "Hmong": "Nplooj Vaj Tsab",
    "Tagalog": "Niño Macaraeg",
    "Hawaiian": "Ka\u02bbahumanu Kealoha",
    "Russian": "Иван Щербаков",
    "Greek": "Γεώργιος Παπαδόπουλος",
    "Armenian": "Արամ Խաչատրյան",
    "Chinese": "王小明 歐陽",
    "Japanese": "田中さくら",
    "Korean": "김민수",
    "Arabic": "محمد عبد الله",
    "Persian": "زهرا رضایی گچ‌پژ",
    "Hebrew": "משה כהן",
    "Punjabi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Hindi": "राम कुमार",
    "Khmer": "សុខ សុភា",
    "Thai": "สมชาย ใจดี",
    "Lao": "ສົມພອນ",
    "Burmese": "အောင်ဆန်း",
    "Amharic": "አበበ ቢቂላ",
    "Emoji": "😀 🖤",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_a_name_in_any_script_prints_or_gives_a_finding(name: str) -> None:
    letter, findings = document(sample_wording(), {**SAMPLE, "addressee": name}, unprintable)
    if letter is None:
        [finding] = [finding for finding in findings if finding.severity is Severity.FATAL]
        assert finding.rule == "LETTER-CHARACTER"
        assert finding.place.key == "addressee"
        assert re.search(r"U\+[0-9A-F]{4,5} \([A-Z ]+", finding.message)
        assert "EVENHAND_FONTS" in finding.remedy
    else:
        assert squeezed(clean(name)[0]) in squeezed(text(letter))
        for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1):
            assert page.is_pdf_compliant_bytes(pdf(letter, MADE_AT), profile=profile)


@pytest.mark.parametrize(
    "script", ["Spanish", "Vietnamese", "Vietnamese, decomposed", "Hmong", "Hawaiian", "Russian", "Greek"]
)
def test_names_in_the_scripts_of_the_house_font_stand_in_the_pdf_letter_by_letter(script: str) -> None:
    letter = made(sample_wording(), {**SAMPLE, "addressee": NAMES[script]})
    assert squeezed(clean(NAMES[script])[0]) in squeezed(pdf_words(letter))


@pytest.mark.parametrize(
    ("words", "seen", "taken"),
    [
        ("a\x0cb", "a b", ()),
        ("a\nb\tc\u00a0d\u2028e", "a b c d e", ()),
        ("abc\u202egpj.exe", "abcgpj.exe", ("U+202E",)),
        ("a\x00b\ufeff\u00ad\u2066c", "abc", ("U+0000", "U+FEFF", "U+00AD", "U+2066")),
        ("گچ\u200cپژ", "گچ\u200cپژ", ()),
        ("e\u0301", "\u00e9", ()),
        ("\ud800x", "x", ("U+D800",)),
    ],
)
def test_what_cannot_be_seen_is_taken_out_and_said(words: str, seen: str, taken: tuple[str, ...]) -> None:
    assert clean(words) == (seen, taken)


def test_no_markup_of_the_engine_stands_in_any_words() -> None:
    letter = made(sample_wording(), SAMPLE)
    assert not any(re.search(r"\{[a-z_]+:|\*\*|\]\(", plain(words)) for words in inlines(letter))
