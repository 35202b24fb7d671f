"""Tables of the diary: calls and letters, tasks, shifts of duty."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.idents import new_ident
from evenhand_web.infrastructure.sealed_columns import SealedText


class Talk(models.Model):
    """A call, visit or letter that is no docket entry by itself: who, when, and what about in the speaker's own words.

    `party` is the id of the party in the docket, empty for somebody else; `language` the BCP 47 tag of what was
    spoken.
    """

    class Manner(models.TextChoices):
        """How it came."""

        TELEPHONE = "telephone", _("Telephone")
        MAIL = "mail", _("Letter")
        FAX = "fax", _("Fax")
        EMAIL = "email", _("Email")
        VISIT = "visit", _("Visit")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="talks")
    manner = models.CharField(max_length=10, choices=Manner.choices)
    at = models.DateTimeField()
    party = models.CharField(max_length=60, blank=True)
    speaker = SealedText(of="case")
    telephone = SealedText(of="case")
    about = SealedText(of="case")
    answered = SealedText(of="case")
    interpreter = models.BooleanField(default=False)
    language = models.CharField(max_length=12, default="en")
    may_be_danger = models.BooleanField(default=False)
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("at", "id"), name="diary_talk_at"),
            models.Index(fields=("case", "at"), name="diary_talk_case"),
        )

    def __str__(self) -> str:
        return f"talk {self.pk}"


class Task(models.Model):
    """Something to be done by somebody in the office, until `due_at`.

    `key` is the idempotency key of what raised it: one cause raises one task. `raised_by` is None where the software
    did, on a rule of this house; `done_by` None where the cause went away by itself.
    """

    class Kind(models.TextChoices):
        """What has to be done to end a task; the page sorts and words it by this."""

        CERTIFICATION = "certification", _("Ask whether it is certified as urgent")
        DUTY = "duty", _("Close the gap in the on-call schedule")
        ADDRESS = "address", _("Find a better address and serve again")
        CALL_BACK = "call_back", _("Call back")
        OPERATION = "operation", _("See to the installation")
        READING = "reading", _("Look at unusual reading")
        INCIDENT = "incident", _("See to a privacy incident")
        OTHER = "other", _("Something else")

    ident = models.CharField(max_length=12, unique=True, default=new_ident, editable=False)
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="tasks")
    words = SealedText(of="case")
    due_at = models.DateTimeField()
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    given_to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="tasks")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = SealedText(of="case")

    class Meta:
        indexes = (
            models.Index(fields=("due_at", "id"), condition=models.Q(done_at=None), name="diary_task_open"),
            models.Index(
                fields=("given_to", "due_at", "id"), condition=models.Q(done_at=None), name="diary_task_given"
            ),
            models.Index(fields=("-done_at", "-id"), condition=models.Q(done_at__isnull=False), name="diary_task_done"),
            models.Index(fields=("case", "due_at"), name="diary_task_case"),
        )

    def __str__(self) -> str:
        return self.ident


class Shift(models.Model):
    """A stretch of time in which a person answers for the part they play."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shifts")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("ends_at", "begins_at"), name="diary_shift_time"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("begins_at")), name="diary_shift_ends"),
        )

    def __str__(self) -> str:
        return f"shift {self.pk}"


class SavedView(models.Model):
    """A way to look at the queue that a person keeps under a name: the part of its address that asks for it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=400)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "name"), name="diary_view_name"),)

    def __str__(self) -> str:
        return f"view {self.pk}"
