"""What is known of a case beside its docket and heads its letters, as it was keyed at intake."""

from evenhand.letter.particulars import NONE_KNOWN, Particulars
from evenhand_web.cases.models import Case, ComparedCase
from evenhand_web.infrastructure.programmes import programme_of


def particulars_of(case: Case) -> Particulars:
    """The claim's number and who is insured for it, which is whom the programme compares applications by; empty where
    nobody keyed them.
    """
    kept = ComparedCase.objects.filter(case=case).only("claim_number", "named").first()
    if kept is None:
        return NONE_KNOWN
    kept.case = case
    compared = programme_of(case.programme).parties.compared
    insured = next((kept.named[role.id] for role in compared if kept.named.get(role.id)), "")
    return Particulars(claim_number=kept.claim_number, policyholder=insured)
