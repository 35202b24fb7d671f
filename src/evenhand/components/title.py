"""The components of a line's title: the one question this package answers."""

import re
from dataclasses import replace

from evenhand.components.amounts import NUMBER, amount
from evenhand.components.clauses import clauses
from evenhand.components.component import Amount, ComponentKind, ProposedComponent
from evenhand.components.measures import Measures, gathered, is_course_unit, take_measures
from evenhand.components.naming import name_of
from evenhand.components.parts import marked
from evenhand.components.regions import LEVEL
from evenhand.components.split import HELD_WITH, Piece, kind_or_guess, pieces
from evenhand.components.words import one_form

LONGEST_TITLE = 4_000
"""A text of more characters is no title: nothing is read in it."""

_ASIDES = (
    re.compile(
        r"[\[(]?\b(?:DOS|dates?\s+of\s+service)\b\s*[:=]?\s*[\d/,\s-]*(?:(?:to|through)\s*[\d/-]+)?[\])]?",
        re.IGNORECASE,
    ),
    re.compile(
        r"[,(\[]?\s*\b\d(?:\.\d)?\s*(?:T\b|tesla\b)(?:\s+(?:or\s+\w+|only|closed|open|magnet|scanner))*[)\]]?",
        re.IGNORECASE,
    ),
    re.compile(r"[(\[]\s*(?:unknown|unspecified)[^)\]]*[)\]]", re.IGNORECASE),
)
"""What is printed beside a treatment and is none of its fields: the day of service, the strength of a magnet, and that
something is not known.
"""

_SORT_OF_TESTS = re.compile(
    r"\belectrodiagnostic\s+(?:stud(?:y|ies)|tests?|testing)\s*\(\s*((?:EMG|NC[VS])\s*(?:/|and|&|,)\s*(?:EMG|NC[VS]))\s*\)",
    re.IGNORECASE,
)
"""A sort of tests with those asked for in brackets, which are two treatments."""

_COURSE_UNIT = re.compile(r"\b(?:sessions?|visits?|treatments?|appointments?)\b", re.IGNORECASE)
_NUMBERS = (("quantity", "unit"), ("frequency",), ("duration",))
_GIVEN_TOGETHER = frozenset((ComponentKind.THERAPY, ComponentKind.DRUG))
_COUNTED_TOGETHER = (ComponentKind.THERAPY, ComponentKind.TEST, ComponentKind.IMAGING, ComponentKind.INJECTION)


def components(title: str) -> tuple[ProposedComponent, ...]:
    """The components that a title asks for, in its order; none where it is blank or longer than any title is.

    What is in dispute counts: after a partial authorization that is the last clause, and what it does not repeat of
    region, side, dose and route comes from the original request for the same treatment.
    """
    if not title.strip() or len(title) > LONGEST_TITLE:
        return ()
    clause = clauses(one_form(title))
    disputed = _components(clause.disputed)
    if not clause.original:
        return tuple(disputed)
    original, granted = _components(clause.original), _components(clause.granted)
    completed = (_completed(component, _same(component, original, place)) for place, component in enumerate(disputed))
    return tuple(
        replace(component, authorised_quantity=_granted(component, _same(component, granted, place), clause.granted))
        for place, component in enumerate(completed)
    )


def _components(clause: str) -> list[ProposedComponent]:
    """The components of one clause."""
    for aside in _ASIDES:
        clause = aside.sub(" ", clause)
    rest, measures = take_measures(_SORT_OF_TESTS.sub(r"\1", clause))
    mark = marked(rest)
    parted = pieces(mark, measures)
    _share_regions(parted)
    components: list[tuple[Piece, ProposedComponent]] = []
    for piece in parted:
        kind = kind_or_guess(piece, mark)
        measured, name = _with_unit(gathered(piece.measures), name_of(piece, mark, rest), kind)
        if name:
            components += [(piece, _component(name, kind, place, measured)) for place in _places(piece)]
    return _shared(components)


def _component(
    name: str, kind: ComponentKind, place: tuple[str | None, str | None], measured: Measures
) -> ProposedComponent:
    return ProposedComponent(
        treatment=name,
        kind=kind,
        body_region=place[0],
        side=place[1],
        quantity=measured.quantity,
        unit=measured.unit,
        frequency=measured.frequency,
        duration=measured.duration,
        dose=measured.dose,
        route=measured.route,
        refills=measured.refills,
    )


def _with_unit(measured: Measures, name: str, kind: ComponentKind) -> tuple[Measures, str]:
    """A quantity counts the sessions or visits that the name itself speaks of; the word then leaves the name."""
    unit = _COURSE_UNIT.search(name)
    if measured.quantity is None or measured.unit or unit is None or not is_course_unit(unit[0]):
        return measured, name
    if kind not in (ComponentKind.THERAPY, ComponentKind.OTHER):
        return measured, name
    shorter = " ".join((name[: unit.start()] + name[unit.end() :]).split()).strip(" ,;-")
    return (replace(measured, unit=unit[0]), shorter) if shorter else (measured, name)


def _places(piece: Piece) -> list[tuple[str | None, str | None]]:
    """The part of the body and side of each component that a piece makes: one for all, or one for each part."""
    parts = piece.parts
    loose = piece.loose_sides[0] if piece.loose_sides else None
    if loose:
        parts = [part if part.side else part._replace(side=loose) for part in parts]
    if not parts:
        return [(None, loose)]
    is_one_operation = piece.kind is ComponentKind.SURGERY and all(LEVEL.fullmatch(part.says) for part in parts)
    if piece.is_by_region and not is_one_operation:
        return list(dict.fromkeys((part.says, part.side) for part in parts))
    regions = dict.fromkeys(says for part in parts for says in part.says.split("; "))
    sides = dict.fromkeys(part.side for part in parts if part.side)
    return [("; ".join(regions), "; ".join(sides) or None)]


def _share_regions(parted: list[Piece]) -> None:
    """A part of the body or a side printed for one of joined treatments of a kind holds for the others:
    `MRI/CT of the spine and pelvis`.
    """
    for piece in parted:
        alike = [other for other in parted if other.kind is piece.kind]
        if len(alike) < 2 or [other for other in alike if _is_placed(other)] != [piece]:
            continue
        for other in alike:
            if other is not piece:
                other.chunks[-1].parts = [part for part in piece.parts if not part.is_in_name]
                other.chunks[-1].loose_sides = list(piece.loose_sides)


def _is_placed(piece: Piece) -> bool:
    return bool(piece.loose_sides) or any(not part.is_in_name for part in piece.parts)


def _shared(components: list[tuple[Piece, ProposedComponent]]) -> list[ProposedComponent]:
    """The components with what is printed once for joined treatments given to each: those of one kind, and those that
    `with` joins.
    """
    kinds = {component.kind for _, component in components}
    is_with = any(piece.join in HELD_WITH for piece, _ in components) and kinds <= _GIVEN_TOGETHER
    shared = [component for _, component in components]
    for names in _NUMBERS:
        if is_with:
            shared = _share_numbers(shared, names, None)
        for kind in _COUNTED_TOGETHER:
            shared = _share_numbers(shared, names, kind)
    return shared


def _share_numbers(
    components: list[ProposedComponent], names: tuple[str, ...], kind: ComponentKind | None
) -> list[ProposedComponent]:
    """Components with the numbers of the given names that one printing of them gives to all, or to all of a kind."""
    alike = [component for component in components if kind in (None, component.kind)]
    printed = [tuple(getattr(component, name) for name in names) for component in alike]
    values_printed = [values for values in printed if any(values)]
    if len(values_printed) != 1:
        return components
    values = dict(zip(names, values_printed[0], strict=True))
    return [replace(each, **values) if kind in (None, each.kind) else each for each in components]


def _completed(component: ProposedComponent, asked: ProposedComponent | None) -> ProposedComponent:
    """A disputed component with what it does not repeat of region, side, dose and route of the original request."""
    if asked is None:
        return component
    own, all_asked = component.body_region, (asked.body_region or "").split("; ")
    is_one_of_several = own in all_asked and len(all_asked) > 1
    return replace(
        component,
        body_region=own or asked.body_region,
        side=component.side or (None if is_one_of_several else asked.side),
        dose=component.dose or asked.dose,
        route=component.route or asked.route,
    )


def _same(component: ProposedComponent, among: list[ProposedComponent], place: int) -> ProposedComponent | None:
    """The component for the same treatment: by name, else the one at the same place of those of its kind."""
    named = [other for other in among if other.treatment.lower() == component.treatment.lower()]
    if named:
        return named[min(place, len(named) - 1)]
    alike = [other for other in among if other.kind is component.kind]
    return alike[min(place, len(alike) - 1)] if alike else None


def _granted(component: ProposedComponent, given: ProposedComponent | None, clause: str) -> Amount | None:
    """What was granted of a component: a number, or the time as printed; None where it was granted for another part
    of the body.
    """
    if given is None:
        if re.fullmatch(NUMBER, clause.strip(" .,"), re.IGNORECASE):
            return amount(clause)
        measures = gathered(take_measures(clause)[1])
        return measures.quantity or measures.duration
    own, granted = (set((each.body_region or "").split("; ")) for each in (component, given))
    if component.body_region and given.body_region and own.isdisjoint(granted):
        return None
    return given.quantity or given.duration or given.frequency
