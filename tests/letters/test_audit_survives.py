"""Whatever a letter shows, an audit says something sensible and never breaks."""

import datetime as dt
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from evenhand.audit.audit import audit
from evenhand.audit.letter_words import LetterWords
from evenhand.audit.passage import mentions, passage, sentences
from evenhand.determination.parse import parse
from evenhand.determination.published import Layout, PublishedDetermination, PublishedTreatment
from evenhand.finding import Severity
from evenhand.treatment import Outcome
from tests.letters.audit_letters import SOUND, audit_law, programme

WORDS = st.none() | st.text(max_size=60) | st.sampled_from(SOUND.split("\n")) | st.sampled_from(SOUND.split(". "))
DAYS = st.none() | st.dates() | st.dates(dt.date(2012, 1, 1), dt.date(2030, 1, 1))
TREATMENTS = st.builds(
    PublishedTreatment,
    title=WORDS,
    outcome=st.none() | st.sampled_from(Outcome),
    payer_guideline=WORDS,
    reviewer_guideline=WORDS,
    rationale=WORDS,
)
LETTERS = st.builds(
    PublishedDetermination,
    case_number=WORDS,
    priority=WORDS | st.sampled_from(["Standard", "Expedited", "Formulary"]),
    date_assigned=DAYS,
    date_of_injury=DAYS,
    decision_date=DAYS,
    ur_denial_date=DAYS,
    application_received=DAYS,
    licensure=st.just(()),
    specialty=WORDS,
    summary=WORDS,
    treatments=st.lists(TREATMENTS, max_size=3).map(tuple),
    layout=st.sampled_from(Layout),
    how_made=WORDS,
)
made = partial(audit, law=audit_law(), programme=programme())


@given(LETTERS)
def test_any_letter_is_audited(letter: PublishedDetermination) -> None:
    for finding in made(letter):
        assert finding.message
        assert finding.topic
        assert finding.check


@given(st.lists(st.sampled_from(SOUND.split("\n")) | st.text(max_size=30), max_size=40))
def test_any_text_is_audited_and_every_passage_lies_in_it(lines: list[str]) -> None:
    text = "\n".join(lines)
    for finding in made(parse(text), text=text):
        start, end = finding.place.start, finding.place.end
        assert start is None or (end is not None and 0 <= start <= end <= len(text))


def test_a_letter_that_shows_nothing_is_said_to_lack_its_contents_and_nothing_else() -> None:
    empty = parse("")
    assert {finding.check for finding in made(empty) if finding.severity.rank > Severity.NOTE.rank} == {"L-08"}


def test_a_day_beyond_the_calendars_is_no_fault_of_the_letter() -> None:
    text = SOUND.replace("07/01/2015", "07/01/2135").replace("06/03/2015", "06/03/2135")
    late = [finding for finding in made(parse(text), text=text) if finding.check == "L-04"]
    assert [finding.severity for finding in late] == [Severity.NOTE]
    assert "not checked" in late[0].message


@given(st.lists(st.sampled_from(SOUND.split("\n")) | st.text(max_size=30), max_size=40))
def test_sentences_and_what_stands_around_them_are_words_of_the_letter(lines: list[str]) -> None:
    text = "\n".join(lines)
    reading = LetterWords(letter=parse(text), text=text)
    assert all(piece in text for piece in reading.around)
    for sentence in reading.all:
        shown = text[sentence.start : sentence.end]
        assert sentence.start < 0 or "".join(shown.split()) == "".join(sentence.words.split())


@given(st.text(max_size=200))
def test_sentences_keep_every_word(words: str) -> None:
    kept = "".join("".join(sentences(words)).split())
    assert set(kept) <= set(words)
    assert sentences("") == sentences(None) == []


def test_sentences_end_where_a_reader_ends_them() -> None:
    assert sentences("Dr. Muster wrote. The knee (left) hurts! Why? It does.") == [
        "Dr. Muster wrote.",
        "The knee (left) hurts!",
        "Why?",
        "It does.",
    ]


def test_words_are_found_whole_across_lines_and_in_any_case() -> None:
    assert mentions("the Claims\nAdministrator's notice", ("claims administrator",)) == "claims administrator"
    assert mentions("employees", ("employee",)) == ""
    assert mentions(None, ("employee",)) == ""
    letter = parse(SOUND)
    broken = SOUND.replace("strained the neck", "strained\n\nthe neck")
    place = passage(parse(broken), broken, "strained the neck", "summary")
    assert broken[place.start : place.end] == "strained\n\nthe neck"
    assert passage(letter, SOUND, "words that are not there", "summary") == letter.place("summary")
