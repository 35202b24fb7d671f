"""People who work here, their second factors, and how often somebody tried to sign in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from evenhand_web.infrastructure.idents import new_person_ident


class PersonRole(models.TextChoices):
    """The part a person plays. One person, one role: who both coordinates and reviews has two accounts."""

    COORDINATOR = "coordinator", _("Coordinator")
    REVIEWER = "reviewer", _("Physician reviewer")
    MEDICAL_DIRECTOR = "medical_director", _("Medical director")
    REGULATOR = "regulator", _("Regulator's office")


class People(BaseUserManager["Person"]):
    """All people, and making one."""

    def add(self, email: str, name: str, role: PersonRole, password: str, **more: Any) -> "Person":
        """A new person who can sign in with this address and password."""
        person = self.model(email=self.normalize_email(email).lower(), name=name, role=role, **more)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person of an e-mail address, however it is capitalised."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Somebody who works on cases. `ident` is what the docket calls them; a reviewer's name never leaves this table."""

    ident = models.CharField(max_length=20, unique=True, default=new_person_ident, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=20, choices=PersonRole.choices)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.ident


class SecondFactor(models.Model):
    """The secret a person's telephone makes codes with, wrapped under the master key named beside it.

    `pending` is one that is being set up since `pending_since`.
    `last_step` is the step of time whose code was used last: none serves twice.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="second_factor")
    secret = models.BinaryField(null=True)
    master_key = models.CharField(max_length=16, default="", blank=True)
    pending = models.BinaryField(null=True)
    pending_key = models.CharField(max_length=16, default="", blank=True)
    pending_since = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"second factor of {self.person_id}"


class RecoveryCode(models.Model):
    """A code that opens the door once in the place of the telephone, under a digest."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "digest"), name="accounts_code_once"),)

    def __str__(self) -> str:
        return f"recovery code {self.pk}"


class SignInAttempt(models.Model):
    """An attempt to sign in that failed, under digests of the address and of the machine it came from."""

    address = models.CharField(max_length=64)
    machine = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("address", "at"), name="accounts_attempt_address"),
            models.Index(fields=("machine", "at"), name="accounts_attempt_machine"),
        )

    def __str__(self) -> str:
        return f"attempt {self.pk}"
