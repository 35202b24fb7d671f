"""Tables of the works: jobs, mail to be sent, stored files, and who opened them."""

from django.db import models


class Job(models.Model):
    """One thing to be done, written in the transaction of whatever makes it due.

    `due_at` is when it may be taken; taking it moves that instant to the end of a lease and sets `token`, so that the
    job of a worker that died comes up again by itself. `key` is the idempotency key: a thing is asked for once.
    """

    class State(models.TextChoices):
        """What has become of a job."""

        WAITING = "waiting"
        DONE = "done"
        DEAD = "dead"

    lane = models.CharField(max_length=20)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    token = models.CharField(max_length=32, default="", blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("lane", "due_at", "id"), condition=models.Q(state="waiting"), name="works_job_waiting"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Installation(models.Model):
    """What this database is: one row, written when it is made, and never changed."""

    is_demonstration = models.BooleanField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="works_installation_once"),)

    def __str__(self) -> str:
        return "demonstration" if self.is_demonstration else "installation"


class OutboxMessage(models.Model):
    """A letter by mail over the net, written with the docket entry it tells of. It says that there is news, never
    which. `recipient` is who works here; mail to a party of a case names the row
    of its address instead, `to_party`, and none of it.
    """

    key = models.CharField(max_length=180, unique=True)
    recipient = models.EmailField(blank=True)
    to_party = models.PositiveBigIntegerField(null=True, blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"message {self.pk}"


class KeyBucket(models.Model):
    """One of 256 keys under which the keys of files and cases are wrapped. `ident` names this key and no other: a
    bucket that is made anew, because something in it was erased, has another. `wrapped_key` is the key under the master
    key and then under the erasure key, both by id.
    """

    ident = models.CharField(max_length=16, unique=True)
    slot = models.PositiveSmallIntegerField(unique=True)
    wrapped_key = models.BinaryField()
    master_key = models.CharField(max_length=16)
    erasure_key = models.CharField(max_length=16)

    def __str__(self) -> str:
        return f"bucket {self.slot}"


class StoredFile(models.Model):
    """A file at rest, encrypted under a key of its own.

    `ident` is the random name it bears on the shelf; `sha256` the digest of what it says. `wrapped_key` is its key
    under that of the bucket, or for a while still under the master key, that `master_key` names: None and empty once it
    was erased, and nobody can read it again.
    """

    ident = models.CharField(max_length=32, unique=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    wrapped_key = models.BinaryField(null=True)
    master_key = models.CharField(max_length=16, default="", blank=True)
    stored_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("master_key",), name="works_file_master"),)

    def __str__(self) -> str:
        return self.ident

    @property
    def key_bucket(self) -> str | None:
        """The bucket under whose key the key of the file lies."""
        return self.master_key or None


class DocumentView(models.Model):
    """Somebody opened a stored file: who (by opaque id), in which case (by opaque id), when, and which bytes."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="views")
    viewer = models.CharField(max_length=20)
    case = models.CharField(max_length=20)
    at = models.DateTimeField()
    start = models.PositiveBigIntegerField()
    stop = models.PositiveBigIntegerField()

    class Meta:
        indexes = (
            models.Index(fields=("case", "at"), name="works_view_case"),
            models.Index(fields=("viewer", "at"), name="works_view_viewer"),
        )

    def __str__(self) -> str:
        return f"view {self.pk}"
