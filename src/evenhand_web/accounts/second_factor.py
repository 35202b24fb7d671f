"""The second factor: one-time codes of a telephone (RFC 6238), and recovery codes for when it is lost.

The secret is kept wrapped under the master key; of recovery codes only digests are kept. A code serves once.
"""

import datetime as dt
import hashlib
import hmac
from typing import Any

import pyotp
import segno
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from evenhand_web.accounts.models import Person, RecoveryCode, SecondFactor
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.idents import LETTERS
from evenhand_web.infrastructure.keyring import keyring
from evenhand_web.infrastructure.mail import post
from evenhand_web.infrastructure.mail_words import FACTOR_CHANGED

_STEP_SECONDS = 30
_CODES, _CODE_LENGTH = 10, 10
_PENDING = dt.timedelta(minutes=15)
_LAST_STEP = "last_step"
"""The step of time whose code was used last: none serves twice, whatever becomes of a cache."""
TOTP, PASSKEY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN
_FACTORS = (TOTP, PASSKEY)
REQUIRED, OFFERED, OFF = "required", "offered", "off"


def is_asked_for(person: Person) -> bool:
    """Whether a person shows a second factor at the door: they have one, and this installation looks at it."""
    return settings.MFA != OFF and _own(person).filter(type__in=_FACTORS).exists()


def has_codes(person: Person) -> bool:
    """Whether a person's telephone makes codes for here."""
    return _telephone(person) is not None


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
        factor.delete()
        kept = {"secret": encrypt(secret), _LAST_STEP: step}
        Authenticator.objects.update_or_create(user=person, type=TOTP, defaults={"data": kept})
        tell_of_change(person)
        return renew_codes(person)


def tell_of_change(person: Person) -> None:
    """Write to a person that what guards their account was changed: whoever did not do it hears of it."""
    post(f"factor:{person.ident}:{get_random_string(12)}", person.email, *FACTOR_CHANGED)


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
    with transaction.atomic():
        telephone = _telephone(person, is_to_change=True)
        if telephone is None:
            return False
        step = _step_of(decrypt(telephone.data["secret"]), plain, after=telephone.data.get(_LAST_STEP, 0))
        if step is None:
            return False
        telephone.data[_LAST_STEP], telephone.last_used_at = step, clock.now()
        telephone.save()
        return True


def codes_left(person: Person) -> int:
    """How many recovery codes a person has left."""
    return RecoveryCode.objects.filter(person=person).count()


def remove(person: Person) -> None:
    """Take every second factor of a person away, passkeys too: the password alone opens the door again."""
    with transaction.atomic():
        RecoveryCode.objects.filter(person=person).delete()
        SecondFactor.objects.filter(person=person).delete()
        _own(person).delete()
        tell_of_change(person)


def rewrap_secrets() -> None:
    """Wrap every secret that lies under an older master key under the current one."""
    keys = keyring()
    with transaction.atomic():
        for telephone in Authenticator.objects.filter(type=TOTP).select_for_update():
            if telephone.data["secret"].partition(":")[0] != keys.current:
                telephone.data["secret"] = encrypt(decrypt(telephone.data["secret"]))
                telephone.save()
        older = SecondFactor.objects.exclude(pending_key__in=("", keys.current)).exclude(pending=None)
        for factor in older.select_for_update().select_related("person"):
            ident = factor.person.ident
            pending = keys.unwrap(bytes(factor.pending or b""), factor.pending_key, ident)
            factor.pending, factor.pending_key = keys.wrap(pending, ident), keys.current
            factor.save()


def _own(person: Person) -> QuerySet[Any]:
    own: QuerySet[Any] = Authenticator.objects.filter(user=person)
    return own


def _telephone(person: Person, *, is_to_change: bool = False) -> Any:
    rows = _own(person).filter(type=TOTP)
    return (rows.select_for_update() if is_to_change else rows).first()


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
