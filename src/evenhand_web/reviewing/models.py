"""What a reviewer writes before signing. Nothing here is the docket: it is how a signed analysis comes about.

Rows are added, not changed: every text that was saved stays, also one that came second and was set aside.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.infrastructure.sealed_columns import SealedJson, SealedText


class Seat(models.Model):
    """The part a reviewer has in a case, drawn from its docket in the transaction of the entry that changed it.

    `assigned_on` is the legal day of the assignment, None where there was none yet.
    """

    class Standing(models.TextChoices):
        """How far a reviewer has come in a case."""

        PROPOSED = "proposed", _("Proposed: still to attest")
        ATTESTED = "attested", _("Attested: waiting to be assigned")
        ASSIGNED = "assigned", _("Assigned")
        STEPPED_DOWN = "stepped_down", _("Stepped down")
        EXCLUDED = "excluded", _("Decided this case before it was sent back")
        OVER = "over", _("Over")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="seats")
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    standing = models.CharField(max_length=12, choices=Standing.choices)
    assigned_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "reviewer"), name="drafts_seat_once"),)
        indexes = (models.Index(fields=("reviewer", "standing"), name="drafts_seat_standing"),)

    def __str__(self) -> str:
        return f"seat {self.pk}"


class Refusal(models.Model):
    """A proposed reviewer who would not take the case, with the reason: nobody is asked twice."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="refusals")
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="refusals")
    reason = SealedText(of="case")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"refusal {self.pk}"


class Draft(models.Model):
    """What one reviewer writes on one case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="drafts")
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="drafts")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "reviewer"), name="drafts_draft_once"),)

    def __str__(self) -> str:
        return f"draft {self.pk}"


class DraftVersion(models.Model):
    """One saved text of one part of a draft (`summary`, `statement`, `line:1`).

    The current text of a part is its highest `number` that is not `is_aside`: a text that was saved on an older
    one than the current is kept aside and changes nothing.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="versions")
    part = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    content = SealedJson(of="draft.case", default=dict)
    saved_at = models.DateTimeField()
    is_aside = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("draft", "part", "number"), name="drafts_version_number"),)

    def __str__(self) -> str:
        return f"version {self.pk}"


class PageSeen(models.Model):
    """A page of the record that a person has seen, once: which page of which document, how, and when first.

    It serves what stands before a signature and what the director and the letter are told; it is no measure of work.
    """

    class How(models.TextChoices):
        """In which way it was seen."""

        SCREEN = "screen", _("On the screen")
        TEXT = "text", _("As text")
        PRINT = "print", _("Printed")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pages_seen")
    document = models.ForeignKey(CaseDocument, on_delete=models.PROTECT, related_name="pages_seen")
    page = models.PositiveIntegerField()
    how = models.CharField(max_length=6, choices=How.choices)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "document", "page"), name="drafts_page_seen_once"),)

    def __str__(self) -> str:
        return f"page seen {self.pk}"


class Dismissal(models.Model):
    """A document that the reviewer did not see whole, with the reason; `record` is its id in the docket."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="dismissals")
    record = models.CharField(max_length=100)
    reason = SealedText(of="draft.case")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"dismissal {self.pk}"


class Question(models.Model):
    """A question a reviewer wants a party to be asked. A coordinator asks it in the organization's name.

    `asked_as` is the number of the docket entry by which it was asked, None while it waits; `declined` says why it was
    not asked.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="questions")
    party = models.CharField(max_length=100)
    question = SealedText(of="draft.case")
    made_at = models.DateTimeField()
    asked_as = models.PositiveIntegerField(null=True, blank=True)
    declined = SealedText(of="draft.case")

    def __str__(self) -> str:
        return f"question {self.pk}"


class Return(models.Model):
    """A signed analysis sent back by the medical director: what was found wanting, and a question; never an outcome.

    `entry` is the number of the docket entry by which the returned text was signed (its document is that text);
    `rule` and `finding` are the id and the words of the Finding named. `answered_at` and `answered_by` (the number of
    the entry by which a text was signed again) are None while the return is open; `answer` is the reviewer's reply.
    `supplement` is the text on omitted lines that was returned; `entry` is 0 then.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="returns")
    entry = models.PositiveIntegerField()
    rule = models.CharField(max_length=40)
    finding = SealedText(of="case")
    question = SealedText(of="case")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="returns_made")
    made_at = models.DateTimeField()
    answer = SealedText(of="case")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.PositiveIntegerField(null=True, blank=True)
    supplement = models.ForeignKey("SignedSupplement", on_delete=models.PROTECT, null=True, related_name="returns")

    class Meta:
        indexes = (models.Index(fields=("case", "answered_at"), name="drafts_return_open"),)

    def __str__(self) -> str:
        return f"return {self.pk}"


class CheckFinding(models.Model):
    """What a check said of the letter that a draft comes to when its reviewer looked, and the reason why it stands
    where the reviewer gave one. Only the reviewer and the medical director see it.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="check_findings")
    key = models.CharField(max_length=24)
    check_id = models.CharField(max_length=40)
    rule = models.CharField(max_length=40)
    message = SealedText(of="draft.case")
    said_at = models.DateTimeField()
    because = SealedText(of="draft.case")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("draft", "key"), name="drafts_finding_once"),)

    def __str__(self) -> str:
        return f"check finding {self.pk}"


class SignedAnswers(models.Model):
    """What was answered to the checks when an analysis was signed, as the digest in its entry was made over it. Only
    the reviewer and the medical director see it; no export holds it.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="signed_answers")
    entry = models.PositiveIntegerField()
    content = SealedJson(of="case", default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "entry"), name="drafts_answers_once"),)

    def __str__(self) -> str:
        return f"signed answers {self.pk}"


class Omission(models.Model):
    """A line that application and determination omitted: its reviewer decides it afterwards, by a supplemental
    determination.

    `line` is the number it takes in the case, `treatment` what it asks for, `reason` on which paper it stands and how
    it came to be left out. `entry` is the number of the docket entry that issued the determination on it; `dropped`
    says why it is not decided after all. Both are empty while it waits.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="omissions")
    line = models.CharField(max_length=20)
    treatment = SealedJson(of="case", default=dict)
    reason = SealedText(of="case")
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="omissions")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    entry = models.PositiveIntegerField(null=True, blank=True)
    dropped = SealedText(of="case")
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("reviewer", "case"),
                condition=models.Q(entry=None, dropped_at=None),
                name="drafts_omission_open",
            ),
        )

    def __str__(self) -> str:
        return f"omission {self.pk}"


class SignedSupplement(models.Model):
    """What a reviewer signed on omitted lines. Every text that was signed stays.

    `content` is the determination as it was signed and `sha256` the digest that its letter prints; `answers` what was
    answered to the checks; `length` how long the docket was when it was signed.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="supplements")
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="supplements")
    content = SealedJson(of="case", default=dict)
    sha256 = models.CharField(max_length=64)
    answers = SealedJson(of="case", default=dict)
    length = models.PositiveIntegerField()
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"signed supplement {self.pk}"
