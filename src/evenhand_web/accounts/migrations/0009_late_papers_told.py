"""Papers that came after a signature are told."""

from typing import ClassVar

from django.db import migrations, models

KINDS = (
    ("case_given", "A case was given to you"),
    ("asked", "You are asked to review a case"),
    ("assigned", "A case was assigned to you for review"),
    ("sent_back", "A determination came back to you with a question"),
    ("return_answered", "What you sent back was answered, and is signed again"),
    ("question", "A reviewer wants a party asked"),
    ("answered", "A party's answer came"),
    ("due", "A due day is near"),
    ("task", "A task waits for you"),
    ("late_papers", "Papers came after a determination was signed"),
    ("alarm", "An alarm"),
    ("failure", "Something behind the pages failed"),
)


class Migration(migrations.Migration):
    """A word more."""

    dependencies: ClassVar = [("accounts", "0008_notifications")]
    operations: ClassVar = [
        migrations.AlterField("notification", "kind", models.CharField(max_length=16, choices=KINDS))
    ]
