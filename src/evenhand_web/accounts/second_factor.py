"""The second factor: one-time codes of a telephone (RFC 6238), and recovery codes for when it is lost.

The secret is kept wrapped under the master key; of recovery codes only digests are kept. A code serves once.
"""

import datetime as dt
import hashlib
import hmac

import pyotp
import segno
from django.conf import settings
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from evenhand_web.accounts.models import Person, RecoveryCode, SecondFactor
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.idents import LETTERS
from evenhand_web.infrastructure.keyring import keyring

_STEP_SECONDS = 30
_CODES, _CODE_LENGTH = 10, 10
_PENDING = dt.timedelta(minutes=15)
REQUIRED, OFFERED, OFF = "required", "offered", "off"


def is_asked_for(person: Person) -> bool:
    """Whether a person shows a second factor at the door: they have one, and this installation looks at it."""
    return settings.MFA != OFF and SecondFactor.objects.filter(person=person).exclude(confirmed_at=None).exists()


def begin(person: Person) -> None:
    """A new secret for a person, which counts once a code made with it is shown; the one in use stays until then."""
    keys, secret = keyring(), pyotp.random_base32(32)
    fresh = {
        "pending": keys.wrap(secret.encode(), person.ident),
        "pending_key": keys.current,
        "pending_since": clock.now(),
    }
    SecondFactor.objects.update_or_create(person=person, defaults=fresh)


def pending_secret(person: Person) -> str:
    """The secret a person is about to take over to a telephone; empty where there is none, or it was shown too long
    ago: a page left open must not give it to somebody else.
    """
    recent = clock.now() - _PENDING
    factor = SecondFactor.objects.filter(person=person, pending_since__gt=recent).first()
    if factor is None or factor.pending is None:
        return ""
    return keyring().unwrap(bytes(factor.pending), factor.pending_key, person.ident).decode()


def picture(person: Person, secret: str) -> str:
    """The secret as a picture a telephone reads: an SVG element, dark on light in every scheme."""
    uri = pyotp.TOTP(secret).provisioning_uri(name=person.email, issuer_name="Evenhand")
    return segno.make(uri, error="m").svg_inline(
        omitsize=True, border=3, dark="#000", light="#fff", svgclass="picture", lineclass=None, title=_("Code to scan")
    )


def confirm(person: Person, code: str) -> tuple[str, ...]:
    """Make the pending secret the person's own where `code` was made with it; gives their recovery codes, shown this
    once and never again. Empty where the code is wrong.
    """
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(person=person).first()
        secret = pending_secret(person)
        step = _step_of(secret, code, after=0) if secret else None
        if factor is None or step is None:
            return ()
        factor.secret, factor.master_key, factor.last_step = factor.pending, factor.pending_key, step
        factor.pending, factor.pending_key, factor.confirmed_at = None, "", clock.now()
        factor.save()
        return renew_codes(person)


def renew_codes(person: Person) -> tuple[str, ...]:
    """New recovery codes for a person, in the place of all they had."""
    codes = tuple(get_random_string(_CODE_LENGTH, LETTERS.upper()) for _ in range(_CODES))
    with transaction.atomic():
        RecoveryCode.objects.filter(person=person).delete()
        RecoveryCode.objects.bulk_create(RecoveryCode(person=person, digest=_digest(person, code)) for code in codes)
    return tuple(f"{code[:5]}-{code[5:]}" for code in codes)


def is_right(person: Person, code: str) -> bool:
    """Whether a code is the one of now (or of the half minute before or after), or a recovery code: either serves
    once.
    """
    plain = "".join(code.upper().replace("-", "").split())
    if len(plain) == _CODE_LENGTH:
        return bool(RecoveryCode.objects.filter(person=person, digest=_digest(person, plain)).delete()[0])
    factor = SecondFactor.objects.filter(person=person).exclude(confirmed_at=None).first()
    if factor is None or factor.secret is None:
        return False
    secret = keyring().unwrap(bytes(factor.secret), factor.master_key, person.ident).decode()
    step = _step_of(secret, plain, after=factor.last_step)
    return step is not None and bool(
        SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step).update(last_step=step)
    )


def codes_left(person: Person) -> int:
    """How many recovery codes a person has left."""
    return RecoveryCode.objects.filter(person=person).count()


def remove(person: Person) -> None:
    """Take a person's second factor away: the password alone opens the door again."""
    with transaction.atomic():
        RecoveryCode.objects.filter(person=person).delete()
        SecondFactor.objects.filter(person=person).delete()


def rewrap_secrets() -> None:
    """Wrap every secret that lies under an older master key under the current one."""
    keys = keyring()
    older = SecondFactor.objects.exclude(master_key__in=("", keys.current), pending_key__in=("", keys.current))
    with transaction.atomic():
        for factor in older.select_for_update().select_related("person"):
            ident = factor.person.ident
            if factor.secret is not None:
                secret = keys.unwrap(bytes(factor.secret), factor.master_key, ident)
                factor.secret, factor.master_key = keys.wrap(secret, ident), keys.current
            if factor.pending is not None:
                pending = keys.unwrap(bytes(factor.pending), factor.pending_key, ident)
                factor.pending, factor.pending_key = keys.wrap(pending, ident), keys.current
            factor.save()


def _step_of(secret: str, code: str, after: int) -> int | None:
    """The step of time, later than `after`, whose code this is; None where it is the code of none near now."""
    plain, here = "".join(code.split()), int(clock.now().timestamp()) // _STEP_SECONDS
    made_with = pyotp.TOTP(secret, interval=_STEP_SECONDS)
    for step in (here, here - 1, here + 1):
        if step > after and hmac.compare_digest(made_with.at(step * _STEP_SECONDS).encode(), plain.encode()):
            return step
    return None


def _digest(person: Person, code: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{person.ident} {code}".encode(), hashlib.sha256).hexdigest()
