"""What is known of a case beside its docket and heads its letters: the claim's number, who is insured for it."""

from dataclasses import dataclass

from evenhand.letter.value import Values
from evenhand.procedure.state import CaseState


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What was keyed beside the docket of a case, each empty where nobody said it; `policyholder` is whoever is insured
    for the claim.
    """

    claim_number: str = ""
    policyholder: str = ""


NONE_KNOWN = Particulars()


def particular_values(state: CaseState, particulars: Particulars) -> Values:
    """The particulars as the blanks of letters ask for them; a claim number that the docket corrects counts before the
    one beside it.
    """
    return {
        "claim_number": state.claim_number or particulars.claim_number or None,
        "policyholder": particulars.policyholder or None,
    }
