"""The checks of an audit, each a small function over one letter, with what it is about and what it looks at."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from evenhand.audit.absence import absences_hold
from evenhand.audit.answered import limits_applied, line_answered, stopping_told
from evenhand.audit.body_part import levels_agree, parts_agree, sides_agree
from evenhand.audit.citation_check import (
    chronic_phase,
    editions_stand,
    guideline_fits_part,
    sections_are_sections,
    sources_ranked,
)
from evenhand.audit.claim import Kind, Party
from evenhand.audit.conclusion import conclusion_fits, reasons_carry_outcome
from evenhand.audit.contents import contents_shown, effect_and_service_shown, outcome_words_explained
from evenhand.audit.context import AuditContext
from evenhand.audit.copied import reasons_are_own
from evenhand.audit.days_told import days_told_agree
from evenhand.audit.decision_day import decided_in_time, priority_fits
from evenhand.audit.drug_check import dose_stands, drug_agrees
from evenhand.audit.evidence import (
    body_part_first,
    citations_exact,
    lawful_test_applied,
    payer_gave_grounds,
    silence_holds,
)
from evenhand.audit.intake_days import applied_in_time, assigned_promptly, days_in_order, in_scope
from evenhand.audit.parts import parts_decided_apart
from evenhand.audit.person import age_agrees, sex_agrees
from evenhand.audit.privacy import identity_protected, text_without_names
from evenhand.audit.quantity import quantities_agree
from evenhand.audit.reviewer import independence_complete, qualifications_stated, specialty_explained
from evenhand.audit.specialty import specialty_fits
from evenhand.audit.stated import stated_rightly
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding

Examine = Callable[[PublishedDetermination, AuditContext], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: its function, the topic its findings belong to, and the parts of a letter it looks at.

    A programme that asks for it must give rules for the parts `needs`, and words under the names `words`, with
    `words_by_rule` also under the name of each part. `kind` is what its findings are of, `party` whose fault they are;
    a `prompt` only asks.
    """

    examine: Examine
    topic: str
    looks_at: str
    needs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    words_by_rule: bool = False
    kind: Kind = Kind.OTHER
    party: Party = Party.REVIEWER
    prompt: bool = False

    @property
    def name(self) -> str:
        """The name by which a programme asks for the check."""
        return self.examine.__name__


_FORM, _PAYER = Party.FORM, Party.PAYER
_ALL = (
    Check(
        examine=in_scope,
        topic="scope",
        looks_at="days of what occurred and of the decision under review",
        kind=Kind.DATE,
    ),
    Check(
        examine=applied_in_time,
        topic="time",
        looks_at="day of the decision under review, day the application was received",
        needs=("window", "mail"),
        kind=Kind.DATE,
    ),
    Check(
        examine=assigned_promptly,
        topic="time",
        looks_at="day the application was received, day of assignment",
        needs=("eligibility", "notice", "information"),
        kind=Kind.DATE,
        party=_FORM,
    ),
    Check(
        examine=decided_in_time,
        topic="time",
        looks_at="day of assignment, day of decision, priority",
        needs=("decision", "records", "extension"),
        kind=Kind.DATE,
    ),
    Check(
        examine=quantities_agree,
        topic="consistency",
        looks_at="title, case summary and reasons",
        words=("counted", "request", "not_the_request"),
        kind=Kind.QUANTITY,
    ),
    Check(
        examine=parts_decided_apart,
        topic="outcome",
        looks_at="title, outcome and reasons",
        words=("customary",),
        kind=Kind.BUNDLE,
    ),
    Check(
        examine=lawful_test_applied,
        topic="evidence",
        looks_at="reasons",
        words=("foreign", "rebuttal", "quoting"),
        kind=Kind.WRONG_TEST,
    ),
    Check(
        examine=contents_shown,
        topic="contents",
        looks_at="the whole letter",
        words=("documents", "none_cited"),
        party=_FORM,
    ),
    Check(
        examine=payer_gave_grounds,
        topic="evidence",
        looks_at="the payer's guideline",
        words=("none_cited",),
        party=_PAYER,
    ),
    Check(
        examine=specialty_explained,
        topic="reviewer",
        looks_at="specialty, statement on the reviewer, titles",
        words=("similarity", "reason"),
        party=_FORM,
    ),
    Check(examine=qualifications_stated, topic="reviewer", looks_at="statement on the reviewer", party=_FORM),
    Check(
        examine=independence_complete,
        topic="reviewer",
        looks_at="statement on the reviewer",
        words=("statement",),
        party=_FORM,
    ),
    Check(
        examine=body_part_first,
        topic="evidence",
        looks_at="title, the reviewer's guideline, case summary and reasons",
        words=("chronic_guideline", "body_guideline", "chronic_guideline_names", "applies", "body_part"),
        kind=Kind.GUIDELINE_PHASE,
        prompt=True,
    ),
    Check(
        examine=citations_exact,
        topic="evidence",
        looks_at="the reviewer's guideline",
        needs=("evidence", "manner"),
        words=("none_cited", "section", "undivided", "outside", "tier"),
        party=_FORM,
    ),
    Check(
        examine=effect_and_service_shown,
        topic="contents",
        looks_at="all but case summary and decisions",
        words_by_rule=True,
        party=_FORM,
    ),
    Check(
        examine=outcome_words_explained,
        topic="language",
        looks_at="all but case summary and decisions",
        words=("outcome", "explanation"),
        party=_FORM,
    ),
    Check(
        examine=identity_protected,
        topic="privacy",
        looks_at="header, age and sex in the case summary",
        words=("identifying",),
        party=_FORM,
    ),
    Check(examine=text_without_names, topic="privacy", looks_at="case summary and reasons"),
    Check(
        examine=days_in_order,
        topic="consistency",
        looks_at="the days of the header",
        needs=("ur_denial_date", "application_received", "date_assigned", "decision_date"),
        kind=Kind.DATE,
    ),
    Check(examine=days_told_agree, topic="consistency", looks_at="days in summary, reasons and header", kind=Kind.DATE),
    Check(
        examine=conclusion_fits,
        topic="consistency",
        looks_at="outcome, the last sentence on necessity in the reasons",
        kind=Kind.OUTCOME_VS_REASONS,
    ),
    Check(
        examine=reasons_carry_outcome,
        topic="consistency",
        looks_at="outcome and reasons",
        kind=Kind.OUTCOME_VS_REASONS,
        prompt=True,
    ),
    Check(
        examine=guideline_fits_part,
        topic="evidence",
        looks_at="title, both guidelines",
        kind=Kind.GUIDELINE_BODY_PART,
    ),
    Check(examine=editions_stand, topic="evidence", looks_at="both guidelines, days of the header", kind=Kind.EDITION),
    Check(examine=sources_ranked, topic="evidence", looks_at="the reviewer's guideline", words=("known",), prompt=True),
    Check(examine=sections_are_sections, topic="evidence", looks_at="both guidelines", kind=Kind.PAGE_AS_SECTION),
    Check(
        examine=chronic_phase,
        topic="evidence",
        looks_at="the reviewer's guideline, days of what occurred and of the denial",
        words=("chronic",),
        kind=Kind.GUIDELINE_PHASE,
        prompt=True,
    ),
    Check(
        examine=silence_holds,
        topic="evidence",
        looks_at="reasons, the payer's guideline",
        words=("silent", "schedule"),
        prompt=True,
    ),
    Check(examine=sides_agree, topic="consistency", looks_at="title, summary and reasons", kind=Kind.SIDE),
    Check(examine=parts_agree, topic="consistency", looks_at="title, summary and reasons", kind=Kind.BODY_PART),
    Check(examine=levels_agree, topic="consistency", looks_at="title and reasons", kind=Kind.BODY_PART),
    Check(examine=sex_agrees, topic="consistency", looks_at="summary and reasons", kind=Kind.SEX),
    Check(examine=age_agrees, topic="consistency", looks_at="summary and reasons", kind=Kind.AGE),
    Check(examine=drug_agrees, topic="consistency", looks_at="title and reasons", kind=Kind.DRUG),
    Check(examine=dose_stands, topic="consistency", looks_at="title and reasons", kind=Kind.DOSE),
    Check(examine=reasons_are_own, topic="consistency", looks_at="the reasons of all lines", kind=Kind.COPIED_REASONS),
    Check(
        examine=absences_hold,
        topic="record",
        looks_at="summary and reasons",
        kind=Kind.ABSENCE_CONTRADICTED,
        prompt=True,
    ),
    Check(examine=line_answered, topic="outcome", looks_at="title and reasons", kind=Kind.NOT_ANSWERED, prompt=True),
    Check(examine=stopping_told, topic="safety", looks_at="title, outcome and reasons", prompt=True),
    Check(
        examine=limits_applied,
        topic="evidence",
        looks_at="title, outcome and reasons",
        kind=Kind.OUTCOME_VS_REASONS,
        prompt=True,
    ),
    Check(examine=stated_rightly, topic="reviewer", looks_at="statement on the reviewer", needs=("practice",)),
    Check(examine=specialty_fits, topic="reviewer", looks_at="specialty and titles"),
    Check(
        examine=priority_fits,
        topic="consistency",
        looks_at="priority, day of assignment, day of decision",
        needs=("records", "decision"),
        words=("expedited",),
        kind=Kind.DATE,
    ),
)
CHECKS: Mapping[str, Check] = {check.name: check for check in _ALL}
"""Every check there is, by name, in the order in which they are made."""
