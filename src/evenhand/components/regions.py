"""Parts of the body in a title: the levels of the spine, the words printed, and a noun that several parts share."""

import re

from evenhand.components.vocabulary import Meaning, Region, vocabulary
from evenhand.components.words import Phrase, Word, stem, words

LEVEL = re.compile(r"\b[CTLS]\d{1,2}(?:\s*(?:[-/]|to|through)\s*(?:[CTLS]\d{1,2}|\d{1,2})\b)*(?![\w/])")
"""A level of the spine, or several from one to another, as L5-S1."""

_LISTED = frozenset(("and", "&", ",", "/", "or", "the"))


def levels(title: str, cut: list[Word]) -> list[Phrase[Meaning]]:
    """The levels of the spine that a title names, each one part of the body under its own name."""
    named: list[Phrase[Meaning]] = []
    for match in LEVEL.finditer(title):
        inside = [number for number, word in enumerate(cut) if match.start() <= word.start < match.end()]
        if inside:
            named.append(Phrase(Region(match[0]), inside[0], inside[-1] + 1))
    return named


def printed(phrase: Phrase[Meaning], cut: list[Word], title: str) -> Phrase[Meaning]:
    """A part of the body under the words of the title, where it goes by no other name; any other phrase as it is."""
    if isinstance(phrase.meaning, Region) and not phrase.meaning.says:
        says = title[cut[phrase.first].start : cut[phrase.last - 1].end]
        return phrase._replace(meaning=phrase.meaning._replace(says=says.lower()))
    return phrase


def distributed(cut: list[Word], phrases: list[Phrase[Meaning]], title: str) -> list[Phrase[Meaning]]:
    """The phrases with the noun that several parts of the body share given to each: `cervical and lumbar spine`."""
    at = {phrase.first: phrase for phrase in phrases}
    nouns: dict[int, str] = {}
    for number in range(len(cut) - 2, -1, -1):
        phrase = at.get(number)
        if phrase and not isinstance(phrase.meaning, Region):
            continue
        if phrase and phrase.last - number > 1:
            nouns[number] = _printed_word(cut[phrase.last - 1], title)
        following = _after_list_words(cut, number + 1)
        noun = nouns.get(following, "")
        whole = vocabulary().phrases.meaning(cut[number].stem, stem(noun)) if noun else None
        if isinstance(whole, Region) and following > number + 1:
            nouns[number] = noun
            says = whole.says or f"{_printed_word(cut[number], title)} {noun}"
            at[number] = Phrase(whole._replace(says=says), number, number + 1)
    return sorted(at.values(), key=lambda phrase: phrase.first)


def _printed_word(word: Word, title: str) -> str:
    return title[word.start : word.end].lower()


def _after_list_words(cut: list[Word], number: int) -> int:
    """The number of the next word that is no word of a list."""
    while number < len(cut) and cut[number].stem in _LISTED:
        number += 1
    return number


def within_name(treatment: str) -> list[Region]:
    """The parts of the body that the name of a device or an operation holds, as the wrist of a wrist brace."""
    names = treatment.split()
    inner = vocabulary().phrases.all(words(" ".join(names[:-1])))
    return [
        phrase.meaning._replace(says=phrase.meaning.says or " ".join(names[phrase.first : phrase.last]))
        for phrase in inner
        if isinstance(phrase.meaning, Region)
    ]
