"""The decisions of a letter printed as nearly every letter is: read in one pass, or left to the reader of all others.

Every decision has its outcome right before the three labels, spelled as usual, and nothing about it is in doubt. The
first thing otherwise ends this reading without a result.
"""

from evenhand.determination.labels import Part, part_of
from evenhand.determination.letter_text import LetterText, cut
from evenhand.determination.measure import Column
from evenhand.determination.outcome_line import has_label, is_outcome_before, is_outcome_in, is_turned_round
from evenhand.determination.published import PublishedTreatment, Span
from evenhand.determination.reasons_end import is_quotation, reasons_end
from evenhand.determination.title import title_start
from evenhand.treatment import Outcome

_SIGN = "guideline:"
_PAYER = "\nclaims administrator "
_RATIONALE = "\ndecision rationale:"
_WORDS = (("upheld", Outcome.UPHELD), ("overturned", Outcome.OVERTURNED))
_END = "medically necessary.\n"
_REVIEWER_PART = Part.REVIEWER
_STOPS = (".", "?", "!")


def usual_treatments(letter: LetterText, start: int, end: int) -> tuple[PublishedTreatment, ...] | None:
    """The decisions between two offsets of a letter printed as usual; None where it is not."""
    places = _places(letter, start, end)
    if not places:
        return None
    read: list[PublishedTreatment] = []
    stop = reasons_end(letter, places[-1][-1], end)
    if stop < end and letter.plain[stop:end].strip():
        return None
    for place in reversed(places):
        treatment = _treatment(letter.body, place, stop)
        if treatment is None or (read and is_quotation(treatment.rationale)):
            return None
        read.append(treatment)
        stop = place[0]
    return tuple(read[::-1])


_Places = tuple[int, int, Outcome, Span, int, int, int, int, int]
"""Where a name begins and ends, the outcome and where it stands, where the words after the first label begin, and where
each of the other two labels and the words after it begin.
"""


def _places(letter: LetterText, start: int, end: int) -> list[_Places]:
    """Where the parts of every decision stand; nothing where one of them is not as usual."""
    plain = letter.plain
    find, endswith = plain.find, plain.endswith
    places: list[_Places] = []
    measure: Column | None = None
    low = start
    payer = find(_SIGN, start, end)
    while payer >= 0:
        line = payer - len(_PAYER)
        reviewer = find(_SIGN, payer + 1, end)
        reviewer_line = plain.rfind("\n", payer, reviewer) + 1
        rationale = find(_RATIONALE, reviewer, end)
        if reviewer < 0 or rationale < 0 or plain[line:payer] != _PAYER:
            return []
        if part_of(plain[reviewer_line : reviewer + len(_SIGN) - 1]) is not _REVIEWER_PART:
            return []
        stated = _stated(letter, low, line)
        if stated is None:
            return []
        outcome, colon, where = stated
        name = plain.rfind("\n", low, colon) + 1
        if not places:
            name = start
            if is_outcome_in(letter, start, colon):
                return []
        elif not endswith(_END, low, name) or "original" in plain[name:colon]:
            measure = measure or Column(letter.body[start:end])
            name = _sure_start(letter, start, low, colon, measure)
            if name < 0:
                return []
        if has_label(plain, low, colon) or is_turned_round(plain, low, colon):
            return []
        words = reviewer + len(_SIGN), rationale + len(_RATIONALE)
        places.append(
            (name, colon, outcome, where, payer + len(_SIGN), reviewer_line, words[0], rationale + 1, words[1])
        )
        low = words[1]
        payer = find(_SIGN, low, end)
    return [] if places and is_outcome_before(letter, start, end) else places


def _sure_start(letter: LetterText, start: int, low: int, colon: int, measure: Column) -> int:
    """Where a name begins that does not begin its line, or -1 where that cannot be told for sure."""
    title = title_start(letter, low, colon, measure)
    return title.offset if title.is_sure and not is_outcome_before(letter, start, title.offset) else -1


def _stated(letter: LetterText, low: int, line: int) -> tuple[Outcome, int, Span] | None:
    """The outcome that ends the line before a label: its word, where its colon stands, and where itself."""
    plain = letter.plain
    end = line
    while plain[end - 1] in " \n":
        end -= 1
    if line - end > 1 and "\f" not in letter.text[end : line + 1]:
        return None
    for word, outcome in _WORDS:
        if plain.endswith(word, low, end):
            start = colon = end - len(word)
            while plain[colon - 1] in " \n":
                colon -= 1
            return (outcome, colon - 1, (start, end)) if plain[colon - 1] == ":" else None
    return None


def _treatment(body: str, place: _Places, stop: int) -> PublishedTreatment | None:
    """One decision with its reasons up to `stop`; None where a part is empty or the reasons break off."""
    name, colon, outcome, where, payer_words, reviewer, reviewer_words, reasons, reasons_words = place
    title, title_span = cut(body, name, colon)
    payer_guideline, payer_span = cut(body, payer_words, reviewer)
    reviewer_guideline, reviewer_span = cut(body, reviewer_words, reasons)
    rationale, rationale_span = cut(body, reasons_words, stop)
    if not (title and payer_guideline and reviewer_guideline and rationale and rationale.endswith(_STOPS)):
        return None
    spans: dict[str, Span] = {
        "title": title_span,
        "outcome": where,
        "rationale": rationale_span,
        "reviewer_guideline": reviewer_span,
        "payer_guideline": payer_span,
    }
    return PublishedTreatment(
        title=title,
        outcome=outcome,
        payer_guideline=payer_guideline,
        reviewer_guideline=reviewer_guideline,
        rationale=rationale,
        spans=spans,
    )
