"""What each case counts for in the figures, kept beside its docket."""

from django.db import models

from evenhand_web.cases.models import Case


class CountedCase(models.Model):
    """What figures take from a case: read from its docket when that had the hash `head`, under the programme's
    `fingerprint`, in the form of the version `form`; sealed under the key of the case.

    `first_on` and `last_on` bound the days on which it counts for anything; `last_on` is None while the case may still
    count on days to come.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="counted")
    programme = models.CharField(max_length=40)
    head = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    form = models.PositiveSmallIntegerField()
    first_on = models.DateField()
    last_on = models.DateField(null=True)
    facts = models.BinaryField()

    class Meta:
        indexes = (models.Index(fields=("programme", "first_on", "last_on"), name="figures_counted_days"),)

    def __str__(self) -> str:
        return f"figures of {self.case_id}"
