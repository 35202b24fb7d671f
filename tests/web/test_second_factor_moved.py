"""Second factors set up before django-allauth kept them go on opening the door."""

import datetime as dt
from collections.abc import Callable

import pyotp
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import connection
from django.test import Client

from evenhand_web.accounts.models import PersonRole, RecoveryCode
from evenhand_web.accounts.second_factor import _digest
from evenhand_web.infrastructure.keyring import keyring
from tests.web.cast import BROWSER, PASSWORD, somebody
from tests.web.conftest import NOON

Clock = Callable[[dt.datetime], None]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_a_secret_of_before_opens_the_door_after_the_move(store: str, moment: Clock) -> None:
    person, keys = somebody(PersonRole.COORDINATOR), keyring()
    step = int(NOON.timestamp()) // 30
    RecoveryCode.objects.create(person=person, digest=_digest(person, "ABCDEFGHJK"))
    call_command("migrate", "accounts", "0002", verbosity=0)
    with connection.cursor() as cursor:
        columns = "person_id, secret, master_key, pending, pending_key, confirmed_at, last_step"
        cursor.execute(
            f"INSERT INTO accounts_secondfactor ({columns}) VALUES (%s, %s, %s, NULL, '', %s, %s)",
            [person.pk, keys.wrap(SECRET.encode(), person.ident), keys.current, NOON, step],
        )
    call_command("migrate", "accounts", verbosity=0)
    kept = Authenticator.objects.get(user=person)
    assert SECRET not in str(kept.data)
    client = Client(headers=BROWSER)
    for code, at, status in (
        (pyotp.TOTP(SECRET).at(NOON), NOON, 422),  # it was used before the move
        ("ABCDE-FGHJK", NOON, 302),
        (pyotp.TOTP(SECRET).at(NOON + dt.timedelta(minutes=1)), NOON + dt.timedelta(minutes=1), 302),
    ):
        moment(at)
        client.post("/sign-in", {"email": person.email, "password": PASSWORD})
        assert client.post("/sign-in/code", {"code": code}).status_code == status
        client.post("/sign-out")
