"""Checking a programme's letters: every wording readable, every notice with its wording, every translation fresh, every
content the law lists in its place.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.letter.case_letter import wording_of
from evenhand.letter.characters import Unprintable, on_screen
from evenhand.letter.wording import Paragraph, Wording, every_block, stale
from evenhand.letter.wording_reading import hard_to_read
from evenhand.programme.load import places_in
from evenhand.programme.model import NoticeRule, Programme
from evenhand.programme.rule import Items, ListedItem, Rule

_UNLISTED = FindingKind(
    rule="LETTER-WORDING",
    severity=Severity.FATAL,
    message="The block {id!r} satisfies {item_id!r}, which no rule on this letter's contents lists.",
    expected="one of {items}",
    remedy="Correct the item, or leave it out.",
)
_MISNAMED = FindingKind(
    rule="LETTER-WORDING",
    severity=Severity.FATAL,
    expected="a wording file <name>.<language>.toml that names itself so",
    remedy="Write the wording, or correct the name.",
)
_UNOFFERED = FindingKind(
    rule="LETTER-WORDING",
    severity=Severity.FATAL,
    message="{what}.",
    expected="{expected}",
    remedy="Offer each language in which the letter is written, in that language, and no other.",
)
_NO_LETTER = FindingKind(
    rule="LETTER-WORDING",
    severity=Severity.FATAL,
    message="No letter {name!r} is there, and no case ends without it.",
    expected="a wording file {name}.{language}.toml",
    remedy="Write the wording.",
)
DETERMINATION, PROOF = "determination", "proof_of_service"
"""The letters without which no case ends, whether a notice names them or not."""


def check_letters(folder: Path, programme: Programme, unprintable: Unprintable = on_screen) -> tuple[Finding, ...]:
    """Everything wrong with the wordings in a programme's `letters` folder; a letter that a notice names must exist.
    `unprintable` is asked about their characters: the press where paper is made of them.
    """
    letters, original_language = folder / "letters", programme.language
    findings: list[Finding] = []
    read: dict[tuple[str, str], Wording] = {}
    for path in sorted(letters.glob("*.toml")):
        wording, faults = wording_of(path, unprintable)
        findings += faults
        name, _, language = path.stem.partition(".")
        if wording is not None:
            read[name, language] = wording
            findings += (*_misnamed(wording, name, language, path), *hard_to_read(wording))
    for (name, language), wording in read.items():
        original = read.get((name, original_language))
        if language != original_language and original is not None:
            findings += stale(wording, original)
    findings += _offers(read, original_language)
    findings += _contents(
        {name: wording for (name, language), wording in read.items() if language == original_language}, programme
    )
    written = {name for name, language in read if language == original_language}
    return (*findings, *_unwritten(written, programme))


def _offers(read: Mapping[tuple[str, str], Wording], original_language: str) -> Iterator[Finding]:
    """Each language that a letter offers and in which it is not written."""
    for (name, language), wording in read.items():
        for block in every_block(wording.blocks):
            speaks = block.speaks if isinstance(block, Paragraph) else ""
            if language == original_language and speaks and (name, speaks) not in read:
                what = f"The block {block.id!r} speaks {speaks!r}, and the letter is not written in that language"
                yield _UNOFFERED.at(block.place, what=what, expected=f"a file {name}.{speaks}.toml")


def missing_letters(programme: Programme) -> Iterator[Finding]:
    """The letters that every case needs and the folder of a programme lacks."""
    for name in (DETERMINATION, PROOF):
        path = programme.folder / "letters" / f"{name}.{programme.language}.toml"
        if not path.is_file():
            yield _NO_LETTER.at(Place(file=str(path)), name=name, language=programme.language)


def _unwritten(written: set[str], programme: Programme) -> Iterator[Finding]:
    """The letters that notices name and nobody has written, where the first notice names each."""
    named: dict[str, str] = {}
    for notice in programme.notices:
        named.setdefault(notice.letter, notice.id)
    places = places_in(programme.folder)
    for letter in sorted(named.keys() - written):
        file = f"{letter}.{programme.language}.toml"
        message = f"A notice names the letter {letter!r} and it has no wording: there is no {file}."
        yield _MISNAMED.at(places.of("notices", named[letter], "letter"), what=message)


def _contents(wordings: Mapping[str, Wording], programme: Programme) -> Iterator[Finding]:
    """Every item that a notice's rule on contents lists, and no block of its wording satisfies; and every item a block
    claims that no such rule lists.
    """
    listed: dict[str, set[str]] = {name: set() for name in wordings}
    for notice in programme.notices:
        wording = wordings.get(notice.letter)
        if wording is None or not notice.contents:
            continue
        rule = programme.rules[notice.contents]
        satisfied = {item for block in every_block(wording.blocks) for item in block.satisfies}
        for item in _items(rule):
            listed[notice.letter].add(item.id)
            if item.id not in satisfied:
                yield _lacking(notice, rule, item, wording)
    owed = {notice.letter for notice in programme.notices} | {DETERMINATION}
    for name, wording in wordings.items():
        if name not in owed:
            continue  # what it should satisfy is told by the notice that names it
        for block in every_block(wording.blocks):
            for item_id in sorted(set(block.satisfies) - listed[name]):
                yield _UNLISTED.at(
                    block.place,
                    id=block.id,
                    item_id=item_id,
                    items=", ".join(sorted(listed[name])) or "none: no notice of this letter has a rule on contents",
                )


def _items(rule: Rule) -> tuple[ListedItem, ...]:
    """What the latest version of a rule that was read lists."""
    lists = [version.value for version in rule.versions if isinstance(version.value, Items)]
    return lists[-1].items if lists else ()


def _lacking(notice: NoticeRule, rule: Rule, item: ListedItem, wording: Wording) -> Finding:
    return Finding(
        rule=rule.id,
        message=f"The {notice.id} notice must say {item.words}, and no block of {wording.name!r} satisfies it.",
        severity=Severity.FATAL,
        citation=item.citation or "; ".join(rule.versions[-1].citation),
        place=wording.place,
        expected=f'a block with satisfies = ["{item.id}"]',
        remedy="Write the words, and say in their block what they satisfy.",
    )


def _misnamed(wording: Wording, name: str, language: str, path: Path) -> list[Finding]:
    if (wording.name, wording.language) == (name, language):
        return []
    return [_MISNAMED.at(Place(file=str(path)), what=f"The file says it is {wording.name}.{wording.language}.")]
