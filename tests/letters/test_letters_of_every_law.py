"""What no letter of any law ever says: a due day not its own clock's, somebody it did not go to, the law of another
programme, a fact that nobody stated.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from evenhand.clock.due import last_instant
from evenhand.clock.running import StandingState, decision_clock, standing
from evenhand.docket.party import Role
from evenhand.letter.document import Document, FactGrid, ListOf, Table, plain
from evenhand.letter.text import text
from evenhand.programme.model import Programme
from tests.examples import examples
from tests.letters.law_letters import (
    DAY,
    DRAFTS,
    PACKAGED,
    Made,
    days_in,
    due_days,
    house_of,
    key_of,
    law,
    letters_of,
    stated_days,
)

SEEDS = range(examples(8))


@pytest.fixture(params=[*PACKAGED, *DRAFTS])
def programme(request: pytest.FixtureRequest) -> Programme:
    """Each programme in turn; the drafts where the reading material lies."""
    if request.param in PACKAGED:
        return law(request.param)
    shared: Path = request.getfixturevalue("shared")
    return law(request.param, shared / "programmes")


@pytest.fixture
def drafts(request: pytest.FixtureRequest) -> Path | None:
    """The folder of the drafts; None where the reading material is not there."""
    folder = Path(os.environ.get("EVENHAND_SHARED", "../shared")) / "programmes"
    return folder if folder.is_dir() else None


@cache
def _made(programme_id: str, folder: Path) -> tuple[Made, ...]:
    known = law(programme_id) if programme_id in PACKAGED else law(programme_id, folder.parent)
    return tuple(made for seed in SEEDS for made in letters_of(known, seed))


def all_letters(programme: Programme) -> tuple[Made, ...]:
    """The letters of several cases under a programme, made once."""
    return _made(programme.id, programme.folder)


def _blanks(programme: Programme, letter: str) -> set[str]:
    """The names that the wording of a letter asks for."""
    words = (programme.folder / "letters" / f"{letter}.en.toml").read_text(encoding="utf-8")
    return set(re.findall(r"\{(\w+):", words))


def test_there_is_a_letter_of_nearly_every_sort(programme: Programme) -> None:
    names = {made.name for made in all_letters(programme)}
    assert "determination" in names
    assert "proof_of_service" in names
    assert len(names) > len({notice.letter for notice in programme.notices}) // 2


def _own_rules(made: Made, programme: Programme) -> set[str]:
    """The rules whose due days the wording of a letter asks for, as blanks name them."""
    blanks, deciding = _blanks(programme, made.name), decision_clock(made.state, programme)
    own = {name.removeprefix(before) for name in blanks for before in ("due_", "due_at_", "plain_due_")}
    if "decision_due" in blanks and deciding is not None:
        own.add(key_of(deciding.rule))
    if "needed_by" in blanks:  # by when what is missing must come: each clock that an application or the decision stops
        cured = {"application_received", "ur_decision_filed"}
        own |= {key_of(rule.id) for rule in programme.clocked if rule.clock and cured & {*rule.clock.stops}}
    return own


def test_no_letter_names_a_due_day_that_is_not_its_own_clocks(programme: Programme) -> None:
    for made in all_letters(programme):
        known = due_days(made, programme)
        own = {day for rule in _own_rules(made, programme) for day in known.get(rule, ())}
        strange = days_in(made.words) - {made.on, *stated_days(made.state.docket.entries)} - own
        assert strange == set(), (made.name, strange, known)


def _lists(letter: Document) -> Iterator[str]:
    """The words of each list and table of a letter."""
    for block in letter.blocks:
        if isinstance(block, ListOf | Table):
            yield " ".join(text(replace(letter, blocks=(block,))).split())


def test_no_letter_lists_somebody_it_did_not_go_to(programme: Programme) -> None:
    for made in all_letters(programme):
        for words in _lists(made.letter):
            listed = {ident for ident in made.state.parties if f"Zq{ident}" in words}
            assert listed <= made.told, (made.name, listed - made.told, words)


def test_a_letter_that_says_to_whom_it_goes_lists_no_party_of_another_role() -> None:
    """California's notice of the assignment lists those to whom it goes; here it goes to two roles only."""
    some = (Role.APPLICANT, Role.PAYER)
    notices = tuple(
        replace(notice, to=some) if notice.id == "assignment" else notice for notice in law("ca_wc").notices
    )
    programme, listed = replace(law("ca_wc"), notices=notices), list[set[str]]()
    for seed in SEEDS:
        for made in letters_of(programme, seed):
            if made.name == "assignment":
                lists = " ".join(_lists(made.letter))
                listed.append({party.role for ident, party in made.state.parties.items() if f"Zq{ident}" in lists})
    assert set().union(*listed) == set(some)


def test_a_proof_of_service_names_nobody_else(programme: Programme) -> None:
    proofs = [made for made in all_letters(programme) if made.name == "proof_of_service"]
    assert proofs
    for made in proofs:
        named = {ident for ident, party in made.state.parties.items() if re.search(rf"\b{party.name}\b", made.words)}
        assert made.told <= named
        assert not any(f"Zq{ident}" in made.words for ident in made.state.parties.keys() - made.told)


def _of_other_laws(programme: Programme, drafts: Path | None) -> re.Pattern[str]:
    """The authorities, rules and roles of every other programme, where this one has none of the name."""
    others = [law(ident) for ident in PACKAGED] + [law(ident, drafts) for ident in DRAFTS if drafts is not None]
    own = " ".join((*programme.labels.values(), *programme.authorities, programme.title)).lower()
    own += " ".join(authority.title for authority in programme.authorities.values()).lower()
    words = {
        word
        for other in others
        if other.id != programme.id
        for word in (
            *other.authorities,
            *(authority.title for authority in other.authorities.values()),
            *(other.labels.values() if other.id in PACKAGED else ()),
            *other.rules,
        )
    }
    strange = [word for word in words if not re.search(rf"\b{re.escape(word.lower())}\b", own)]
    return re.compile(
        "|".join(rf"\b{re.escape(word)}(?:\b|(?<=\W))" for word in sorted(strange, key=len, reverse=True))
    )


def test_no_letter_names_a_law_of_another_programme(programme: Programme, drafts: Path | None) -> None:
    strange = _of_other_laws(programme, drafts)
    strange_words = {(made.name, word) for made in all_letters(programme) for word in strange.findall(made.words)}
    assert strange_words == set()


def _numbers(words: str) -> set[str]:
    return {re.sub(r"\.0*$", "", number.strip(",.").replace(",", "")) for number in re.findall(r"\d[\d,.]*", words)}


def _lateness(made: Made, programme: Programme) -> set[str]:
    """By how many days a determination is late on the day of its letter."""
    deciding = decision_clock(made.state, programme)
    if made.name != "determination" or deciding is None or deciding.due is None:
        return set()
    now = standing(deciding, last_instant(made.on, programme), programme)
    return {str(now.days)} if now.state is StandingState.LATE else set()


def test_no_letter_tells_a_number_that_nobody_stated(programme: Programme) -> None:
    law_says = _numbers(repr([version.value for rule in programme.rules.values() for version in rule.versions]))
    cited = _numbers(repr([version.citation for rule in programme.rules.values() for version in rule.versions]))
    for made in all_letters(programme):
        wording = (programme.folder / "letters" / f"{made.name}.en.toml").read_text(encoding="utf-8")
        stated = _numbers(repr(made.state.docket)) | _numbers(repr(house_of(programme).organisation))
        words = re.sub(r"[0-9a-f]{64}", "", DAY.sub("", made.words))
        known = stated | _lateness(made, programme) | law_says | cited | {"0"}
        strange = _numbers(words) - _numbers(wording) - known
        assert strange == set(), (made.name, strange, made.words)


def test_nothing_is_told_of_a_physician_that_nobody_stated(programme: Programme) -> None:
    decided = [made for made in all_letters(programme) if made.name == "determination"]
    assert decided
    for made in decided:
        facts = [fact for block in made.letter.blocks if isinstance(block, FactGrid) for fact in block.facts]
        assert {plain(value) for _, value in facts} & {"None", "Yes", "No"} == set(), made.words
