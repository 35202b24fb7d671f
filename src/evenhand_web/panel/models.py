"""What is known of reviewers and of what ties them, and what a case asks of one. Names of people who work here stand in
`accounts`; a credential file carries the one on its papers.
"""

from django.db import models

from evenhand_web.accounts.models import Person
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.sealed_columns import SealedText


class ReviewerProfile(models.Model):
    """A reviewer's standing statement, as it is told outside the organisation and checked against a case.

    Lists stand one to a line. `capacity` is how many cases the reviewer takes at once; `practises` says whether the
    reviewer takes cases now.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="profile")
    licensed_in = models.TextField(blank=True)
    certifications = models.TextField(blank=True)
    practice = models.TextField(blank=True)
    languages = models.TextField(blank=True)
    capacity = models.PositiveSmallIntegerField(default=5)
    practises = models.BooleanField(default=True)
    verified_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"profile {self.pk}"


class CredentialFile(models.Model):
    """A reviewer's credential file as it was kept at one time: the core's `Reviewer` as canonical JSON, its id the
    person's. Rows are added, not changed; the newest of a person counts.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="credential_files")
    content = models.TextField()
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"credential file {self.pk}"


class AffiliationGraph(models.Model):
    """People, organizations and their ties as they were kept at one time: the core's `Affiliations` as canonical JSON.
    Rows are added, not changed; the newest counts.
    """

    content = models.TextField()
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"affiliations {self.pk}"


class WeightsApproval(models.Model):
    """Somebody answers for a file of the house's own choices of a panel, or does no more: the last row of a file
    counts.

    `digest` is that of the very file, `role` the part the person played by the programme. Rows are never changed.
    """

    programme = models.CharField(max_length=40)
    file = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    is_approved = models.BooleanField()
    role = models.CharField(max_length=20)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="weights_approvals")
    made_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("programme", "id"), name="panel_approval_programme"),)

    def __str__(self) -> str:
        return f"approval {self.pk}"


class CaseDescription(models.Model):
    """What a case is about in the words of the panel's vocabulary, and who is in it beside the docket's parties: the
    value `Described` as canonical JSON. `case` is the case's opaque id.
    """

    case = models.CharField(max_length=12, unique=True)
    content = SealedText(of="case")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"description {self.pk}"


class FloorRequest(models.Model):
    """A wish to propose a physician whose fit is below the house's floor, for a second person to allow.

    `case` is the case's opaque id; `score` and `floor` are as they were when it was asked.
    """

    case = models.CharField(max_length=12, db_index=True)
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    floor = models.PositiveSmallIntegerField()
    reason = SealedText(of="case")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "reviewer"), name="panel_floor_request_once"),)

    def __str__(self) -> str:
        return f"floor request {self.pk}"


class NameRuling(models.Model):
    """A person's answer whether two are one; each of `one` and `other` is an entity's id, or a name as written. Answers
    given here outlast the file of affiliations that raised the question; of two on the same names the later counts.
    """

    one = models.CharField(max_length=300)
    other = models.CharField(max_length=300)
    is_same = models.BooleanField()
    reason = models.TextField()
    made_on = models.DateField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"ruling {self.pk}"


class BatchRun(models.Model):
    """The day's queue drawn up at once: asked for here, done by a worker. `outcome` is the core's `Batch` as canonical
    JSON, empty until then; `undescribed` numbers cases that nobody has described. It enters nothing anywhere.
    `programme` is the id of the one whose cases it gives.
    """

    programme = models.CharField(max_length=60)
    seed = models.CharField(max_length=64)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    outcome = models.TextField(blank=True)
    undescribed = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"batch {self.pk}"


class CredentialPaper(models.Model):
    """A credential file as a paper: asked for here, printed by the worker. `said` tells why it could not be."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="papers")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    said = models.TextField(blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"credential paper {self.pk}"
