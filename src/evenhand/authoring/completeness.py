"""What a programme's folder leaves unanswered though each of its files can be read: letters that nothing can fill,
clocks that never start, reasons that nobody looks for.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from evenhand.authoring.blanks import Blank, law_blanks, letter_blanks
from evenhand.authoring.happening import never_starts
from evenhand.citation import authority_of
from evenhand.docket.kind import EntryKind
from evenhand.eligibility.reading import CHECKS
from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.letter.case_letter import wording_of
from evenhand.letter.characters import Unprintable
from evenhand.letter.check import DETERMINATION, PROOF, missing_letters
from evenhand.letter.fact_values import fact_blanks
from evenhand.letter.phrase import blanks_of
from evenhand.letter.wording import Block, Group, ListOf, Table, Wording, blanks, conditions
from evenhand.programme.check import Places
from evenhand.programme.load import places_in
from evenhand.programme.model import Programme, RuleTerm
from evenhand.programme.read_facts import WHERE_NONE_ARE as NO_FACTS
from evenhand.programme.read_parties import WHERE_NONE_ARE as NO_SUBJECTS

_OF_LAW = ("due_at_", "plain_due_", "due_", "is_open_", "period_", "penalty_")
_IN_EVERY_ROW = ("number", "item")
_UNFILLED = FindingKind(
    rule="LETTER-BLANK",
    severity=Severity.FATAL,
    message="Nothing can fill {name!r} in a letter of this kind.",
    expected="a name that `evenhand programme words {programme}` lists for it",
    remedy="Correct the name, or leave the words out.",
)
_NO_RULE = FindingKind(
    rule="LETTER-BLANK",
    severity=Severity.FATAL,
    message="{name!r} speaks of a rule that the programme does not have.",
    expected="the id of a rule in small letters, as due_{example}",
    remedy="Correct the name, or write the rule.",
)
_NO_AUTHORITY = FindingKind(
    rule="LETTER-AUTHORITY",
    severity=Severity.FATAL,
    message="The letter names {cited!r}, which is no authority of this programme.",
    expected="a citation that begins with {authorities}",
    remedy="Correct the citation, or declare the authority in programme.toml.",
)
_NOT_PRINTED = FindingKind(
    rule="LETTER-ANALYSES",
    severity=Severity.FATAL,
    message="The procedure has every reviewer's analysis printed, and the determination prints none.",
    expected='a block with of = "analyses"',
    remedy="Add such a block, or take prints_each out of [[panels]].",
)
_NEVER_STARTS = FindingKind(
    rule="PROGRAMME-CLOCK",
    severity=Severity.FATAL,
    message="The clock of {rule} never starts: {why}.",
    expected="events that happen under this procedure",
    remedy="Correct the clock, or the procedure.",
)
_NO_CHECK = FindingKind(
    rule="PROGRAMME-REASON",
    message="Nothing looks for the reason {code}: it will never be proposed.",
    expected="one of {codes}, or by_person = true where a person alone finds it",
    remedy="Use the code of a check, or say that a person finds it.",
)
_OLDER = FindingKind(
    rule="PROGRAMME-UNDECLARED",
    severity=Severity.WARNING,
    message="The folder declares none of {what}: it is read under those of {file}, which come with Evenhand.",
    expected="tables {tables} in a law file, such as application.toml",
    remedy="Declare what the law of this program asks for; the application.toml of Freedonia shows how.",
)


def check_completeness(programme: Programme, unprintable: Unprintable) -> tuple[Finding, ...]:
    """Every blank, rule and authority of a letter that the programme cannot answer, every letter that each case needs
    and the folder lacks, every clock that never starts, every reason code that nothing looks for; and what the folder
    does not declare and is read under files that come with Evenhand.

    `unprintable` is asked about the characters of the letters.
    """
    read = [wording_of(path, unprintable)[0] for path in sorted((programme.folder / "letters").glob("*.toml"))]
    wordings = [wording for wording in read if wording is not None]
    common = _common(programme)
    unfilled = (fault for wording in wordings for fault in _of_letter(wording, programme, common))

    @cache  # most folders have nothing to place
    def places() -> Places:
        return places_in(programme.folder)

    return (
        *missing_letters(programme),
        *_undeclared(programme),
        *unfilled,
        *_analyses(programme, wordings),
        *_clocks(programme, places),
        *_reasons(programme, places),
    )


def _undeclared(programme: Programme) -> Iterator[Finding]:
    place = Place(file=str(programme.folder))
    if not programme.intake.is_declared:
        yield _OLDER.at(place, what="the facts of an application", file=NO_FACTS, tables="[facts.…] and [hastening]")
    if not programme.parties.is_declared and programme.ruling(RuleTerm.CONFLICT) is not None:
        what = "what its parties are to the rule on conflicts"
        yield _OLDER.at(place, what=what, file=NO_SUBJECTS, tables="[subjects.…] and [named.…]")


def _of_letter(wording: Wording, programme: Programme, common: Mapping[str, Blank]) -> Iterator[Finding]:
    authorities = dict(programme.authorities)
    for citation in wording.contents:
        if authority_of(citation, authorities) is None:
            yield _NO_AUTHORITY.at(wording.place, cited=citation, authorities=", ".join(authorities))
    known = _scope(wording.name, programme, common)
    for phrase in (wording.title, wording.footer, wording.sender):
        yield from (
            _unfilled(blank.name, wording.place, programme) for blank in blanks_of(phrase) if blank.name not in known
        )
    yield from (_unfilled(name, block.place, programme) for block, name in _beyond(wording.blocks, known))


def _analyses(programme: Programme, wordings: Sequence[Wording]) -> Iterator[Finding]:
    """Each determination that prints no analysis of each reviewer though the procedure has every one printed."""
    if not any(panel.prints_each for panel in programme.procedure.panels):
        return
    for wording in wordings:
        if wording.name == DETERMINATION and not any(_goes_through(block, "analyses") for block in wording.blocks):
            yield _NOT_PRINTED.at(wording.place)


def _goes_through(block: Block, name: str) -> bool:
    inner = block.blocks if isinstance(block, Group) else ()
    return getattr(block, "of", "") == name or any(_goes_through(each, name) for each in inner)


def _unfilled(name: str, place: Place, programme: Programme) -> Finding:
    if not name.startswith(_OF_LAW):
        return _UNFILLED.at(place, name=name, programme=programme.id)
    example = next((rule.id.lower().replace("-", "_") for rule in programme.clocked), "rule_1")
    return _NO_RULE.at(place, name=name, example=example)


def _beyond(blocks: tuple[Block, ...], known: Mapping[str, Blank]) -> Iterator[tuple[Block, str]]:
    """The names that blocks ask for and that stand neither in the case nor in the list they go through."""
    for block in blocks:
        of = block.of if isinstance(block, Group | ListOf | Table) else ""
        if of and of not in known:
            yield block, of
            continue
        inner = {**known, **_by_name(known[of].inside)} if of else known
        asked = [condition.name for condition in conditions(block)] + [blank.name for blank in blanks(block)]
        yield from ((block, name) for name in dict.fromkeys(asked) if name not in inner and name not in _IN_EVERY_ROW)
        if isinstance(block, Group):
            yield from _beyond(block.blocks, inner)


def _common(programme: Programme) -> dict[str, Blank]:
    """The names that every letter of the programme may ask for."""
    facts = {name: Blank(name, "") for name in fact_blanks(programme)}
    return {**_by_name(letter_blanks().sender), **_by_name(law_blanks(programme)), **facts}


def _scope(letter: str, programme: Programme, common: Mapping[str, Blank]) -> dict[str, Blank]:
    """Every name that a letter of the programme may ask for, `common` those that every letter may."""
    told = letter_blanks()
    own = {DETERMINATION: told.determination, PROOF: told.proof}.get(letter)
    if own is not None:
        return {**common, **_by_name(own)}
    codes = {f"is_{code.lower()}": Blank(f"is_{code.lower()}", "") for code in programme.reasons}
    return {**common, **_by_name(told.notice), **codes, **_behind(programme, letter)}


def _behind(programme: Programme, letter: str) -> dict[str, Blank]:
    """The names that the entries behind the notices of a letter give: of any, where the event tells
    of no one kind or no notice names the letter."""
    told, names = letter_blanks().by_kind, {kind.value: kind for kind in EntryKind}
    owed_on = [notice.owed_on.partition(":")[0] for notice in programme.notices if notice.letter == letter]
    known: dict[str, Blank] = {}
    for event in owed_on or [""]:
        for each in (names[event],) if event in names else told:
            known |= _by_name(told.get(each, ()))
    return known


def _by_name(names: tuple[Blank, ...]) -> dict[str, Blank]:
    return {blank.name: blank for blank in names}


def _clocks(programme: Programme, places: Callable[[], Places]) -> Iterator[Finding]:
    for rule in programme.clocked:
        if why := never_starts(rule, programme):
            yield _NEVER_STARTS.at(places().of("rules", rule.id, "clock"), rule=rule.id, why=why)


def _reasons(programme: Programme, places: Callable[[], Places]) -> Iterator[Finding]:
    for code, reason in programme.reasons.items():
        if code not in CHECKS and not reason.by_person:
            yield _NO_CHECK.at(places().of("reasons", code), code=code, codes=", ".join(CHECKS))
