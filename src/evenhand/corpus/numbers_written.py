"""Numbers and addresses on the web: whether a passage that looks like one identifies somebody."""

import re

from evenhand.corpus.gathered import Gathered
from evenhand.corpus.patterns import Hit
from evenhand.corpus.written_days import written_days

_DIGITS = re.compile(r"\d")
_SHORTEST_LABELLED = 4
_SHORTEST_MARKED = 3
"""So few digits are a number where a word or sign says that a number follows."""
_SHORTEST_LONG = 5
_MARKED = re.compile(r"#|:|\b(?:no|nos|num|nbr|numbers?|id)\b", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"\b([A-Za-z]{1,6})([.\s-]*)\Z")
_PREFIX = re.compile(r"\b(?:[A-Z]{1,6}[.\s-]?|[A-Za-z]{1,6}-?)\Z")
"""Letters that belong to the number behind them: WC 1234567."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_CITING = re.compile(r"(?:pmid|pmcid|doi|isbn|issn|vol(?:ume)?|https?:\S*|/)\W{0,3}\Z", re.IGNORECASE)
_LONGEST_CITING = 24


def labelled(gathered: Gathered, hit: Hit) -> bool:
    """A number behind its label: the number alone is masked, and not the one under which the letter is published."""
    passage = gathered.passage(hit)
    first = _DIGITS.search(passage)
    if first is None:
        return False
    before = passage[: first.start()]
    is_marked = _MARKED.search(before) is not None
    word = _WORD_BEFORE.search(before)
    if word is not None and word[1].islower() and word[2] and not is_marked and len(before.split()) > 1:
        return False  # "the claim from 10-13-2016"
    prefix = _PREFIX.search(before)
    is_label = prefix is None or not (before[: prefix.start()].strip() or before[-1].isalpha())
    begin = first.start() if is_label or prefix is None else prefix.start()
    written = passage[begin:]
    kept = gathered.policy.kept_numbers.match(written)
    if kept is not None:
        gathered.keep(hit.start + begin, hit.start + begin + kept.end())
        return False
    digits = len(_DIGITS.findall(written))
    if digits < (_SHORTEST_MARKED if is_marked else _SHORTEST_LABELLED) or _YEAR.fullmatch(written):
        return False
    if not is_marked and written_days(passage[first.start() :]):
        return False
    return gathered.mask(hit, hit.start + begin, hit.end)


def long(gathered: Gathered, hit: Hit) -> bool:
    """A number as long as those of files, unless it is a day, or stands in a citation."""
    passage = gathered.passage(hit)
    if gathered.policy.kept_numbers.fullmatch(passage):
        return gathered.keep(hit.start, hit.end)
    if written_days(passage) or _CITING.search(gathered.letter.plain[max(0, hit.start - _LONGEST_CITING) : hit.start]):
        return False
    if len(_DIGITS.findall(passage)) < _SHORTEST_LONG:
        return False
    return gathered.mask(hit, hit.start, hit.end)


def web(gathered: Gathered, hit: Hit) -> bool:
    """An address on the web, unless it is a publisher's or a public authority's."""
    passage = gathered.passage(hit).lower()
    site = passage.removeprefix("https://").removeprefix("http://").split("/")[0].split(":")[0]
    if any(site == kept or site.endswith("." + kept) for kept in gathered.policy.kept_sites):
        return gathered.keep(hit.start, hit.end)
    return gathered.mask(hit, hit.start, hit.end)
