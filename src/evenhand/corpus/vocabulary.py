"""Which words are ordinary, and which are names: what a word says by itself, before anybody looks around it.

Ordinary English comes from the table of inflections of LemmInflect (made from the NIH SPECIALIST Lexicon), whose proper
nouns are left out; what medicine and this field add, and names of many cultures, stand in the files beside this module.
"""

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, lru_cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

from evenhand.finding import Finding
from evenhand.toml_source import read_toml
from evenhand.toml_table import TomlTable

RULE = "CORPUS-WORDS"
_INFLECTIONS = Path("resources") / "infl_lu.csv.gz"
_LONGEST_ABBREVIATION = 5
_SHORTEST_BEGINNING = 4
_SHORTEST_REMAINDER = 4
_SHORTEST_DERIVED = 8
_VOWELS = re.compile("[aeiouy]")


class WordKind(Enum):
    """What a word is before its neighbors are asked: an ordinary one, a name, or either."""

    ORDINARY = auto()
    NAME = auto()
    """Stands among the names and is no ordinary word."""
    BOTH = auto()
    """An ordinary word that people are called: Baker, Rose, Young."""
    EPONYM = auto()
    """A physician's name that stands for a test or a disease, as long as a word such as "sign" stands near."""
    ABBREVIATION = auto()
    """A few capitals that stand in no list."""
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordBook:
    """Words by what they are, in small letters; `forms` holds the ordinary ones as they may be written, `lists` each
    list of `words.toml` by its name.
    """

    ordinary: frozenset[str]
    forms: frozenset[str]
    medicine: frozenset[str]
    abbreviations: frozenset[str]
    eponyms: frozenset[str]
    eponym_words: frozenset[str]
    endings: tuple[str, ...]
    beginnings: tuple[str, ...]
    given: frozenset[str]
    family: frozenset[str]
    names: frozenset[str]
    """Given and family names."""
    particles: frozenset[str]
    nicknames: Mapping[str, tuple[str, ...]]
    full_names: Mapping[str, tuple[str, ...]]
    lists: Mapping[str, frozenset[str]]

    def is_common(self, word: str) -> bool:
        """Whether a word in small letters is an ordinary word or an abbreviation in use."""
        return word in self.ordinary or word in self.abbreviations


@cache
def word_book() -> WordBook:
    """The words of the package; raises ValueError where its own files are broken, and ModuleNotFoundError where what
    the extra `publication` installs is missing.
    """
    words, names = _table("words.toml"), _table("names.toml")
    lists = {name: frozenset(words.texts(name)) for name in words.names()}
    medicine = lists["publishers"] | lists["devices"] | lists["drugs"] | lists["medicine"]
    english = frozenset(_inflections())
    given, family = frozenset(names.texts("given")), frozenset(names.texts("family"))
    ordinary = english | lists["little"] | lists["lands"] | medicine
    kept = ordinary - (given | family)
    table = names.table("nicknames")
    nicknames = {name: table.texts(name) for name in table.names()}
    return WordBook(
        ordinary=ordinary,
        forms=kept | {word.capitalize() for word in kept} | {word.upper() for word in kept} | lists["little"],
        medicine=medicine | lists["lands"],
        abbreviations=lists["abbreviations"],
        eponyms=lists["eponyms"],
        eponym_words=lists["eponym_words"],
        endings=tuple(lists["endings"]),
        beginnings=tuple(sorted(lists["beginnings"], key=len, reverse=True)),
        given=given,
        family=family,
        names=given | family,
        particles=frozenset(names.texts("particles")),
        nicknames=nicknames,
        full_names=_turned(nicknames),
        lists=lists,
    )


def _turned(nicknames: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The given names that a nickname may stand for, by the nickname."""
    full: dict[str, tuple[str, ...]] = {}
    for name, nicks in nicknames.items():
        for nick in nicks:
            full[nick] = (*full.get(nick, ()), name)
    return full


def _table(name: str) -> TomlTable:
    findings: list[Finding] = []
    source, faults = read_toml((resources.files("evenhand.corpus") / name).read_text(encoding="utf-8"), name)
    if source is None:
        raise ValueError(f"the package's own {name} cannot be read: {faults}")
    return TomlTable.root(source, findings, RULE)


def _inflections() -> Iterator[str]:
    """Every inflected form of the word list that is no proper noun."""
    spec = find_spec("lemminflect")  # parts and not imported: only its table is wanted
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("No module named 'lemminflect'", name="lemminflect")
    with gzip.open(Path(spec.submodule_search_locations[0]) / _INFLECTIONS, "rt", encoding="utf-8") as table:
        for line in table:
            lemma, _, *forms = line.rstrip("\n").split(",")  # a column for each inflection
            if lemma == lemma.lower():
                yield lemma
                yield from (form for each in forms for form in each.split("/") if form == form.lower())


@lru_cache(maxsize=1 << 17)
def word_kind(word: str) -> WordKind:
    """What a word is by itself; `word` as `Lettering.words` has it, a possessive among them."""
    book = word_book()
    bare = word[:-2] if word[-2:] in ("'s", "'S") else word
    small = bare.lower()
    if "~" in word:
        return WordKind.UNKNOWN
    if small.startswith(("o'", "d'")) and len(small) > 3:
        return WordKind.UNKNOWN
    if "'" in small:
        small = small.split("'")[0] if small.split("'")[0] in book.ordinary else small.replace("'", "")
    if len(small) < 2:
        return WordKind.ORDINARY
    if bare.isupper() and small in book.abbreviations:
        return WordKind.ORDINARY
    is_name = small in book.given or small in book.family
    if _is_ordinary(small, bare):
        return WordKind.BOTH if is_name else WordKind.ORDINARY
    if small in book.eponyms:
        return WordKind.EPONYM
    if is_name:
        return WordKind.NAME
    if _is_abbreviation(bare, small):
        return WordKind.ABBREVIATION
    return WordKind.UNKNOWN


def _is_ordinary(small: str, written: str) -> bool:
    book = word_book()
    if small in book.ordinary or (len(small) > 3 and small.endswith("s") and small[:-1] in book.ordinary):
        return True
    if len(small) >= _SHORTEST_DERIVED and small.endswith(book.endings) and small not in book.names:
        return True
    if small in book.abbreviations and not written[0].isupper():
        return True
    if _is_run_together(written):
        return True
    least = 2 if written.islower() else _SHORTEST_BEGINNING
    return any(
        len(small) - len(begun) >= _SHORTEST_REMAINDER and small[len(begun) :] in book.ordinary
        for begun in book.beginnings
        if len(begun) >= least and small.startswith(begun)
    )


_RUN_TOGETHER = re.compile(r"([A-Z]{2,6})([a-z]{4,})|([A-Z][a-z]{2,})([A-Z]{2,6}|[A-Z][a-z]{3,})")


def _is_run_together(written: str) -> bool:
    """Whether two ordinary words, or an abbreviation and one, lost the space between them: "FDAapproved"."""
    parts = _RUN_TOGETHER.fullmatch(written)
    if parts is None:
        return False
    known = word_book().ordinary | word_book().abbreviations
    return all(part.lower() in known and part.lower() not in word_book().names for part in parts.groups() if part)


def _is_abbreviation(written: str, small: str) -> bool:
    """A few capitals, perhaps with an s behind: an abbreviation of medicine as long as nobody is called so."""
    capitals = sum(map(str.isupper, written))
    if capitals < 2 or len(small) > _LONGEST_ABBREVIATION + 1:
        return False
    stem = small.removesuffix("s") if written.endswith("s") else small
    if len(stem) > _LONGEST_ABBREVIATION or not written.removesuffix("s").isupper():
        return False
    return len(stem) < 4 or stem in word_book().abbreviations or not _VOWELS.search(stem)
