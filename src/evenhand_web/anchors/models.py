"""The table of anchors. Rows are added and never changed or deleted: the database itself refuses."""

from django.db import models


class Anchor(models.Model):
    """One anchor as it was signed: `body` is the bytes, `digest` their SHA-256, which the next anchor names."""

    number = models.PositiveIntegerField(unique=True)
    made_at = models.DateTimeField()
    body = models.BinaryField()
    signature = models.BinaryField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"anchor {self.number}"
