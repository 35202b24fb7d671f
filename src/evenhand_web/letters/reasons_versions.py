"""Named translators' versions of the reasons of what was signed: kept beside the original, sent with the letter."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from evenhand.determination.model import Determination
from evenhand.docket.aftermath import SupplementalIssued
from evenhand.docket.review import DeterminationIssued
from evenhand.letter.document import Document
from evenhand.letter.house_words import house_words
from evenhand.letter.reasons_translated import Version, language_name, missing_in, translated_reasons
from evenhand_web.accounts.admission import OFFICE
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.spoken_days import dated
from evenhand_web.infrastructure import clock
from evenhand_web.letters.models import ReasonsVersion
from evenhand_web.letters.organization import sender
from evenhand_web.letters.signed import Unreadable, deciding_entry, signature
from evenhand_web.reviewing.supplement import SupplementUnreadable, determination_of


class SignedText(NamedTuple):
    """Reasons that were signed: what they are in words, their digest, and what they say."""

    title: str
    sha256: str
    determination: Determination


def signed_texts(case: OpenCase) -> tuple[SignedText, ...]:
    """The reasons that were signed in a case and count: the determination's, and those on lines that it omitted."""
    texts = [text for text in (_deciding(case),) if text is not None]
    row = case.case.supplements.order_by("-pk").first()
    if row is not None:
        with suppress(SupplementUnreadable):  # the page of its release says so
            texts.append(SignedText(_("Supplemental determination"), row.sha256, determination_of(row)))
    return tuple(texts)


def _deciding(case: OpenCase) -> SignedText | None:
    number = deciding_entry(case)
    try:
        signed = signature(case, number) if number is not None else None
    except Unreadable:
        return None  # the page of its release says so
    return SignedText(_("Determination"), signed.sha256, signed.determination) if signed is not None else None


def languages_offered(case: OpenCase) -> tuple[str, ...]:
    """The languages, but the governing one, in which letters of a case's program are written and a version of the
    reasons can be made out: those alone are offered.
    """
    folder, governing = case.programme.folder, case.programme.language
    written = {path.name.split(".")[-2] for path in (folder / "letters").glob("*.*.toml")} - {governing}
    known = ((language, house_words(folder, language)[0]) for language in sorted(written))
    return tuple(language for language, words in known if words is not None and words.translation_title)


def keep_version(
    case: OpenCase,
    text: SignedText,
    language: str,
    translator: str,
    credential: str,
    on: date,
    words: Mapping[str, str],
) -> ReasonsVersion:
    """Keep a translator's version of signed reasons. Raises ValueError where it leaves a passage out, names nobody, or
    is in a language that is not offered.
    """
    version = Version(language, translator, on, words)
    if language not in languages_offered(case) or missing_in(text.determination, version) or not translator.strip():
        raise ValueError("a version is of all the reasons, by somebody who is named, in a language that is offered")
    told = {"translator": translator, "credential": credential, "on": on, "words": dict(words)}
    by = {"kept_by": case.viewer, "kept_at": clock.now()}
    return ReasonsVersion.objects.create(case=case.case, sha256=text.sha256, language=language, **told, **by)


def newest_version(case: OpenCase, text: SignedText, language: str) -> ReasonsVersion | None:
    """The newest version of signed reasons in a language."""
    return case.case.reasons_versions.filter(sha256=text.sha256, language=language).order_by("-pk").first()


class VersionRow(NamedTuple):
    """A version that is kept of reasons that count: its language in words, who made it, and the day."""

    language: str
    translator: str
    on: str


def may_be_translated(case: OpenCase) -> bool:
    """Whether reasons were signed in a case, under a program that writes letters in another language than theirs."""
    return bool(case.state.reviewers.signed) and bool(languages_offered(case))


def versions_of(case: OpenCase) -> tuple[VersionRow, ...]:
    """The versions kept in a case, the newest first, for the organization's office."""
    if case.viewer.role not in OFFICE or not may_be_translated(case):
        return ()
    told_in = get_language() or case.programme.language
    return tuple(
        VersionRow(language_name(kept.language, told_in), kept.translator, dated(kept.on))
        for kept in case.case.reasons_versions.order_by("-pk")
    )


def version_document(case: OpenCase, text: SignedText, kept: ReasonsVersion) -> Document | None:
    """A version as a paper, each passage under the original; None where it is no longer one of all the reasons."""
    named = ", ".join(filter(None, (kept.translator, kept.credential)))
    version = Version(kept.language, named, kept.on, kept.words)
    told, _faults = house_words(case.programme.folder, kept.language)
    if told is None or missing_in(text.determination, version):
        return None
    organisation = sender(case.programme).organisation.name
    return translated_reasons(text.determination, version, case.programme.language, organisation, told)


def version_for(case: OpenCase, entry: int, language: str) -> Document | None:
    """The newest version, in a language, of the reasons that an entry issued; None where it issued none, or there is no
    version of them.
    """
    payload = case.docket.entries[entry - 1].payload
    if not isinstance(payload, DeterminationIssued | SupplementalIssued) or language == case.programme.language:
        return None
    lines = {finding.line for finding in payload.findings}
    for text in signed_texts(case):
        kept = newest_version(case, text, language)
        if kept is not None and {line.line for line in text.determination.analysis.lines} == lines:
            return version_document(case, text, kept)
    return None
