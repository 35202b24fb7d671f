"""What came to the house, the papers it held, what each is held against, and what was done with it.

The bytes lie on the shelf, each under a key of its own; what a paper says is sealed with them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.idents import new_ident
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.sealed_columns import SealedText


class Delivery(models.Model):
    """What came at once: a scan, a fax, an e-mail, an upload, an archive. `key` says by which door and as what it came,
    so that the same arrival is taken in once, however often it is looked at.

    `arrived_at` is when it reached the house's machines; `stamped_on`, `stamped_at` and `postmarked_on` stand on the
    paper. `source` is the id of the door; `sender` the address or number it came from, as the door tells; `ornaments`
    counts small pictures of a message's own layout that stay in it. `file` is the whole of it, unchanged.
    """

    class Manner(models.TextChoices):
        """How something reached the house."""

        PAPER = "paper", _("Paper, scanned here")
        FAX = "fax", _("Fax")
        EMAIL = "email", _("E-mail")
        UPLOAD = "upload", _("Upload")

    ident = models.CharField(max_length=12, unique=True, default=new_ident, editable=False)
    key = models.CharField(max_length=64, unique=True)
    manner = models.CharField(max_length=6, choices=Manner.choices)
    source = models.CharField(max_length=60)
    sender = SealedText(of="file")
    name = SealedText(of="file")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="delivered_as")
    arrived_at = models.DateTimeField(db_index=True)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    stamped_on = models.DateField(null=True, blank=True)
    stamped_at = models.TimeField(null=True, blank=True)
    postmarked_on = models.DateField(null=True, blank=True)
    ornaments = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"delivery {self.pk}"


class Item(models.Model):
    """One paper that came, until it stands in a record, and for good: where it lies now and why.

    `place` counts from 1 in its delivery; `file` is that of the delivery where that is one paper. `fault` says why no
    page can be made of it; `facts` holds what it says of whose it is, None until it was read. `reason` says why it did
    not file itself, or how it was filed. `case`, `party`, `entry` and `document` are where it was filed, and as whose;
    of an item that is set apart, `case` is the one that its cover sheet leads to. `same_as` is the paper that came
    before with the same bytes or pages.
    """

    class State(models.TextChoices):
        """What became of a paper."""

        NEW = "new", _("Being read")
        WAITING = "waiting", _("Waits for somebody")
        FILED = "filed", _("Filed")
        AGAIN = "again", _("Came before")
        APPLICATION = "application", _("Kept for a new application")
        APART = "apart", _("Set apart: another person's")
        NO_RECORD = "no_record", _("No paper of a record")
        PARTED = "parted", _("Split at its cover sheets")
        LATE = "late", _("Kept: came after the determination")

    ident = models.CharField(max_length=12, unique=True, default=new_ident, editable=False)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveIntegerField()
    name = SealedText(of="file")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="items")
    state = models.CharField(max_length=12, choices=State.choices, default=State.NEW)
    arrived_at = models.DateTimeField()
    fault = models.CharField(max_length=20, blank=True)
    pages = models.PositiveIntegerField(default=0)
    facts = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, related_name="facts_of")
    read_at = models.DateTimeField(null=True, blank=True)
    reason = SealedText(of="file")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="mailed")
    party = models.CharField(max_length=60, blank=True)
    entry = models.PositiveIntegerField(null=True, blank=True)
    document = models.CharField(max_length=20, blank=True)
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="came_again")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("delivery", "place"), name="mailroom_item_place"),)
        indexes = (
            models.Index(fields=("state", "arrived_at", "id"), name="mailroom_item_state"),
            models.Index(fields=("case", "entry"), name="mailroom_item_case"),
        )

    def __str__(self) -> str:
        return self.ident


class ItemPage(models.Model):
    """A page of a paper: a digest of what stands on it, by which the same page is known again; empty for a blank one.
    `image` is its picture, of the first pages alone.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="page_set")
    number = models.PositiveIntegerField()
    mark = models.CharField(max_length=64, blank=True, db_index=True)
    image = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, related_name="item_page")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("item", "number"), name="mailroom_page_place"),)

    def __str__(self) -> str:
        return f"page {self.pk}"


class Candidate(models.Model):
    """A case that a paper may be of: the score, and its reasons (words that name nobody)."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="candidates")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("item", "case"), name="mailroom_candidate_once"),)

    def __str__(self) -> str:
        return f"candidate {self.pk}"


class ItemAct(models.Model):
    """What was done with a paper, when, and by whom: None where it filed itself. Rows are added and never changed."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="acts")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    did = models.CharField(max_length=20)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    entry = models.PositiveIntegerField(null=True)
    because = SealedText(of="item.file")

    def __str__(self) -> str:
        return f"act {self.pk}"


class CoverCode(models.Model):
    """A code printed on a cover sheet: for which case and party; it leads nowhere once it has ended."""

    code = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("case", "party"), condition=models.Q(ended_at=None), name="mailroom_code_once"
            ),
        )

    def __str__(self) -> str:
        return f"code {self.pk}"


class MailboxMark(models.Model):
    """Up to which message a mailbox was read: its door, the validity of its numbers, and the last number."""

    source = models.CharField(max_length=60, unique=True)
    validity = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"mailbox {self.pk}"
