"""Absences: from when until when a reviewer takes no case."""

from django.db import models

from evenhand_web.accounts.models import Person


class Absence(models.Model):
    """A stretch of days, both ends included, in which a reviewer is away; `ended_at` where it was taken back."""

    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    since = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=400, blank=True)
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("reviewer", "until"), name="placing_absence_reviewer"),)

    def __str__(self) -> str:
        return f"absence {self.pk}"
