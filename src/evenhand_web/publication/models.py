"""Letters prepared for publication, and what people decided about their passages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from evenhand.corpus.redaction import Kind
from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.sealed_columns import SealedJson, SealedText
from evenhand_web.letters.models import Issue


class Preparation(models.Model):
    """A served letter as it was prepared for publication, once; the letter itself is another file and stays as it is.

    `digest` is that of the text as served, `fingerprint` that of the programme whose policy was followed. `masks` are
    the passages masked (start, end, kind, why, what is shown), `reasons` why a person must look; without any nobody
    has to, but for those that the lot falls on: `drawn` of 10,000 under `share` percent, made with `seed`.
    `published_as` is the number of the docket entry that published it last.
    """

    issue = models.OneToOneField(Issue, on_delete=models.PROTECT, related_name="preparation")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="preparations")
    digest = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    masks = SealedJson(of="case", default=list)
    reasons = SealedJson(of="case", default=list)
    must_be_read = models.BooleanField()
    seed = models.CharField(max_length=80)
    share = models.PositiveSmallIntegerField()
    drawn = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)
    second_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    published_as = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return f"preparation {self.pk}"


class PassageJudgment(models.Model):
    """That a person lifted a passage of a prepared letter, or masked one, with the reason. Rows are added, not changed.

    `is_leak` marks what a second person masked that the first had left, or that nobody had looked at.
    """

    preparation = models.ForeignKey(Preparation, on_delete=models.CASCADE, related_name="judgments")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    is_lifted = models.BooleanField()
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Kind])
    why = SealedText(of="preparation.case")
    is_leak = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"judgment {self.pk}"


KIND_WORDS = {
    Kind.NAME: _("name"),
    Kind.NUMBER: _("number"),
    Kind.ADDRESS: _("address"),
    Kind.ORGANIZATION: _("organization"),
    Kind.DATE: _("date"),
    Kind.CONTACT: _("contact"),
    Kind.STORY: _("story"),
    Kind.UNSURE: _("unsure"),
}
"""What a passage would tell, in words."""
