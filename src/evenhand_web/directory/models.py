"""Organizations that take part in cases, each kept once."""

from django.db import models

from evenhand_web.accounts.models import Person
from evenhand_web.infrastructure.idents import new_ident


class Organization(models.Model):
    """An organization as the house knows it: where it is served, since when it consents to be served electronically and
    by which paper, for whom it acts, and when somebody verified all that, and how. `kind` is the part that it plays in
    cases, by the id under which programs know it; `name_key` is the name as two of them are compared.
    """

    ident = models.CharField(max_length=12, unique=True, default=new_ident, editable=False)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(max_length=40)
    address = models.TextField(max_length=600, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    fax = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    e_service_since = models.DateField(null=True, blank=True)
    e_service_paper = models.CharField(max_length=200, blank=True)
    acts_for = models.ManyToManyField("self", symmetrical=False, related_name="agents", blank=True)
    verified_on = models.DateField()
    verified_how = models.CharField(max_length=200)
    kept_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("name_key", "kind"), name="directory_organization_once"),)

    def __str__(self) -> str:
        return self.ident
