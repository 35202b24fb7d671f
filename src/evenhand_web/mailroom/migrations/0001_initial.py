"""The tables of the mailroom."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import evenhand_web.infrastructure.idents
from evenhand_web.infrastructure.sealed_columns import SealedText


class Migration(migrations.Migration):
    """Made with the app."""

    initial = True

    dependencies = (
        ("cases", "0019_keys_anew"),
        ("works", "0003_key_buckets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )

    operations = (
        migrations.CreateModel(
            name="MailboxMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=60, unique=True)),
                ("validity", models.PositiveBigIntegerField()),
                ("last", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ident",
                    models.CharField(
                        default=evenhand_web.infrastructure.idents.new_ident, editable=False, max_length=12, unique=True
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                (
                    "manner",
                    models.CharField(
                        choices=[
                            ("paper", "Paper, scanned here"),
                            ("fax", "Fax"),
                            ("email", "E-mail"),
                            ("upload", "Upload"),
                        ],
                        max_length=6,
                    ),
                ),
                ("source", models.CharField(max_length=60)),
                ("sender", SealedText(of="file")),
                ("name", SealedText(of="file")),
                ("arrived_at", models.DateTimeField(db_index=True)),
                ("taken_at", models.DateTimeField()),
                ("stamped_on", models.DateField(blank=True, null=True)),
                ("stamped_at", models.TimeField(blank=True, null=True)),
                ("postmarked_on", models.DateField(blank=True, null=True)),
                ("ornaments", models.PositiveIntegerField(default=0)),
                ("fault", models.CharField(blank=True, max_length=20)),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="delivered_as", to="works.storedfile"
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ident",
                    models.CharField(
                        default=evenhand_web.infrastructure.idents.new_ident, editable=False, max_length=12, unique=True
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                ("name", SealedText(of="file")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "Being read"),
                            ("waiting", "Waits for somebody"),
                            ("filed", "Filed"),
                            ("again", "Came before"),
                            ("application", "Kept for a new application"),
                            ("apart", "Set apart: another person's"),
                            ("no_record", "No paper of a record"),
                        ],
                        default="new",
                        max_length=12,
                    ),
                ),
                ("arrived_at", models.DateTimeField()),
                ("fault", models.CharField(blank=True, max_length=20)),
                ("pages", models.PositiveIntegerField(default=0)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("reason", SealedText(of="file")),
                ("party", models.CharField(blank=True, max_length=60)),
                ("entry", models.PositiveIntegerField(blank=True, null=True)),
                ("document", models.CharField(blank=True, max_length=20)),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mailed",
                        to="cases.case",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="mailroom.delivery"
                    ),
                ),
                (
                    "facts",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facts_of",
                        to="works.storedfile",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="works.storedfile"
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="came_again",
                        to="mailroom.item",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", models.PositiveSmallIntegerField()),
                ("reasons", models.JSONField(default=list)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="candidates", to="mailroom.item"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ItemAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("did", models.CharField(max_length=20)),
                ("entry", models.PositiveIntegerField(null=True)),
                ("because", SealedText(of="item.file")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="mailroom.item"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ItemPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("mark", models.CharField(blank=True, db_index=True, max_length=64)),
                (
                    "image",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="item_page",
                        to="works.storedfile",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="page_set", to="mailroom.item"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CoverCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("party", models.CharField(max_length=60)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("case", "party"), name="mailroom_code_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["state", "arrived_at", "id"], name="mailroom_item_state"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["case", "entry"], name="mailroom_item_case"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("delivery", "place"), name="mailroom_item_place"),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.UniqueConstraint(fields=("item", "case"), name="mailroom_candidate_once"),
        ),
        migrations.AddConstraint(
            model_name="itempage",
            constraint=models.UniqueConstraint(fields=("item", "number"), name="mailroom_page_place"),
        ),
    )
