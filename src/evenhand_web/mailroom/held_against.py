"""Which cases a paper is held against: found by its codes, numbers, births and names, compared by the core."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Count

from evenhand.identifier import identifier_key
from evenhand.likeness import Described
from evenhand.mailroom.matching import WORTH_SHOWING, Conclusion, KnownCase, Match, conclusion, matched
from evenhand.mailroom.paper_facts import PaperFacts
from evenhand.programme.facts import FactUse
from evenhand_web.cases.duplicates import key_digests
from evenhand_web.cases.models import Case, ComparedCase, CompareKey
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.mailroom.cover_codes import case_of_code

_MOST_COMPARED, _MOST_SHOWN, _AT_ONCE = 60, 9, 400


class HeldAgainst(NamedTuple):
    """A paper held against cases: those worth a look, the likest first, each with its match; what is to be done; and
    the party that a code on it was made for, empty where there is none.
    """

    matches: tuple[tuple[Case, Match], ...]
    conclusion: Conclusion
    code_party: str


def held_against(paper: PaperFacts) -> HeldAgainst:
    """A paper held against every case that it may be of."""
    codes = [cover for code in paper.codes if (cover := case_of_code(code)) is not None]
    coded = {cover.case.ident: cover.case for cover in codes}
    cases = {case.pk: case for case in (*coded.values(), *_cases(paper))}
    compared = ComparedCase.objects.in_bulk(cases)
    only = next(iter(coded)) if len(coded) == 1 else ""
    matches = [(case, matched(paper, _known(case, compared.get(case.pk)), only)) for case in cases.values()]
    told = conclusion((match for _, match in matches), tuple(coded))
    shown = [pair for pair in matches if pair[1].score >= WORTH_SHOWING or pair[0].ident in coded]
    shown.sort(key=lambda pair: (-pair[1].score, pair[0].pk))
    return HeldAgainst(tuple(shown[:_MOST_SHOWN]), told, codes[0].party if only else "")


def _cases(paper: PaperFacts) -> Iterable[Case]:
    """The cases whose own number stands on a paper, and of the others those that share most with it."""
    typed = {identifier_key(number) for number in paper.numbers}
    numbered = [case for keys in _some(sorted(typed)) for case in Case.objects.filter(number_key__in=keys)]
    shared: dict[int, int] = {}
    for digests in _some(sorted(set(_digests(paper)))):
        rows = CompareKey.objects.filter(key__in=digests).values("case").annotate(keys=Count("pk"))
        for row in rows:
            shared[row["case"]] = shared.get(row["case"], 0) + row["keys"]
    nearest = sorted(shared, key=lambda case: (-shared[case], -case))[:_MOST_COMPARED]
    return {case.pk: case for case in (*numbered, *Case.objects.filter(pk__in=nearest))}.values()


def _some(keys: list[str]) -> Iterator[list[str]]:
    """So many at a time as a database takes in one question."""
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def _digests(paper: PaperFacts) -> Iterator[str]:
    """The keys by which cases are found, of each number, birth and name that stands on a paper."""
    for number in paper.numbers:
        yield from key_digests(Described(name="", claim_number=number))
    for day in paper.born:
        yield from key_digests(Described(name="", born_on=day))
    for name in paper.names:
        yield from key_digests(Described(name=name))


def _known(case: Case, row: ComparedCase | None) -> KnownCase:
    if row is None:
        return KnownCase(ident=case.ident, number=case.number)
    occurrence = programme_of(case.programme).intake.used_as(FactUse.OCCURRENCE)
    return KnownCase(
        ident=case.ident,
        number=case.number,
        claim_number=row.claim_number,
        name=row.name,
        born_on=row.born_on,
        occurred_on=row.occurred_on,
        occurrence=occurrence.spoken if occurrence else "day it occurred",
        physician=row.physician,
    )
