"""That a line was left out of a case somebody decided, told in the application."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One more thing that somebody is told of."""

    dependencies: ClassVar = [
        ("accounts", "0009_late_papers_told"),
    ]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(
                choices=[
                    ("case_given", "A case was given to you"),
                    ("asked", "You are asked to review a case"),
                    ("assigned", "A case was assigned to you for review"),
                    ("sent_back", "A determination came back to you with a question"),
                    ("return_answered", "What you sent back was answered, and is signed again"),
                    ("omitted", "A line that was left out of a case you decided waits for you"),
                    ("question", "A reviewer wants a party asked"),
                    ("answered", "A party's answer came"),
                    ("due", "A due day is near"),
                    ("task", "A task waits for you"),
                    ("late_papers", "Papers came after a determination was signed"),
                    ("alarm", "An alarm"),
                    ("failure", "Something behind the pages failed"),
                ],
                max_length=16,
            ),
        ),
    ]
