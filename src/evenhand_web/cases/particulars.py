"""What is known of a case beside its docket and heads its letters, as it was keyed at intake."""

from evenhand.letter.particulars import NONE_KNOWN, Particulars
from evenhand_web.cases.models import Case, ComparedCase
from evenhand_web.panel.describing import EMPLOYER


def particulars_of(case: Case) -> Particulars:
    """The claim's number and who is insured for it; empty where nobody keyed them."""
    kept = ComparedCase.objects.filter(case=case).values("claim_number", EMPLOYER).first()
    return Particulars(claim_number=kept["claim_number"], policyholder=kept[EMPLOYER]) if kept else NONE_KNOWN
