"""Revocation lists and answers beside a sealed letter: fetched after it left, kept with its entry, never put in it."""

import datetime as dt
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import BytesIO
from typing import Any, NamedTuple

from asn1crypto import crl
from django.db import transaction
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter

from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.cases.spoken_days import written_out
from evenhand_web.diary.models import Task as Duty
from evenhand_web.diary.tasks import raise_task
from evenhand_web.infrastructure.handler import Task
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.shelf import put, read
from evenhand_web.letters.making import PDF
from evenhand_web.letters.models import Issue
from evenhand_web.letters.revocation_answer import issuer_of, revocation_answer
from evenhand_web.letters.web_service import asked, is_web_address

_CRL, _OCSP, _MOST = "application/pkix-crl", "application/ocsp-response", 20 << 20
_TODAY = dt.timedelta(hours=4)


class _Wanted(NamedTuple):
    """What is to be had of one address: the name it is kept under, its media type, and how it is had."""

    name: str
    media_type: str
    fetched: Callable[[], bytes]


def keep_revocation(task: Task) -> None:
    """Fetch the revocation list of every certificate in the seal of a letter and its time stamp that names one, ask
    every issuer that answers on single certificates (OCSP), and keep all of it with the entry of the letter; what was
    kept before is not fetched again.

    Raises OSError or ValueError where something cannot be had, after the rest was kept: the job is tried for days.
    """
    issue = Issue.objects.select_related("case").get(pk=task.payload["issue"])
    sealed = issue.letters.exclude(seal="").filter(file__media_type=PDF).order_by("-pk").select_related("file").first()
    if sealed is None or issue.entry is None:
        return
    failed = list[OSError | ValueError]()
    for wanted in _wanted(issue, sealed.name.removesuffix(".pdf"), b"".join(read(sealed.file))):
        task.renew()
        if _has(issue.case, issue.entry, wanted.name):
            continue
        try:
            _kept(issue.case, issue.entry, wanted.name, put([wanted.fetched()], wanted.media_type))
        except (OSError, ValueError) as fault:
            failed.append(fault)
    if failed:
        raise failed[0]


def _wanted(issue: Issue, stem: str, pdf: bytes) -> Iterator[_Wanted]:
    """Every list that a certificate of a sealed letter names, and every answer on one, each once."""
    known = list(_certificates(pdf))
    points = (point.url for certificate in known for point in certificate.crl_distribution_points)
    for number, address in enumerate(_addresses(points), start=1):
        yield _Wanted(f"{stem}-revocation-{number}.crl", _CRL, partial(_list_at, address))
    asked_of = {certificate.dump(): certificate for certificate in known if _addresses(certificate.ocsp_urls)}
    for number, certificate in enumerate(asked_of.values(), start=1):
        yield _Wanted(f"{stem}-revocation-{number}.ocsp", _OCSP, partial(_answer_on, issue, certificate, known))


def _list_at(address: str) -> bytes:
    data = asked(urllib.request.Request(address), _MOST)
    crl.CertificateList.load(data, strict=True).native  # noqa: B018 - reading it whole is the check
    return data


def _answer_on(issue: Issue, certificate: Any, known: list[Any]) -> bytes:
    """What the issuer of a certificate answers; where it was revoked somebody is told."""
    issuer = issuer_of(certificate, known)
    if issuer is None:
        raise ValueError("the seal does not carry the certificate of its issuer")
    answer = revocation_answer(_addresses(certificate.ocsp_urls)[0], certificate, issuer)
    if answer.revoked_at is not None:
        words = (
            f"The issuer of a certificate in the seal of a letter says that it was revoked on "
            f"{written_out(answer.revoked_at.date())} (UTC). Ask it why, and whether the letter must be issued anew."
        )
        raise_task(f"revoked:{issue.pk}:{certificate.serial_number}", Duty.Kind.OPERATION, words, _TODAY, issue.case)
    return answer.data


def _has(case: Case, entry: int, name: str) -> bool:
    return any(document.name == name for document in case.documents.filter(entry=entry))


def _kept(case: Case, entry: int, name: str, file: StoredFile) -> None:
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        if not _has(case, entry, name):
            file.save(force_insert=True)
            CaseDocument.objects.create(case=case, file=file, entry=entry, name=name)


def _addresses(told: Iterable[str | None]) -> tuple[str, ...]:
    """Of addresses that a certificate names those of the web, each once."""
    return tuple(dict.fromkeys(address for address in told if address and is_web_address(address)))


def _certificates(pdf: bytes) -> Iterator[Any]:
    for seal in PdfFileReader(BytesIO(pdf)).embedded_signatures:
        yield seal.signer_cert
        yield from seal.other_embedded_certs
        for stamp in extract_tst_data_iter(seal.signer_info, signed=False):
            yield from (choice.chosen for choice in stamp["certificates"] if choice.name == "certificate")
