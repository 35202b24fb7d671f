"""Every pattern matches its examples and none of its counterexamples; every passage it may match has a reading."""

import pytest
import re2

from evenhand.corpus.patterns import Hit, Pattern, PatternSearch, general_patterns
from evenhand.corpus.publication import pattern_search
from evenhand.corpus.readings import READINGS
from tests.corpus.publishing import policy

PATTERNS = general_patterns()


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_a_pattern_matches_its_examples_whole_and_no_counterexample(pattern: Pattern) -> None:
    expression = re2.compile(pattern.expression.encode())
    assert pattern.examples
    assert pattern.counterexamples
    for example in pattern.examples:
        match = expression.search(example.encode())
        assert match is not None, example
        assert match.span() == (0, len(example)), example
    for counterexample in pattern.counterexamples:
        assert expression.search(counterexample.encode()) is None, counterexample


def test_every_reading_exists_and_is_used() -> None:
    asked = {pattern.reading for pattern in pattern_search(policy()).patterns}
    assert asked - {""} == set(READINGS)


def test_names_of_patterns_are_their_own() -> None:
    names = [pattern.name for pattern in pattern_search(policy()).patterns]
    assert len(names) == len(set(names))


def test_what_one_pattern_may_not_read_is_offered_to_the_next_and_looked_at_again() -> None:
    seen = []

    def read(hit: Hit) -> bool:
        seen.append((hit.pattern.name, hit.start, hit.end))
        return hit.pattern.name == "b"

    a, b = (_pattern(name, expression) for name, expression in (("a", r"\bxy+"), ("b", r"\bxyy|z")))
    PatternSearch((a, b)).seek(b"xyyy z", read)
    assert seen == [("a", 0, 4), ("b", 0, 3), ("b", 5, 6)]


def _pattern(name: str, expression: str) -> Pattern:
    return PATTERNS[0].__class__(name=name, kind=PATTERNS[0].kind, why="", reading="", expression=expression)
