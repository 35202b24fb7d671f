"""What is known of a reviewer's qualifications. Names stand in `accounts` and nowhere else."""

from django.db import models

from evenhand_web.accounts.models import Person


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
