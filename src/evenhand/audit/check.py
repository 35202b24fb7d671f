"""The checks of an audit, each a small function over one letter, with what it is about and what it looks at."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from evenhand.audit.body_part import guideline_fits_part, sides_agree
from evenhand.audit.conclusion import conclusion_fits
from evenhand.audit.contents import contents_shown, effect_and_service_shown, outcome_words_explained
from evenhand.audit.context import AuditContext
from evenhand.audit.decision_day import decided_in_time, priority_fits
from evenhand.audit.evidence import body_part_first, citations_exact, lawful_test_applied, payer_gave_grounds
from evenhand.audit.intake_days import applied_in_time, assigned_promptly, days_in_order, in_scope
from evenhand.audit.parts import parts_decided_apart
from evenhand.audit.privacy import identity_protected
from evenhand.audit.quantity import quantities_agree
from evenhand.audit.reviewer import independence_complete, qualifications_stated, specialty_explained
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding

Examine = Callable[[PublishedDetermination, AuditContext], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: its function, the topic its findings belong to, and the parts of a letter it looks at.

    A programme that asks for it must give rules for the parts `needs`, and words under the names `words`, with
    `words_by_rule` also under the name of each part.
    """

    examine: Examine
    topic: str
    looks_at: str
    needs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    words_by_rule: bool = False

    @property
    def name(self) -> str:
        """The name by which a programme asks for the check."""
        return self.examine.__name__


_ALL = (
    Check(examine=in_scope, topic="scope", looks_at="day of injury, day of the decision under review"),
    Check(
        examine=applied_in_time,
        topic="time",
        looks_at="day of the decision under review, day the application was received",
        needs=("window", "mail"),
    ),
    Check(
        examine=assigned_promptly,
        topic="time",
        looks_at="day the application was received, day of assignment",
        needs=("eligibility", "notice", "information"),
    ),
    Check(
        examine=decided_in_time,
        topic="time",
        looks_at="day of assignment, day of decision, priority",
        needs=("decision", "records", "extension"),
    ),
    Check(
        examine=quantities_agree,
        topic="consistency",
        looks_at="title, case summary and reasons",
        words=("counted", "request", "not_the_request"),
    ),
    Check(examine=parts_decided_apart, topic="outcome", looks_at="title, outcome and reasons"),
    Check(examine=lawful_test_applied, topic="evidence", looks_at="reasons", words=("foreign", "rebuttal", "quoting")),
    Check(examine=contents_shown, topic="contents", looks_at="the whole letter", words=("documents", "none_cited")),
    Check(examine=payer_gave_grounds, topic="evidence", looks_at="the payer's guideline", words=("none_cited",)),
    Check(
        examine=specialty_explained,
        topic="reviewer",
        looks_at="specialty, statement on the reviewer, titles",
        words=("similarity", "reason", "general"),
    ),
    Check(examine=qualifications_stated, topic="reviewer", looks_at="statement on the reviewer"),
    Check(examine=independence_complete, topic="reviewer", looks_at="statement on the reviewer", words=("statement",)),
    Check(
        examine=body_part_first,
        topic="evidence",
        looks_at="title, the reviewer's guideline, case summary and reasons",
        words=("chronic_guideline", "body_guideline", "chronic_guideline_names", "applies", "body_part"),
    ),
    Check(
        examine=citations_exact,
        topic="evidence",
        looks_at="the reviewer's guideline",
        needs=("evidence", "manner"),
        words=("none_cited", "section", "undivided", "outside", "tier"),
    ),
    Check(
        examine=effect_and_service_shown,
        topic="contents",
        looks_at="all but case summary and decisions",
        words_by_rule=True,
    ),
    Check(
        examine=outcome_words_explained,
        topic="language",
        looks_at="all but case summary and decisions",
        words=("outcome", "explanation"),
    ),
    Check(
        examine=identity_protected,
        topic="privacy",
        looks_at="header, age and sex in the case summary",
        words=("identifying",),
    ),
    Check(
        examine=days_in_order,
        topic="consistency",
        looks_at="the days of the header",
        needs=("ur_denial_date", "application_received", "date_assigned", "decision_date"),
    ),
    Check(
        examine=conclusion_fits, topic="consistency", looks_at="outcome, the last sentence on necessity in the reasons"
    ),
    Check(examine=guideline_fits_part, topic="consistency", looks_at="title, the reviewer's guideline"),
    Check(examine=sides_agree, topic="consistency", looks_at="title, the conclusion of the reasons"),
    Check(
        examine=priority_fits,
        topic="consistency",
        looks_at="priority, day of assignment, day of decision",
        needs=("records", "decision"),
        words=("expedited",),
    ),
)
CHECKS: Mapping[str, Check] = {check.name: check for check in _ALL}
"""Every check there is, by name, in the order in which they are made."""
