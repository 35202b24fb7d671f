"""Letters on their way: asked for, made, entered, sent. What the docket says counts; these rows lead to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.sealed_columns import SealedJson, SealedText

DETERMINATION = "determination"
"""What a docket calls the notice that the determination goes out with."""
LETTER = "determination:letter"
"""What an issue calls the determination itself."""
CORRECTION = "determination:correction"
"""What an issue calls a corrected version of the determination."""
SUPPLEMENT = "determination:supplement"
"""What an issue calls the determination on lines that the first one omitted."""


class Issue(models.Model):
    """A letter to be issued, once: a notice to everyone it is owed to, or the determination.

    `key` is the idempotency key; `what` the notice's id, LETTER, CORRECTION or SUPPLEMENT; `since` the number of the
    docket entry it follows from (what made the notice owed, the signature, of a correction and a supplement the last
    before it); `length` how long the docket was when it was asked for. `dated_on` is the day its kept letters bear and
    `head` the end of the docket they were made on; `entry` the number of the first docket entry that issued it.
    `redates` is the issue whose letters, not sent on their day, these replace. `returned` is the number of the entry by
    which mail came back that is served again, and `anew` why the party's rights run from that service, where they do.
    `said` holds why it stopped, or whom it left out, a line for each reason.
    """

    class State(models.TextChoices):
        """How far it has come."""

        ASKED = "asked", _("Being made")
        RENDERED = "rendered", _("Made, about to be entered")
        SEALED = "sealed", _("Sealed, about to be entered")
        ENTERED = "entered", _("Issued, to be sent")
        SERVED = "served", _("Issued and sent")
        STOPPED = "stopped", _("Stopped")

    key = models.CharField(max_length=150, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="issues")
    what = models.CharField(max_length=60)
    since = models.PositiveIntegerField()
    length = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    attempt = models.PositiveSmallIntegerField(default=1)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="issues_asked")
    asked_at = models.DateTimeField()
    dated_on = models.DateField(null=True, blank=True)
    head = models.CharField(max_length=64, blank=True)
    entry = models.PositiveIntegerField(null=True, blank=True)
    redates = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="redated_by")
    returned = models.PositiveIntegerField(null=True, blank=True)
    anew = SealedText(of="case")
    said = SealedText(of="case")

    class Meta:
        indexes = (models.Index(fields=("case", "what", "since"), name="archive_issue_case"),)

    def __str__(self) -> str:
        return f"issue {self.pk}"


UNDERWAY = (Issue.State.ASKED, Issue.State.RENDERED, Issue.State.SEALED)
"""Asked for, and neither entered nor stopped."""


class SlipOfPen(models.Model):
    """What a corrected version of the determination corrects: of which sort, what stood, what stands now."""

    issue = models.OneToOneField(Issue, on_delete=models.PROTECT, related_name="slip")
    field = models.CharField(max_length=200)
    was = SealedText(of="issue.case")
    becomes = SealedText(of="issue.case")

    def __str__(self) -> str:
        return f"slip {self.pk}"


class ReasonsVersion(models.Model):
    """A named translator's version of the reasons of one signed text, by its digest. Every version stays; the newest in
    a language goes out behind the letters in that language.

    `words` are its passages by their keys; `credential` is by what the translator is qualified, where that was told.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reasons_versions")
    sha256 = models.CharField(max_length=64)
    language = models.CharField(max_length=20)
    translator = SealedText(of="case")
    credential = SealedText(of="case")
    on = models.DateField()
    words = SealedJson(of="case", default=dict)
    kept_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("case", "sha256", "language"), name="archive_reasons_version"),)

    def __str__(self) -> str:
        return f"reasons version {self.pk}"


class UnsealedLeave(models.Model):
    """That a letter of a case leaves on a day without the seal: proposed by one person with the reason, decided by a
    second.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="unsealed_leaves")
    on = models.DateField()
    reason = SealedText(of="case")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"unsealed leave {self.pk}"


class KeptLetter(models.Model):
    """A letter as it was made: kept whether it was sent, or made anew because its day had passed.

    `party` is whom it is made out to, empty for the determination; `seal` tells by which certificate it was sealed,
    `unstamped` why that seal carries no time stamp, where one was asked for.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="letters")
    party = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=200)
    dated_on = models.DateField()
    head = models.CharField(max_length=64)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="kept_letter")
    seal = models.CharField(max_length=200, blank=True)
    unstamped = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("issue", "dated_on", "head", "name"), name="archive_letter_once"),
        )

    def __str__(self) -> str:
        return f"letter {self.pk}"


class Delivery(models.Model):
    """A letter to one party by post: it waits until somebody confirms that it was handed to the carrier.

    `entry` is the number of the entry that issued it; `deposited_as` that of the entry that tells of its deposit.
    `told_on`, `told_method` and `told_by` are what was confirmed, `said` why the docket refused it.
    """

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", _("To be mailed")
        TOLD = "told", _("Confirmed, being entered")
        DEPOSITED = "deposited", _("Mailed")
        REPLACED = "replaced", _("Not to be sent any more")
        RETURNED = "returned", _("Came back")

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="deliveries")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deliveries")
    notice = models.CharField(max_length=60)
    party = models.CharField(max_length=100)
    entry = models.PositiveIntegerField()
    dated_on = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    told_on = models.DateField(null=True, blank=True)
    told_method = models.CharField(max_length=40, blank=True)
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="deposits_told")
    deposited_as = models.PositiveIntegerField(null=True, blank=True)
    said = SealedText(of="case")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "entry"), name="archive_delivery_once"),)
        indexes = (models.Index(fields=("state", "dated_on", "id"), name="archive_delivery_state"),)

    def __str__(self) -> str:
        return f"delivery {self.pk}"


class PrintRun(models.Model):
    """Letters gathered into one PDF for the printer. The file is erased after a day; the letters themselves stay."""

    deliveries = models.JSONField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="print_runs")
    asked_at = models.DateTimeField()
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, related_name="print_run")

    def __str__(self) -> str:
        return f"print run {self.pk}"


class NewsAddress(models.Model):
    """Where a party of a case is told by mail over the net that a letter is on its way: that, and nothing of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="news_addresses")
    party = models.CharField(max_length=100)
    email = SealedText(of="case")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "party"), name="archive_news_once"),)

    def __str__(self) -> str:
        return f"news address {self.pk}"


class WordingApproval(models.Model):
    """Somebody answers for the words of a letter in a language, or does no more: the last row of a letter counts.

    `digest` is that of the very words, `role` the part the person played by the programme. Rows are never changed.
    """

    programme = models.CharField(max_length=40)
    letter = models.CharField(max_length=60)
    language = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    is_approved = models.BooleanField()
    role = models.CharField(max_length=20)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="wording_approvals")
    made_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("programme", "id"), name="archive_approval_programme"),)

    def __str__(self) -> str:
        return f"approval {self.pk}"


class HouseStatement(models.Model):
    """That the organization itself, its officers, directors and employees are free of ties to those in a case, or which
    tie there is. `form` is the digest of the form that was answered, `points` whom it named (id and name) as JSON;
    `tie` is what was disclosed instead, empty where nothing was. Rows are added, not changed; the newest counts.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="house_statements")
    form = models.CharField(max_length=64)
    points = SealedJson(of="case", default=list)
    tie = SealedText(of="case")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"house statement {self.pk}"


class LetterReading(models.Model):
    """How much of a signed letter whoever releases it must read: what flags it (`flags`, ids), and the draw by lot of
    letters that nothing flags: `drawn` of 10,000 under `share` percent, made with `seed`. `read_at` is when the person
    said to have read all of it. `entry` is that of the signature.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letter_readings")
    entry = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seed = models.CharField(max_length=80)
    share = models.PositiveSmallIntegerField()
    drawn = models.PositiveSmallIntegerField()
    flags = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "entry", "person"), name="archive_reading_once"),)

    def __str__(self) -> str:
        return f"letter reading {self.pk}"
