"""Bars that came before or since: the same dispute elsewhere, every line authorised, the application withdrawn."""

from collections.abc import Iterator

from evenhand.docket.kind import EntryKind
from evenhand.eligibility.asked import Answer, Asked, EarlierApplication
from evenhand.finding import Provenance
from evenhand.names.folding import WORD, folded
from evenhand.procedure.line import LineStatus
from evenhand.treatment_likeness import may_be_same_treatment

_SAY = "Say what the two are under “Possible duplicates” before eligibility is decided."


def _same_dispute(asked: Asked) -> Iterator[EarlierApplication]:
    """Applications on a line of the same words, however they are spaced, capitalized and punctuated."""
    words = {_plain(treatment.words) for treatment in asked.state.treatments.values()}
    return (earlier for earlier in asked.earlier if words & set(map(_plain, earlier.lines)))


def _like_dispute(asked: Asked) -> Iterator[EarlierApplication]:
    """Applications on a line of the same words, or of words that may ask for the same treatment."""
    lines = [treatment.words for treatment in asked.state.treatments.values()]
    same = list(_same_dispute(asked))
    for earlier in asked.earlier:
        pairs = ((line, other) for line in lines for other in earlier.lines)
        if earlier in same or any(may_be_same_treatment(line, other) for line, other in pairs):
            yield earlier


def _plain(words: str) -> tuple[str, ...]:
    return tuple(WORD.findall(folded(words)))


def duplicate(asked: Asked) -> Answer:
    """Whether another application on the same treatment and decision is known."""
    ur = asked.ur
    same = [
        earlier
        for earlier in _same_dispute(asked)
        if ur is not None and earlier.ur_decided_on == ur.decided_on and not _may_be_cured(asked, earlier)
    ]
    if same:
        return True, f"Case {same[0].case_number} is on the same treatment and the same decision.", Provenance.STATED
    if asked.unjudged:
        told = "; ".join(f"{pair.case_number} ({pair.score} of 100: {pair.words})" for pair in asked.unjudged)
        return None, f"Nobody has said whether this is one application with case {told}. {_SAY}", Provenance.STATED
    return False, "No other application on the same treatment and decision is known.", Provenance.STATED


def _may_be_cured(asked: Asked, earlier: EarlierApplication) -> bool:
    """Whether an earlier application leaves room for this one: withdrawn, or refused only for what can be cured."""
    reasons = [asked.programme.reasons.get(code) for code in earlier.refused_for]
    return earlier.is_withdrawn or (bool(reasons) and all(reason and reason.is_curable for reason in reasons))


def decided_before(asked: Asked) -> Answer:
    """An earlier determination is weighed by a person, line by line; it bars nothing by itself."""
    like = [earlier for earlier in _like_dispute(asked) if earlier.is_decided]
    if not like:
        return False, "No earlier determination on the same treatment is known.", Provenance.STATED
    told = ", ".join(f"{earlier.case_number} (on the decision of {earlier.ur_decided_on})" for earlier in like)
    alike = all(earlier in _same_dispute(asked) for earlier in like)
    which = "The same treatment was decided before" if alike else "What may be the same treatment was decided before"
    weigh = (
        "Weigh whether it concerns the same physician or practice group on unchanged facts within the time a denial "
        "stands; it can bar no more than that line, and a new decision on necessity is a new dispute."
    )
    return None, f"{which}: case {told}. {weigh}", Provenance.STATED


def authorised(asked: Asked) -> Answer:
    """Whether the payer has authorised every line before a reviewer was assigned."""
    statuses = set(asked.state.lines.values())
    stands = bool(statuses) and statuses == {LineStatus.AUTHORISED} and "assigned" not in asked.state.flags
    return (
        stands,
        f"The payer has {'authorised every line' if stands else 'not authorised every line'}.",
        Provenance.STATED,
    )


def withdrawn(asked: Asked) -> Answer:
    """Whether the application has been withdrawn."""
    stands = asked.state.last(EntryKind.WITHDRAWN.value) is not None
    return stands, f"The application {'has been' if stands else 'has not been'} withdrawn.", Provenance.STATED
