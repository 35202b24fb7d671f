"""The codes of cover sheets: made for one case and one party, opaque, and ended when the party or the case is."""

import secrets

from django.db import IntegrityError, transaction

from evenhand.docket.party import PARTY_ROLES
from evenhand.mailroom.cover_code import BYTES, cover_code
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock
from evenhand_web.mailroom.models import CoverCode


def takes_papers(case: OpenCase, party: str) -> bool:
    """Whether a party may still send papers: it takes part, and the case is not over."""
    known = case.state.parties.get(party)
    return known is not None and known.role in PARTY_ROLES and bool(case.case.holder)


def code_for(case: Case, party: str) -> CoverCode:
    """The code that stands for a party of a case: that which is in use, else a new one."""
    standing = CoverCode.objects.filter(case=case, party=party, ended_at=None)
    if (code := standing.first()) is not None:
        return code
    try:
        with transaction.atomic():
            made = cover_code(secrets.token_bytes(BYTES))
            return CoverCode.objects.create(code=made, case=case, party=party, made_at=clock.now())
    except IntegrityError:
        return standing.get()  # somebody else has just made it


def case_of_code(code: str) -> CoverCode | None:
    """For which case and party a code was made; None for one that was never made here, or has ended."""
    return CoverCode.objects.select_related("case").filter(code=code, ended_at=None).first()


def end_codes(case: Case, but: frozenset[str] = frozenset()) -> int:
    """End the codes of a case, but those of the parties named; gives how many ended."""
    standing = CoverCode.objects.filter(case=case, ended_at=None).exclude(party__in=but)
    return standing.update(ended_at=clock.now())
