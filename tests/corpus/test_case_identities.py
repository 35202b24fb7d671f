"""Every name that a letter of a case prints is among the known identities of that case."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenhand.cli.main import main
from evenhand.corpus.case_identities import identities_of
from evenhand.corpus.identities import Identities
from evenhand.corpus.policy import PublicationPolicy, load_policy
from evenhand.corpus.publication import case_search, prepared
from evenhand.docket.entry import Occurrence
from evenhand.docket.review import OathMatter, OathPoint, ReviewerAttested
from evenhand.letter.document import Document, FactGrid, plain
from evenhand.letter.text import text
from evenhand.procedure.state import CaseState
from tests.letters.notice_cases import CASES, PARTIES
from tests.letters.notice_letters import PARTICULARS, SENDER, ca_wc, letters, state_of

NAMED = (("other_provider", "Lee Healer, M.D."), ("facility", "Sample Surgery Center"), ("maker", "Sample Devices"))
LABELS = {
    "Injured worker",
    "Requesting physician",
    "Claims administrator",
    "Employer",
    "Claim number",
    "WCAB case number (ADJ)",
    "Claims examiner",
}
"""The labels under which heads of letters print whom and what identifies."""


def _sworn(step: Occurrence) -> Occurrence:
    if not isinstance(step.payload, ReviewerAttested):
        return step
    points = tuple(OathPoint(matter=OathMatter.AFFILIATION, id=part, name=name) for part, name in NAMED)
    return replace(step, payload=replace(step.payload, points=points))


@pytest.fixture(scope="module")
def state() -> CaseState:
    return state_of(map(_sworn, CASES["determination"]))


@pytest.fixture(scope="module")
def known(state: CaseState) -> Identities:
    return identities_of(state, ca_wc(), PARTICULARS)


@pytest.fixture(scope="module")
def policy() -> PublicationPolicy:
    read, findings = load_policy(ca_wc().folder, ca_wc())
    assert read is not None, findings
    return read


def _sought(known: Identities) -> set[str]:
    return {*(person.name for person in known.people), *known.organizations, *known.numbers}


def _heads(letter: Document) -> set[str]:
    facts = (fact for block in letter.blocks if isinstance(block, FactGrid) for fact in block.facts)
    return {plain(words) for label, words in facts if plain(label) in LABELS}


@pytest.mark.parametrize("case", sorted(CASES))
def test_whoever_heads_a_letter_is_known(case: str) -> None:
    known = _sought(identities_of(state_of(CASES[case]), ca_wc(), PARTICULARS))
    printed = set[str]()
    for letter in letters(case, CASES[case]).values():
        printed |= _heads(letter)
    assert printed
    assert printed - known == set()


def test_everybody_an_attestation_names_is_known(known: Identities) -> None:
    assert {name for _, name in NAMED} <= _sought(known)
    assert [person.name for person in known.people if person.name.startswith("Lee")] == ["Lee Healer, M.D."]


def test_no_letter_prepared_with_them_shows_a_name(known: Identities, policy: PublicationPolicy) -> None:
    names = {*(party.name for party in PARTIES), "Kim Sampler", PARTICULARS.claim_number, "ADJ0000001"}
    for letter in letters("determination", CASES["determination"]).values():
        written = text(letter)
        shown = prepared(written, policy, case_search(known)).text
        assert all(name in written for name in names - {"ADJ0000001"})
        assert [name for name in names if name in shown] == []


def test_a_corrected_party_stays_known(state: CaseState) -> None:
    assert {party.name for party in PARTIES} <= _sought(identities_of(state, ca_wc()))


def test_the_command_masks_whom_the_case_knows(tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "examples" / "cm13-0029838"
    folder = tmp_path / "case"
    folder.mkdir()
    for file in example.iterdir():
        told = file.read_text(encoding="utf-8").replace("Injured worker (name not published)", "Pat Quillfeather")
        folder.joinpath(file.name).write_text(told, encoding="utf-8")
    run = CliRunner().invoke(main, ["run", str(folder), "--out", str(tmp_path / "out")])
    assert run.exit_code == 0, run.output
    made = tmp_path / "out" / "CM13-0029838"
    letter = made / "determination.txt"
    assert "Quillfeather" in letter.read_text(encoding="utf-8")
    result = CliRunner().invoke(main, ["redact", str(letter), "--case", str(made), "--json"])
    assert result.exit_code in (0, 1), result.output
    assert "Quillfeather" not in json.loads(result.stdout)["text"]


def test_the_house_names_of_these_letters_are_no_secret() -> None:
    assert SENDER["organisation"] not in _sought(identities_of(state_of(CASES["eligible"]), ca_wc(), PARTICULARS))
