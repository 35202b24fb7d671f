"""The terms of the rule on conflicts of interest, each as one small test over one tie (LC 139.5(d)(6)).

A test says that a tie is a material affiliation (BAR), that a person must settle it (QUESTION, with what to ask), or
nothing. The thresholds, and which relations and exceptions there are, come from the programme's rules of that day.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from evenhand.panel.requirements.law import LegalTerm, PanelLaw
from evenhand.panel.requirements.policy import PanelPolicy, Weigh
from evenhand.panel.ties.affiliations import EntityKind, Tie, TieKind


class Affiliation(StrEnum):
    """Of what kind an affiliation is."""

    SELF = "self"
    FAMILIAL = "familial"
    FINANCIAL = "financial"
    PROFESSIONAL = "professional"
    OFFICE = "office"
    DEVELOPMENT = "development"
    EARLIER_REVIEW = "earlier review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """One tie of somebody on the review side, met by a test.

    `other_kind` is what stands at its other end; `is_forward` tells whether the somebody is its first end;
    `is_academic` whether that somebody belongs to an academic medical centre or a designated cancer centre.
    """

    tie: Tie
    is_forward: bool
    other_kind: EntityKind
    is_academic: bool
    law: PanelLaw
    policy: PanelPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a test says of a tie: the kind of affiliation, whether it bars, the term of law, what is to be asked."""

    affiliation: Affiliation
    weigh: Weigh
    term: LegalTerm | None = None
    question: str = ""


def patient(met: Met) -> Verdict | None:
    """Physician and patient, either way round."""
    return _professional(met, "patient")


def partner_or_employee(met: Met) -> Verdict | None:
    """Partnership or employment, either way round."""
    return _professional(met, "partner_or_employee")


def shareholder(met: Met) -> Verdict | None:
    """A share, or a like interest in ownership, in a professional corporation."""
    return _professional(met, "shareholder")


def _professional(met: Met, item: str) -> Verdict | None:
    term = met.law.professional.get(item)
    return Verdict(affiliation=Affiliation.PROFESSIONAL, weigh=Weigh.BAR, term=term) if term else None


def financial(met: Met) -> Verdict | None:
    """An interest of more than the stated share of yearly income or revenue, the law's exceptions apart (such as the
    fee for the review itself).
    """
    limit, term = met.law.income_over_percent, met.law.rules.get("financial")
    if limit is None or term is None or met.tie.purpose in met.law.not_financial:
        return None
    share = met.tie.income_percent
    if share is None:
        question = f"whether it brings more than {limit} percent of yearly income"
        return Verdict(affiliation=Affiliation.FINANCIAL, weigh=Weigh.QUESTION, term=term, question=question)
    return Verdict(affiliation=Affiliation.FINANCIAL, weigh=Weigh.BAR, term=term) if share > limit else None


def contractor(met: Met) -> Verdict | None:
    """An independent contractor's arrangement, where it is a material financial affiliation."""
    verdict, term = financial(met), met.law.professional.get("contractor")
    if verdict is None or term is None:
        return verdict
    return Verdict(affiliation=Affiliation.PROFESSIONAL, weigh=verdict.weigh, term=term, question=verdict.question)


def contracting_provider(met: Met) -> Verdict | None:
    """Taking part as a contracting provider: nothing where the expert belongs to an academic or designated cancer
    centre, else as any contractor's arrangement.
    """
    if met.is_academic and "academic_provider" in met.law.not_financial:
        return None
    return contractor(met)


def staff_privileges(met: Met) -> Verdict | None:
    """Staff privileges at a facility and nothing more: no affiliation, where the law says so."""
    if "staff_privileges" in met.law.not_professional:
        return None
    return _professional(met, "contractor")


def ownership(met: Met) -> Verdict | None:
    """A share owned by somebody: of a group of physicians as a shareholder's; else by the income it brings, control
    being a question of its own.
    """
    if met.other_kind is EntityKind.MEDICAL_GROUP:
        return shareholder(met)
    by_income = financial(met)
    control = met.policy.ownership.control_more_than_percent
    if by_income is None and met.tie.percent is not None and met.tie.percent > control:
        question = "whether control without income is an affiliation"
        return Verdict(affiliation=Affiliation.FINANCIAL, weigh=Weigh.QUESTION, question=question)
    return by_income


def office(met: Met) -> Verdict | None:
    """An officer's or director's seat."""
    term = met.law.subjects.get("payer_people")
    return Verdict(affiliation=Affiliation.OFFICE, weigh=Weigh.BAR, term=term)


def development(met: Met) -> Verdict | None:
    """The development of what is proposed; it bars from a case about what its maker makes."""
    return Verdict(affiliation=Affiliation.DEVELOPMENT, weigh=Weigh.BAR, term=met.law.subjects.get("maker"))


def membership(_: Met) -> Verdict | None:
    """Membership in an association of practices or another body: what it brings is for a person to ask."""
    question = "whether the membership is partnership, employment or a paid contract"
    return Verdict(affiliation=Affiliation.PROFESSIONAL, weigh=Weigh.QUESTION, question=question)


def attorney(_: Met) -> Verdict | None:
    """Somebody's attorney: in no term of the law, so a person decides."""
    question = "whether being represented by the attorney is an affiliation"
    return Verdict(affiliation=Affiliation.PROFESSIONAL, weigh=Weigh.QUESTION, question=question)


def earlier_utilization_review(met: Met) -> Verdict | None:
    """Has judged this treatment in utilization review."""
    return _earlier(met, met.policy.earlier_utilization)


def earlier_independent_review(met: Met) -> Verdict | None:
    """Has decided an earlier independent review of this worker's treatment."""
    return _earlier(met, met.policy.earlier_independent)


def _earlier(met: Met, weigh: Weigh) -> Verdict | None:
    if not met.is_forward or weigh is Weigh.NOTE:
        return None
    question = "whether the earlier review prevents a fresh look" if weigh is Weigh.QUESTION else ""
    return Verdict(affiliation=Affiliation.EARLIER_REVIEW, weigh=weigh, question=question)


TERMS: Mapping[TieKind, Callable[[Met], Verdict | None]] = {
    TieKind.TREATS: patient,
    TieKind.EMPLOYED_BY: partner_or_employee,
    TieKind.PARTNER_IN: partner_or_employee,
    TieKind.SHAREHOLDER_OF: shareholder,
    TieKind.OWNS: ownership,
    TieKind.OFFICER_OF: office,
    TieKind.DIRECTOR_OF: office,
    TieKind.CONTRACTS_WITH: contractor,
    TieKind.PAID_BY: financial,
    TieKind.PROVIDER_FOR: contracting_provider,
    TieKind.STAFF_PRIVILEGES_AT: staff_privileges,
    TieKind.MEMBER_OF: membership,
    TieKind.DEVELOPED: development,
    TieKind.REPRESENTS: attorney,
    TieKind.REVIEWED_UTILIZATION_OF: earlier_utilization_review,
    TieKind.REVIEWED_INDEPENDENTLY: earlier_independent_review,
}
"""The test for each kind of tie that is not of family."""

CHAINS: Mapping[str, tuple[str, ...]] = {
    "spouse": ("spouse",),
    "child": ("child",),
    "parent": ("parent",),
    "sibling": ("sibling",),
    "spouses_parent": ("spouse", "parent"),
    "childs_spouse": ("child", "spouse"),
}
"""The family relations a programme's rule may list, each as the steps that lead to it."""
