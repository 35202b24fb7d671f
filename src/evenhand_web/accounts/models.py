"""People who work here, their second factors, and how often somebody tried to sign in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from evenhand_web.infrastructure.idents import new_person_ident
from evenhand_web.infrastructure.models import StoredFile


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
    """Somebody who works on cases. `ident` is what the docket calls them; a reviewer's name never leaves this table.

    Who `keeps_accounts` invites, suspends and resets the others, never themselves. `programmes` are the ids of those
    whose cases the person may open, separated by spaces; empty is every one.
    """

    ident = models.CharField(max_length=20, unique=True, default=new_person_ident, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=20, choices=PersonRole.choices)
    is_active = models.BooleanField(default=True)
    keeps_accounts = models.BooleanField(default=False)
    programmes = models.CharField(max_length=200, default="", blank=True)

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.ident

    def works_on(self, programme: str) -> bool:
        """Whether the person may have to do with cases of a programme, by id."""
        return not self.programmes or programme in self.programmes.split()


class OpeningHalves(models.Model):
    """What opens an account whose password is to be chosen where no mail goes out: a link and a code, kept as digests,
    each shown once and to another person. `first_by` and `second_by` are who was shown the link and the code.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="opening_halves")
    first = models.CharField(max_length=64)
    first_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.CharField(max_length=64, default="", blank=True)
    second_by = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"halves for {self.person_id}"


class SecondFactor(models.Model):
    """The secret that a person's telephone is taking over since `pending_since`, wrapped under the master key named
    beside it. What counts is kept by django-allauth, in its table of authenticators.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="second_factor")
    pending = models.BinaryField(null=True)
    pending_key = models.CharField(max_length=16, default="", blank=True)
    pending_since = models.DateTimeField(null=True, blank=True)

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


class Notification(models.Model):
    """That something concerns a person, and where it is: no word of what it says. `place` is the name of an address,
    `case` the opaque id of a case and `about` what else the address names; `key` tells one cause from another.
    """

    class Kind(models.TextChoices):
        """What it is about; the page words it by this."""

        CASE_GIVEN = "case_given", _("A case was given to you")
        ASKED = "asked", _("You are asked to review a case")
        ASSIGNED = "assigned", _("A case was assigned to you for review")
        SENT_BACK = "sent_back", _("A determination came back to you with a question")
        RETURN_ANSWERED = "return_answered", _("What you sent back was answered, and is signed again")
        OMITTED = "omitted", _("A line that was left out of a case you decided waits for you")
        QUESTION = "question", _("A reviewer wants a party asked")
        ANSWERED = "answered", _("A party's answer came")
        DUE = "due", _("A due day is near")
        TASK = "task", _("A task waits for you")
        LATE_PAPERS = "late_papers", _("Papers came after a determination was signed")
        ALARM = "alarm", _("An alarm")
        FAILURE = "failure", _("Something behind the pages failed")

    key = models.CharField(max_length=160, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    place = models.CharField(max_length=40)
    case = models.CharField(max_length=12, blank=True)
    about = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("person",), condition=models.Q(read_at=None), name="accounts_note_unread"),
            models.Index(fields=("person", "-at", "-id"), name="accounts_note_person"),
        )

    def __str__(self) -> str:
        return f"notification {self.pk}"


class KeptForm(models.Model):
    """What somebody had typed into a form when their session had ended: its fields, encrypted on the shelf, and the
    address they were sent to. `place` is the name of that address.
    """

    ident = models.CharField(max_length=43, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=400)
    place = models.CharField(max_length=60)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="form_as")
    kept_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"kept form {self.pk}"
