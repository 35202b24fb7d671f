"""The reference pages for authors are what the code says, every word of them has a meaning, and no blank is missing."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum

import pytest
from click.testing import CliRunner

from evenhand.authoring.blanks import Blank, law_blanks, letter_blanks
from evenhand.authoring.fields import analysis_sections
from evenhand.authoring.meaning import member_meanings
from evenhand.authoring.samples import sample, sample_docket
from evenhand.authoring.section import Section
from evenhand.authoring.words import sections
from evenhand.citation import VerificationStatus
from evenhand.cli.main import main
from evenhand.docket.event import event_names
from evenhand.docket.kind import EntryKind
from evenhand.letter.fact_values import fact_blanks
from evenhand.letter.phrase import blanks_of
from evenhand.letter.press import unprintable
from evenhand.letter.wording import Group, Wording, every_block, phrases_of
from evenhand.letter.wording_file import load_wording
from evenhand.procedure.guard import GUARDS
from evenhand.programme.library import known_programmes
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from tools.authors_pages import FILES, WORDS, file_keys, files_page, meaning, words_page

ALL = tuple(sections())


def section(title: str) -> Section:
    """The section of a title."""
    return next(known for known in ALL if known.title == title)


def test_the_pages_are_fresh() -> None:
    for page, written in ((WORDS, words_page()), (FILES, files_page())):
        assert page.read_text(encoding="utf-8") == written, f"{page.name} is stale: make authors-pages"


def test_every_key_has_a_meaning() -> None:
    untold = [f"{key.file}: {key.table or 'HEAD'}.{key.key}" for key in file_keys() if not meaning(key)]
    assert untold == [], "tell in tools/file_keys.toml what these keys mean, then make authors-pages"


def test_every_word_has_a_meaning() -> None:
    for known in (*ALL, *analysis_sections()):
        if known.title.startswith(("Blanks", "Words:")):
            continue
        without = [row[0] for row in known.rows if not any(row[1:]) or not row[_meaning_column(known)]]
        assert without == [], f"{known.title}: tell in authoring/meanings.toml what these mean, then make authors-pages"


def _meaning_column(known: Section) -> int:
    return known.columns.index("Meaning") if "Meaning" in known.columns else 1


def test_every_blank_that_stands_alone_has_a_meaning() -> None:
    for known in ALL:
        if known.title.startswith("Blanks"):
            alone = [row for row in known.rows if " / " not in row[0] and "_is_ROLE" not in row[0]]
            named = [row[0] for row in alone if not row[2] and not row[0].endswith(("_name", *_OF_PARTIES))]
            assert named == [], known.title


_OF_PARTIES = tuple(f"_is_{role}" for role in ("applicant", "representative", "provider", "payer"))


def test_nothing_is_left_out() -> None:
    told = {row[0] for row in section("Events").rows}
    plain = {name for name in event_names(()) if name.count(":") == 0 or name.startswith(("priority", "track"))}
    assert plain - set(EntryKind) <= told
    assert {row[0] for row in section("Guards").rows} == set(GUARDS)
    titles = {known.title for known in ALL}
    assert {f"Entry: {kind}" for kind in EntryKind} <= titles


def test_the_entries_of_the_sample_are_of_every_kind_that_stands_alone() -> None:
    kinds = [entry.kind for entry in sample_docket().entries]
    assert set(EntryKind) - set(kinds) == {EntryKind.STRUCK}
    for kind in EntryKind:
        payload = sample(kind.payload)
        assert is_dataclass(payload)
        assert all(getattr(payload, field.name) is not None for field in fields(payload))


def test_a_choice_is_explained_by_what_stands_under_its_words() -> None:
    class Plain(Enum):
        A = "a"

    assert set(member_meanings(VerificationStatus)) == {status.value for status in VerificationStatus}
    assert member_meanings(Plain) == {}


def _asked(wording: Wording) -> Iterator[str]:
    """Every name that a wording asks for."""
    for phrase in (wording.title, wording.footer, wording.sender):
        yield from (blank.name for blank in blanks_of(phrase))
    for block in every_block(wording.blocks):
        yield from (condition.name for condition in block.when)
        yield from filter(None, [getattr(block, "of", "")])
        if not isinstance(block, Group):
            for phrase in phrases_of(block):
                yield from (blank.name for blank in blanks_of(phrase))


def _names(blanks: Iterable[Blank]) -> Iterator[str]:
    for blank in blanks:
        yield blank.name
        yield from _names(blank.inside)


def _behind(programme: Programme, letter: str) -> Iterator[str]:
    """The names of the entries behind the notices of a letter: of any entry, where the event tells of no one kind."""
    told = letter_blanks().by_kind
    for notice in programme.notices:
        kind = notice.owed_on.partition(":")[0]
        kinds = [EntryKind(kind)] if kind in set(EntryKind) else told
        if notice.letter == letter:
            yield from (name for each in kinds for name in _names(told[each]))


@pytest.mark.parametrize("ident", sorted(known_programmes()))
def test_every_blank_of_every_letter_is_told(ident: str) -> None:
    programme, _ = load_programme(known_programmes()[ident])
    assert programme is not None
    told, law = letter_blanks(), set(_names(law_blanks(programme)))
    codes = {f"is_{code.lower()}" for code in programme.reasons}
    own = {"determination": set(_names(told.determination)) | law, "proof_of_service": set(_names(told.proof))}
    notice = set(_names(told.notice)) | law | codes
    facts = fact_blanks(programme)
    for path in sorted((programme.folder / "letters").glob("*.toml")):
        wording, _ = load_wording(path, unprintable)
        assert wording is not None
        known = (
            own.get(wording.name, notice | set(_behind(programme, wording.name)))
            | set(_names(told.sender))
            | {"number", "item"}
            | facts
        )
        assert sorted(set(_asked(wording)) - known) == [], (
            f"{path.name} asks for what authoring/blanks.py does not know"
        )


def test_the_command_prints_the_words_and_a_programme_s_own() -> None:
    general = CliRunner().invoke(main, ["programme", "words"])
    own = CliRunner().invoke(main, ["programme", "words", "freedonia"])
    assert (general.exit_code, own.exit_code) == (0, 0)
    for told in ("parties_are_distinct", "Entry: application_received", "Blanks of the determination", "NO_SIGNATURE"):
        assert told in general.output
    for told in ("Flags of freedonia", "overdue:FREE-04", "due_free_04", "Labour Inspector"):
        assert told in own.output
        assert told not in general.output
    assert CliRunner().invoke(main, ["programme", "words", "nowhere"]).exit_code == 2
