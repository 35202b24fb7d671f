"""Finding, among many persons' names, those that may be one with a given name."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from evenhand.names.person_likeness import given_and_family, is_clump, is_little, run_may_slip, runs
from evenhand.names.persons import Words, person_name
from evenhand.names.slip_index import SlipIndex
from evenhand.names.slips import FAR, apart, slips_allowed
from evenhand.names.vocabulary import name_variants


class PersonIndex:
    """Names, each kept under its words and under words written as one.

    Two names that may be one share two words, or one where a name is `thin`: where it has but one word in full, or an
    initial stands for its first. A name without any word in full is compared with every other.
    """

    def __init__(self) -> None:
        self._keys: dict[str, frozenset[str]] = {}
        self._under: dict[str, list[str]] = defaultdict(list)
        self._thin: set[str] = set()
        self._thin_under: dict[str, list[str]] = defaultdict(list)
        self._unkeyed: list[str] = []
        self._words = SlipIndex(slips_allowed)
        self._runs = SlipIndex(lambda run: 1)
        self._near: dict[str, frozenset[str]] = {}

    def keep(self, name: str) -> None:
        """Keep a person's name, so that it is met again in any order of its words and with a slip of the pen."""
        asked = _keys(name)
        for word in asked.words:
            self._words.add(word)
        for run in asked.sure_runs:
            self._runs.add(run)
        keys = self._keys[name] = frozenset((*asked.words, *asked.sure_runs, *asked.runs))
        if not asked.words:
            self._unkeyed.append(name)
        for key in keys:
            self._under[key].append(name)
            if asked.is_thin:
                self._thin_under[key].append(name)
        if asked.is_thin:
            self._thin.add(name)

    def candidates(self, name: str) -> set[str]:
        """The names that may be one with a name, and perhaps some more."""
        asked = _keys(name)
        if not asked.words:
            return set(self._keys) if person_name(name).words else set()
        groups = [self._near_keys(word) for word in asked.words]
        groups += [self._near_run(run) for run in asked.sure_runs]
        groups += [spelled for run in asked.runs if (spelled := self._spelled(run))]
        if asked.is_thin:
            return {other for keys in groups for other in self._named(keys)}.union(self._unkeyed)
        groups.sort(key=self._count)
        return {*self._sharing(groups), *self._thin_named(groups[-1]), *self._unkeyed}

    def _sharing(self, groups: list[frozenset[str]]) -> Iterator[str]:
        """The names that share two words; those that share only the commonest need not be looked at."""
        met = {other for keys in groups[:-1] for other in self._named(keys)}
        for other in met:
            if other in self._thin:
                yield other
                continue
            own, shared = self._keys[other], 0
            for keys in groups:
                shared += not own.isdisjoint(keys)
                if shared > 1:
                    yield other
                    break

    def _count(self, keys: frozenset[str]) -> int:
        return sum([len(self._under[key]) for key in keys])

    def _named(self, keys: frozenset[str]) -> list[str]:
        return [other for key in keys for other in self._under[key]]

    def _thin_named(self, keys: frozenset[str]) -> list[str]:
        return [other for key in keys for other in self._thin_under.get(key, ())]

    def _near_keys(self, word: str) -> frozenset[str]:
        """The keys in use that a word may be: a slip away, what its bearer may also be called, or words joined."""
        known = self._near.get(word)
        if known is None:
            near = [other for other in self._words.met(word) if apart(word, other) < FAR]
            keys = (word, *near, *name_variants().variants(word), *self._runs.near(word))
            known = self._near[word] = frozenset(key for key in keys if key in self._under)
        return known

    def _near_run(self, run: str) -> frozenset[str]:
        return self._spelled(run).union(key for key in self._words.near(run) if key in self._under)

    def _spelled(self, run: str) -> frozenset[str]:
        """The keys in use that words written as one are, or are another spelling of."""
        return frozenset(key for key in (run, *name_variants().variants(run)) if key in self._under)


class _Keys(NamedTuple):
    """Under what a name is kept: its `words` in full; words side by side as one, `sure_runs` that may hold a slip and
    `runs` that may not; whether it is thin. Without words where it holds none in full or was too long to be read.
    """

    words: tuple[str, ...]
    sure_runs: tuple[str, ...]
    runs: tuple[str, ...]
    is_thin: bool


def _keys(name: str) -> _Keys:
    read = person_name(name)
    if read.is_cut:
        return _Keys((), (), (), True)
    ends = given_and_family(read.words)
    if ends and len(read.words) < 4 and not read.others:
        whole = "".join(read.words)
        beginning = () if len(read.words) == 2 else (whole[: -len(ends[1])], whole[len(ends[0]) :])
        return _Keys(ends, (), (whole, *beginning), False)
    words, sure, unsure = dict[str, None](), dict[str, None](), dict[str, None]()
    for reading in read.readings:
        for place, word in enumerate(reading):
            if len(word) > 1 and not is_little(reading, place):
                words[word] = None
        for first, end in runs(reading, range(len(reading))):
            (sure if run_may_slip(reading, first, end) else unsure)["".join(reading[first:end])] = None
    return _Keys(tuple(words), tuple(sure), tuple(unsure), any(map(_is_thin, read.readings)))


def _is_thin(words: Words) -> bool:
    full = sum(len(word) > 1 and not is_little(words, place) for place, word in enumerate(words))
    return full < 2 or len(words[0]) == 1 or len(words[-1]) == 1 or is_clump(words[0])
