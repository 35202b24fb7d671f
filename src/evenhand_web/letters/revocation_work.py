"""Revocation lists beside a sealed letter: fetched after it left, kept with its entry, never put into the file."""

import urllib.request
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from asn1crypto import crl
from django.db import transaction
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter

from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.infrastructure.handler import Task
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.shelf import put, read
from evenhand_web.letters.making import PDF
from evenhand_web.letters.models import Issue
from evenhand_web.letters.web_service import asked, is_web_address

_CRL, _MOST = "application/pkix-crl", 20 << 20


def keep_revocation(task: Task) -> None:
    """Fetch the revocation list of every certificate in the seal of a letter and its time stamp that names one, and
    keep each with the entry of the letter; what was kept before is not fetched again.

    Raises OSError or ValueError where a list cannot be had: the job is tried for days.
    """
    issue = Issue.objects.select_related("case").get(pk=task.payload["issue"])
    sealed = issue.letters.exclude(seal="").filter(file__media_type=PDF).order_by("-pk").select_related("file").first()
    if sealed is None or issue.entry is None:
        return
    for number, address in enumerate(_addresses(b"".join(read(sealed.file))), start=1):
        task.renew()
        name = f"{sealed.name.removesuffix('.pdf')}-revocation-{number}.crl"
        if _has(issue.case, issue.entry, name):
            continue
        data = asked(urllib.request.Request(address), _MOST)
        crl.CertificateList.load(data, strict=True).native  # noqa: B018 - reading it whole is the check
        _kept(issue.case, issue.entry, name, put([data], _CRL))


def _has(case: Case, entry: int, name: str) -> bool:
    return any(document.name == name for document in case.documents.filter(entry=entry))


def _kept(case: Case, entry: int, name: str, file: StoredFile) -> None:
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        if not _has(case, entry, name):
            file.save(force_insert=True)
            CaseDocument.objects.create(case=case, file=file, entry=entry, name=name)


def _addresses(pdf: bytes) -> tuple[str, ...]:
    """Where the certificates of a seal and of its time stamp say their revocation lists are, each address once."""
    told = (point.url for certificate in _certificates(pdf) for point in certificate.crl_distribution_points)
    return tuple(dict.fromkeys(address for address in told if address and is_web_address(address)))


def _certificates(pdf: bytes) -> Iterator[Any]:
    for seal in PdfFileReader(BytesIO(pdf)).embedded_signatures:
        yield seal.signer_cert
        yield from seal.other_embedded_certs
        for stamp in extract_tst_data_iter(seal.signer_info, signed=False):
            yield from (choice.chosen for choice in stamp["certificates"] if choice.name == "certificate")
