"""Sealing a letter: a PAdES signature with the organisation's seal, never a person's, that leaves the letter readable.

A plain signature would break both standards that the letter keeps: its field has no place in the tags (PDF/UA-1), and
the update rewrites the metadata in a form PDF/A-2a does not allow. Four things together keep them: the file ends with a
line end before the update (the press sees to it), the metadata stay as they are, the field lies outside the page but is
not hidden, and it has a name to be read aloud. A test holds every sealed letter against both standards.
"""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any, NamedTuple

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from evenhand_web.letters.seal_check import check_seal
from evenhand_web.letters.seal_key import SealKey, SealUnusable, seal_key
from evenhand_web.letters.time_stamp import TimeStampService, time_stamp_service

_FIELD = "Seal"
_AWAY = "the time stamp service did not answer as it should."
_OUTSIDE = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)


class Sealed(NamedTuple):
    """A sealed letter, and the certificate it was sealed by: its subject and the start of its SHA-256. `unstamped` says
    why no third party's time stamp is part of the seal, where a service was to give one.
    """

    data: bytes
    by: str
    unstamped: str = ""


class _Dated(PdfSigner):
    """A signer whose clock is the shell's."""

    sealed_at: dt.datetime

    def init_signing_session(self, *given: Any, **named: Any) -> PdfSigningSession:
        """The session of one sealing, at the instant given."""
        session = super().init_signing_session(*given, **named)
        session.system_time = self.sealed_at
        return session


def sealed(pdf: bytes, at: dt.datetime) -> Sealed:
    """The letter with the organisation's seal, stating the instant `at`, and the time stamp of the service that the
    settings name (PAdES-B-T); where that does not answer, the letter is sealed without it and says so. Raises
    SealUnusable where the seal's file is not there or does not open, or its certificate does not hold at that instant
    or is for something else.
    """
    key = seal_key()
    check_seal(key, at)
    signer = _signer(key)
    certificate = signer.signing_cert
    if certificate is None:
        raise SealUnusable
    service = time_stamp_service()
    try:
        data, unstamped = _signed(pdf, signer, at, service), ""
    except (TimestampRequestError, OSError, ValueError):
        if service is None:
            raise
        data, unstamped = _signed(pdf, signer, at, None), _AWAY
    by = f"{certificate.subject.native.get('common_name', '')}, {certificate.sha256.hex()[:16]}"
    return Sealed(data, by, unstamped)


def _signed(pdf: bytes, signer: SimpleSigner, at: dt.datetime, service: TimeStampService | None) -> bytes:
    """The letter signed, with the time stamp of a service as part of the signature where there is one."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer._update_meta = lambda: None  # type: ignore[method-assign]  # see above: the metadata stay as they are
    about = PdfSignatureMetadata(field_name=_FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    field = SigFieldSpec(_FIELD, readable_field_name="Digital signature", invis_sig_settings=_OUTSIDE)
    dated = _Dated(about, signer, new_field_spec=field, timestamper=service)
    dated.sealed_at = at
    # Signing begins an event loop of its own, which no thread can that runs one already.
    with ThreadPoolExecutor(max_workers=1) as beside:
        data: bytes = beside.submit(dated.sign_pdf, writer).result().getbuffer().tobytes()
    return data


def _signer(key: SealKey) -> SimpleSigner:
    try:
        signer = SimpleSigner.load_pkcs12_data(key.data, other_certs=(), passphrase=key.password)
    except ValueError as error:
        raise SealUnusable from error
    if not isinstance(signer, SimpleSigner):
        raise SealUnusable
    return signer
