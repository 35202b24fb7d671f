"""A clerical correction of the determination: the letter as it was issued, with a slip corrected, as a new version.

Only what the programme lists as clerical is corrected, and nothing where treatments, amounts, outcomes or guidelines
stand. Every version is kept.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from typing import NamedTuple

from django.utils.translation import gettext as _

from evenhand.determination.model import Analysis, Dated
from evenhand.docket.aftermath import Corrected
from evenhand.docket.entry import Docket, DocketEntry
from evenhand.docket.kind import EntryKind
from evenhand.docket.review import DeterminationIssued
from evenhand.finding import Finding
from evenhand.letter.amended import Slip, amended, as_version, places, touched
from evenhand.letter.case_letter import determination_letter
from evenhand.letter.characters import Unprintable
from evenhand.letter.document import Document
from evenhand.letter.house_words import house_words
from evenhand.letter.html import html
from evenhand.procedure.state import read_case
from evenhand.treatment import DisputedTreatment, Necessity, Outcome
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.contact import as_reached
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure.shelf import read
from evenhand_web.letters.letter_requests import ask_for_correction
from evenhand_web.letters.models import Issue
from evenhand_web.letters.organization import house
from evenhand_web.letters.releasing import NotReleasedError
from evenhand_web.letters.sending_bar import kept_back
from evenhand_web.letters.signed import Unreadable, deciding_entry, panel_analyses, signature
from evenhand_web.letters.unsealed import seal_bars

_HTML = "text/html"
_BAR = tuple(word.value.replace("_", " ") for word in (*Necessity, *Outcome))


class Version(NamedTuple):
    """A corrected version before it is issued: its letter, its number, in how many places the slip stood, why it may
    not be issued, and whether the letter it was made from is no longer the very one that was issued.
    """

    letter: Document | None
    number: int
    places: int
    reasons: tuple[str, ...]
    differs: bool = False


class _Remade(NamedTuple):
    """The letter as it was issued, made anew; the findings on it; the words in it that no correction may touch."""

    letter: Document | None
    findings: tuple[Finding, ...]
    kept: tuple[str, ...]


def corrected_version(case: OpenCase, slip: Slip, unprintable: Unprintable) -> Version:
    """The determination of a case with a slip corrected, as it would be issued now; earlier corrections stay in it."""
    issued = _issued(case)
    if issued is None:
        return Version(None, 0, 0, (_("No determination of this case stands that could be corrected."),))
    try:
        first, findings, kept = _as_issued(case, issued, unprintable)
    except Unreadable:
        return Version(None, 0, 0, (_("The signed analysis is not on the shelf as the docket names it."),))
    if first is None:
        return Version(None, 0, 0, tuple(finding.message for finding in findings))
    earlier = tuple(_corrections(case, issued.number))
    letter = first
    for done in earlier:
        letter = amended(letter, done)
    many = places(letter, slip)
    reasons = (*_against(case, slip, kept, many), *kept_back(case.programme, findings))
    told, faults = house_words(case.programme.folder, letter.language)
    number = len(earlier) + 2
    if told is None:
        return Version(None, number, many, (*reasons, *(fault.message for fault in faults)))
    version = as_version(amended(letter, slip), number, (*earlier, slip), told)
    return Version(version, number, many, reasons, _differs(case, issued, first))


def release_correction(case: OpenCase, length: int, slip: Slip, shown: Version) -> Issue:
    """Release the corrected version that was shown to the director who has a case open, on a docket `length` entries
    long: it is then made, sealed, entered and sent to every party with the notice of it.

    Raises NotReleasedError where it may not be issued, StaleError where the docket has grown since, ValueError where a
    director has not the case open.
    """
    if case.viewer.role != PersonRole.MEDICAL_DIRECTOR:
        raise ValueError("a correction of a determination is released by a medical director")
    if reasons := (*shown.reasons, *seal_bars(case)):
        raise NotReleasedError(reasons)
    return ask_for_correction(case.case, length, slip, case.viewer)


def may_be_corrected(case: OpenCase) -> bool:
    """Whether a determination stands that a director may correct, under a programme that lists what is clerical."""
    rule = case.programme.procedure.kinds[EntryKind.CORRECTED]
    flags, lists = case.state.flags, case.programme.procedure.clerical_fields
    return bool(lists) and flags.issuperset(rule.after) and flags.isdisjoint(rule.never_after)


def _issued(case: OpenCase) -> DocketEntry | None:
    entries = [entry for entry in case.state.standing() if isinstance(entry.payload, DeterminationIssued)]
    return entries[-1] if entries else None


def _corrections(case: OpenCase, since: int) -> Iterator[Slip]:
    for entry in case.state.standing():
        if isinstance(entry.payload, Corrected) and entry.number > since:
            yield Slip(field=entry.payload.field, was=entry.payload.was, becomes=entry.payload.becomes)


def _as_issued(case: OpenCase, issued: DocketEntry, unprintable: Unprintable) -> _Remade:
    """The letter as it was issued, made anew from what was signed, with what no correction may touch."""
    docket = Docket(entries=case.docket.entries[: issued.number - 1])
    noon = datetime.combine(issued.on, time(12), case.programme.zone)
    then = replace(case, docket=docket, state=read_case(docket, case.programme), now=noon)
    then = as_reached(then, issued.on)
    number = deciding_entry(then)
    if number is None:
        raise Unreadable(f"no analysis of case {case.case.ident} was issued by entry {issued.number}")
    signed = signature(then, number)
    dated = replace(signed.determination, decided=Dated(on=issued.on))
    officer = Person.objects.filter(ident=issued.by.id).values_list("name", flat=True).first() or ""
    known = house(case.programme, unprintable)
    letter, findings = determination_letter(known, then.state, dated, signed.sha256, officer, panel_analyses(then))
    kept = [words for treatment in then.state.treatments.values() for words in _of_treatment(treatment)]
    return _Remade(letter, findings, (*kept, *_of_analysis(dated.analysis)))


def _of_treatment(treatment: DisputedTreatment) -> Iterator[str]:
    yield treatment.words
    yield from (part.words for part in treatment.components)
    amounts = (treatment.units.requested, treatment.units.authorised)
    yield from (f"{amount.normalize():f} {treatment.units.unit}" for amount in amounts if amount is not None)


def _of_analysis(analysis: Analysis) -> Iterator[str]:
    for line in analysis.lines:
        yield from (citation.title for citation in line.citations)


def _against(case: OpenCase, slip: Slip, kept: tuple[str, ...], many: int) -> Iterator[str]:
    fields = case.programme.procedure.clerical_fields
    if slip.field not in fields:
        yield _("Only these may be corrected by the pen: %(fields)s.") % {"fields": ", ".join(fields)}
    if slip.was == slip.becomes:
        yield _("What stands now is what stood before.")
    if not many:
        yield _("“%(was)s” stands nowhere in the letter as it was issued. Copy it from there.") % {"was": slip.was}
    sides = (slip, replace(slip, was=slip.becomes))
    outcomes = [word for side in sides for word in _BAR if touched(replace(side, was=word), (side.was,))]
    for words in dict.fromkeys((*touched(slip, kept), *outcomes)):
        told = _("It would touch “%(words)s”: treatments, amounts, outcomes and guidelines are not corrected this way.")
        yield told % {"words": words}


def _differs(case: OpenCase, issued: DocketEntry, made: Document) -> bool:
    """Whether the letter made anew is another than the one that was issued and kept, word for word."""
    kept = case.case.documents.filter(entry=issued.number, file__media_type=_HTML)
    page = kept.select_related("file").first()
    if page is None or page.file.wrapped_key is None:
        return True
    return b"".join(read(page.file)) != html(made).encode()
