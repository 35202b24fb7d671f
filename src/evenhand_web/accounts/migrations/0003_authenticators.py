"""Second factors move to the table of django-allauth, their secrets wrapped as its adapter wraps them."""

from typing import Any, ClassVar

from allauth.mfa.utils import encrypt
from django.db import migrations

from evenhand_web.infrastructure.keyring import keyring


def move(apps: Any, schema_editor: Any) -> None:
    """Every confirmed secret, with the step of time whose code was used last. Recovery codes stay: of them there are
    digests only.
    """
    authenticators = apps.get_model("mfa", "Authenticator").objects
    for factor in (
        apps.get_model("accounts", "SecondFactor").objects.exclude(confirmed_at=None).select_related("person")
    ):
        secret = keyring().unwrap(bytes(factor.secret), factor.master_key, factor.person.ident).decode()
        authenticators.get_or_create(
            user_id=factor.person_id,
            type="totp",
            defaults={
                "data": {"secret": encrypt(secret), "last_step": factor.last_step},
                "created_at": factor.confirmed_at,
            },
        )


class Migration(migrations.Migration):
    """Data alone; the columns go in the next step."""

    dependencies: ClassVar = [
        ("accounts", "0002_second_factor"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations: ClassVar = [migrations.RunPython(move, migrations.RunPython.noop)]
