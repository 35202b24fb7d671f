"""What decisions cite, held against the papers of a record once a person has put them right."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from evenhand.records.cited import Citation, Held, match
from evenhand.records.record import CitedDocument, RecordDocument


def cited_again(
    cited: Sequence[CitedDocument], documents: Sequence[RecordDocument], settled: Collection[int]
) -> tuple[CitedDocument, ...]:
    """The citations with the document that each names now. `documents` are those of all files and `settled` the places
    of those that a person accepted: what the reader matched with one that is not among them stands, all else is matched
    anew.
    """
    held = [_held(document) for document in documents]
    matched: list[CitedDocument] = []
    taken: frozenset[int] = frozenset()
    for citation in cited:
        place = citation.document
        stands = place is not None and place not in settled and held[place].is_own
        if not stands:
            place = match(_citation(citation), held, taken)
        taken |= frozenset() if place is None else {place}
        matched.append(replace(citation, document=place))
    return tuple(matched)


def _citation(cited: CitedDocument) -> Citation:
    return Citation(type=cited.type, author=cited.author, day=cited.day, on_page=cited.on_page, text="")


def _held(document: RecordDocument) -> Held:
    days = (document.date_of_service, document.report_date)
    return Held(
        type=document.type,
        choices=document.choices,
        author=document.author,
        days=tuple(day for day in days if day is not None),
        other_days=frozenset(),
        is_recognised=False,
        is_own=not document.is_other_person,
        is_certain=document.is_certain,
        is_day_certain=document.is_date_certain,
    )
