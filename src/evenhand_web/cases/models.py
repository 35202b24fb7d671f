"""Cases, their dockets, and what is kept beside them.

A docket is written forward only: the database itself refuses to change or delete a row.
"""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from evenhand_web.accounts.models import Person
from evenhand_web.infrastructure.idents import new_ident
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.programmes import standing_programme
from evenhand_web.infrastructure.sealed_columns import SealedJson, SealedText, knows_cases

NEVER = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)
"""The due instant of a case in which nothing is due: it stands at the end of every queue."""


NOTHING_DUE = {
    "due_at": NEVER,
    "due_label": "",
    "due_rule": "",
    "due_holder": "",
    "house_due_at": NEVER,
    "house_due_label": "",
}
"""The columns of a case in which nothing is due."""


class Case(models.Model):
    """A case: which programme it runs under, and what its docket gives for the queue.

    Everything below `head` is cached from the docket, in the transaction of the entry, under the programme's
    `fingerprint`; none of it depends on today. `holder` is whose turn the stage is: nobody's in a case that is over.
    `due_at` is the last instant of the next duty of anybody, `house_due_at` that of the organization's own, which a
    party's late duty would hide; `claim` what cases of one applicant over one matter share. `number_key` is the number
    however it may be typed; it is empty only for cases that had each other's numbers before that was looked at.
    `wrapped_key` opens what its entries say, under the key of the bucket `key_bucket`; both are None once the case was
    erased.
    """

    ident = models.CharField(max_length=12, unique=True, default=new_ident, editable=False)
    number = models.CharField(max_length=40, unique=True)
    number_key = models.CharField(max_length=80, blank=True, default="")
    programme = models.CharField(max_length=40)
    head = models.CharField(max_length=64)
    length = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64, db_index=True)
    stage = models.CharField(max_length=40)
    holder = models.CharField(max_length=20, blank=True)
    priority = models.CharField(max_length=12)
    due_at = models.DateTimeField(default=NEVER)
    due_label = models.CharField(max_length=120, blank=True)
    due_rule = models.CharField(max_length=40, blank=True)
    due_holder = models.CharField(max_length=20, blank=True)
    house_due_at = models.DateTimeField(default=NEVER)
    house_due_label = models.CharField(max_length=120, blank=True, default="")
    received_on = models.DateField()
    claim = models.CharField(max_length=64, blank=True, db_index=True)
    wrapped_key = models.BinaryField(null=True)
    key_bucket = models.CharField(max_length=16, null=True)  # noqa: DJ001 - None together with the key

    class Meta:
        indexes = (
            models.Index(fields=("due_at", "id"), name="cases_case_due"),
            models.Index(fields=("stage", "due_at", "id", "programme"), name="cases_case_stage_due"),
            models.Index(fields=("due_holder", "due_at", "id"), name="cases_case_holder_due"),
            models.Index(fields=("stage",), condition=models.Q(priority="expedited"), name="cases_case_expedited"),
            models.Index(fields=("due_at", "id", "holder"), condition=~models.Q(holder=""), name="cases_case_open_due"),
            models.Index(
                fields=("house_due_at", "id", "holder"), condition=~models.Q(holder=""), name="cases_case_house_due"
            ),
            models.Index(fields=("holder", "due_at", "id"), name="cases_case_turn_due"),
            models.Index(fields=("received_on", "id"), name="cases_case_received"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("number_key",), condition=~models.Q(number_key=""), name="cases_case_number_typed"
            ),
        )

    def __str__(self) -> str:
        return self.ident

    @property
    def is_made_up(self) -> bool:
        """Whether the law it runs under exists nowhere, which every page of it says."""
        law = standing_programme(self.programme)
        return law is not None and law.made_up


@knows_cases
def case_of_ident(ident: str) -> Case | None:
    """The case of an opaque id; None where there is none of it."""
    return Case.objects.filter(ident=ident).first()


class NumberSeries(models.Model):
    """How far the house's own case numbers have come in a programme and year: `last` is the last place given."""

    programme = models.CharField(max_length=40)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("programme", "year"), name="cases_number_series"),)

    def __str__(self) -> str:
        return f"series {self.pk}"


class FiledRow(models.Model):
    """A row of a table that was taken in, by the digest of all it states, and the case it is."""

    key = models.CharField(max_length=64, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="filed_rows")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"row {self.pk}"


class DocketEntry(models.Model):
    """One entry: its header as canonical JSON (all of it but payload and salt), what it says, and its hash. `payload`
    is payload and salt sealed under the key of the case, `salt` empty; in entries from before, until they are sealed,
    the canonical bytes and the salt as they are. Both are None once lawfully erased.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    on = models.DateField()
    recorded_at = models.DateTimeField()
    header = models.BinaryField()
    payload = models.BinaryField(null=True)
    salt = models.CharField(max_length=64, null=True)  # noqa: DJ001 - None says erased; an empty salt would be one
    hash = models.CharField(max_length=64)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="entries")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "number"), name="cases_entry_place"),)

    def __str__(self) -> str:
        return f"{self.case_id} no. {self.number}"


class CaseDocument(models.Model):
    """A stored file as a document of a case, with the docket entry it came with."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT)
    entry = models.PositiveIntegerField()
    name = SealedText(of="case")

    class Meta:
        indexes = (models.Index(fields=("case", "entry"), name="cases_document_entry"),)

    def __str__(self) -> str:
        return f"document {self.pk}"


class CaseName(models.Model):
    """A word by which a case is found: of the name of a party, or of its number. `sound` is how the word sounds, `name`
    all the words it stands among, `written` the name as entered, `role` whose: empty for the number.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="names")
    word = models.CharField(max_length=40)
    sound = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=400)
    written = models.CharField(max_length=200)
    role = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("word", "id"), name="cases_name_word"),
            models.Index(fields=("sound", "id"), name="cases_name_sound"),
        )

    def __str__(self) -> str:
        return f"name {self.pk}"


class Delegation(models.Model):
    """The regulator's written leave for the organisation to make one kind of entry in its name, from a day, until a
    day.
    """

    programme = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    paper = models.CharField(max_length=200)

    class Meta:
        indexes = (models.Index(fields=("programme", "kind", "since"), name="cases_delegation_kind"),)

    def __str__(self) -> str:
        return f"delegation {self.pk}"


class PartyContact(models.Model):
    """How a party of a case is reached from a day, as somebody was told; rows are added and never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contacts")
    party = models.CharField(max_length=60)
    address = SealedText(of="case")
    telephone = SealedText(of="case")
    fax = SealedText(of="case")
    email = SealedText(of="case")
    since = models.DateField()
    how = SealedText(of="case")
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("case", "party", "since"), name="cases_contact_party"),)

    def __str__(self) -> str:
        return f"contact {self.pk}"


class ComparedCase(models.Model):
    """What of a case is compared with others. Day of birth, claim number and those `named` beside the parties (the name
    by the part played) were keyed beside the docket; `physician` is who requested the treatment; `lines` the treatments
    in dispute, sealed under the key of the case.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="compared")
    name = SealedText(of="case")
    occurred_on = models.DateField(null=True, blank=True)
    born_on = models.DateField(null=True, blank=True)
    claim_number = SealedText(of="case")
    named = SealedJson(of="case", default=dict)
    physician = SealedText(of="case")
    physician_npi = SealedText(of="case")
    ur_decided_on = models.DateField(null=True, blank=True)
    lines = models.BinaryField(null=True)

    def __str__(self) -> str:
        return f"compared {self.case_id}"


class CompareKey(models.Model):
    """A digest by which a case is found among those that may be one with it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=32, db_index=True)

    def __str__(self) -> str:
        return f"key {self.pk}"


class PairJudged(models.Model):
    """What a person says of two cases, `low` and `high` by their place in the table; the last word counts."""

    class Verdict(models.TextChoices):
        """What two cases can be to one another."""

        DUPLICATE = "duplicate", _("One application, filed twice")
        RELATED = "related", _("Same applicant and matter, another dispute")
        DIFFERENT = "different", _("Different applicants or matters")

    low = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    high = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reason = SealedText(of=("low", "high"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("low", "high"), name="cases_pair_judged"),)

    def __str__(self) -> str:
        return f"pair {self.pk}"


class Assignee(models.Model):
    """Somebody of the house who works on a case, from `since` until `ended_at`. `given_by` is None where they took the
    application in themselves.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignees")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "case"), condition=models.Q(ended_at=None), name="cases_assignee_once"
            ),
        )

    def __str__(self) -> str:
        return f"assignee {self.pk}"


class EmergencyAccess(models.Model):
    """Somebody who was not assigned to a case opened it all the same, for a reason, until an instant; and what whoever
    watches over such openings said of it.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="emergencies")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = SealedText(of="case")
    at = models.DateTimeField()
    until = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    verdict = SealedText(of="case")

    class Meta:
        indexes = (
            models.Index(fields=("person", "until"), name="cases_emergency_person"),
            models.Index(fields=("at", "id"), condition=models.Q(looked_at=None), name="cases_emergency_unseen"),
        )

    def __str__(self) -> str:
        return f"emergency access {self.pk}"


class LegalHold(models.Model):
    """Nothing of a case may be erased while a row of it is not lifted: somebody may have to answer for it in law."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holds")
    reason = SealedText(of="case")
    since = models.DateTimeField()
    set_by = models.CharField(max_length=20)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"hold {self.pk}"


class Erasure(models.Model):
    """What was lawfully erased of a case: all that its entries say, or one document; under which authority, why, by
    whom (by opaque id, or `operator`), and when. It says what went by number and name, and nothing of what it said.
    """

    class Extent(models.TextChoices):
        """How much was erased."""

        CASE = "case", _("All that the docket says, and every document")
        DOCUMENT = "document", _("One document")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="erasures")
    extent = models.CharField(max_length=10, choices=Extent.choices)
    entries = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    authority = models.CharField(max_length=200)
    reason = models.CharField(max_length=400)
    by = models.CharField(max_length=20)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"erasure {self.pk}"
