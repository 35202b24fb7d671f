"""The words that the comparison of names knows, read from the package's own files."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from evenhand.finding import Finding
from evenhand.names.folding import plain_words
from evenhand.toml_source import read_toml
from evenhand.toml_table import TomlTable

_RULE = "NAMES-WORDS"


@cache
def _file(name: str) -> TomlTable:
    """One of the package's own files; its faults raise ValueError once `_checked` is asked."""
    text = (resources.files("evenhand.names") / name).read_text(encoding="utf-8")
    source, faults = read_toml(text, f"evenhand/names/{name}")
    if source is None:
        raise ValueError(f"the package's own {name} cannot be read: {faults}")
    return TomlTable.root(source, [], _RULE)


def _checked(table: TomlTable) -> None:
    findings: list[Finding] = table.findings
    if findings:
        raise ValueError(f"the package's own {table.source.file} is faulty: {findings}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationWords:
    """What is known of words in organisations' names: legal forms and the words they are phrased with, little words,
    kinds of organisation, abbreviations of a word and of several with their signs (`shortened`), what stands before
    another name of the same or of another organisation, departments that letters are addressed to, and what stands
    before the place of a branch.
    """

    forms: frozenset[str]
    rare_forms: frozenset[str]
    phrased: frozenset[str]
    little: frozenset[str]
    kinds: frozenset[str]
    abbreviations: dict[str, str]
    shortened: dict[str, str]
    other_names: tuple[str, ...]
    departments: frozenset[str]
    places: frozenset[str]


@cache
def organisation_words() -> OrganisationWords:
    """The words of `organisations.toml`; raises ValueError where the package's own file is broken."""
    table = _file("organisations.toml")
    words = OrganisationWords(
        forms=frozenset(table.texts("forms")),
        rare_forms=frozenset(table.texts("rare_forms")),
        phrased=frozenset(table.texts("phrased")),
        little=frozenset(table.texts("little")),
        kinds=frozenset(table.texts("kinds")),
        abbreviations=table.scalars("abbreviations"),
        shortened=table.scalars("shortened"),
        other_names=_longest_first(table.texts("other_names")),
        departments=frozenset(table.texts("departments")),
        places=frozenset(table.texts("places")),
    )
    _checked(table)
    return words


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWords:
    """What is known of words around and within persons' names. `qualifiers` are degrees and parts played, written
    without spaces; `doubtful` those of them that are family names too; `generations` words for a place in a family;
    `particles` little words within names, `leading` those of them that also begin a name and are no given name.
    """

    titles: frozenset[str]
    title_names: frozenset[str]
    qualifiers: frozenset[str]
    doubtful: frozenset[str]
    generations: dict[str, str]
    generation_names: frozenset[str]
    particles: frozenset[str]
    leading: frozenset[str]
    former: tuple[str, ...]
    care: tuple[str, ...]


@cache
def person_words() -> PersonWords:
    """The words of `persons.toml`; raises ValueError where the package's own file is broken."""
    table = _file("persons.toml")
    within, markers = table.table("within"), table.table("markers")
    words = PersonWords(
        titles=frozenset(table.texts("titles")),
        title_names=frozenset(table.texts("titles_or_names")),
        qualifiers=frozenset((*table.texts("degrees"), *table.texts("roles"))),
        doubtful=frozenset(table.texts("also_family_names")),
        generations=table.scalars("generations"),
        generation_names=frozenset(table.texts("generations_or_names")),
        particles=frozenset(within.texts("particles")),
        leading=frozenset(within.texts("leading")),
        former=_longest_first(markers.texts("former")),
        care=_longest_first(markers.texts("care")),
    )
    _checked(table)
    return words


def _longest_first(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(phrases, key=len, reverse=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class NameVariants:
    """Which words one person may go by: for each word the rows it stands in, and for each row its words. `given` are
    words known to be given names.
    """

    rows: dict[str, frozenset[int]]
    words: tuple[tuple[str, ...], ...]
    given: frozenset[str]

    def are_variants(self, word: str, other: str) -> bool:
        """Whether two words stand in one row."""
        rows = self.rows.get(word)
        return rows is not None and not rows.isdisjoint(self.rows.get(other, ()))

    def variants(self, word: str) -> tuple[str, ...]:
        """Every other word that stands in a row with a word."""
        rows = self.rows.get(word, frozenset())
        return tuple(dict.fromkeys(variant for row in rows for variant in self.words[row] if variant != word))


@cache
def name_variants() -> NameVariants:
    """The rows of `given_names.toml` and `family_names.toml`; raises ValueError where the package's own are broken."""
    given, family = _file("given_names.toml"), _file("family_names.toml")
    known = [*given.texts("also_given")]
    rows: list[tuple[str, ...]] = []
    for table in (given, family):
        for culture in table.names():
            if culture != "also_given":
                rows += [plain_words(row) for row in table.texts(culture)]
        known += [word for row in rows for word in row] if table is given else []
        _checked(table)
    standing: dict[str, set[int]] = defaultdict(set)
    for position, row in enumerate(rows):
        for word in row:
            standing[word].add(position)
    return NameVariants(
        rows={word: frozenset(places) for word, places in standing.items()},
        words=tuple(rows),
        given=frozenset(known),
    )
