"""Reading the library: the editions known in every programme, and what a programme's folder says of guidelines."""

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from evenhand.citation import VerificationStatus
from evenhand.finding import Finding, is_fatal
from evenhand.guideline.conventions import FOLDER, RULE, load_conventions, read_guideline_file
from evenhand.guideline.library import (
    Adoption,
    Basis,
    Confidence,
    Edition,
    Library,
    Limit,
    Outside,
    Recommendation,
    Stance,
)
from evenhand.toml_source import TomlSource
from evenhand.toml_table import TomlTable


def load_library(folder: Path) -> tuple[Library | None, tuple[Finding, ...]]:
    """The library of the programme in a folder, and everything wrong with its files; None where a fault is fatal or
    the programme says nothing of guidelines.
    """
    conventions, earlier = load_conventions(folder)
    source, findings = read_guideline_file(folder / FOLDER / "adoptions.toml")
    findings = [*earlier, *findings]
    if conventions is None or source is None:
        return None, tuple(findings)
    root = TomlTable.root(source, findings, RULE)
    editions = _shared_editions() | {edition.id: edition for edition in map(_edition, root.rows("editions"))}
    adoptions = tuple(_adoption(row, editions) for row in root.rows("adoptions"))
    outside = tuple(_outside(row, editions) for row in root.rows("outside"))
    root.finish()
    library = Library(
        conventions=conventions,
        editions=editions,
        adoptions=adoptions,
        outside=outside,
        recommendations=tuple(_recommendations(folder / FOLDER / "recommendations", editions, findings)),
    )
    return (None if is_fatal(findings) else library), tuple(findings)


def _shared_editions() -> dict[str, Edition]:
    """The editions of bodies known everywhere; raises ValueError where the table beside this module is broken."""
    findings: list[Finding] = []
    text = (files(__package__) / "editions.toml").read_text(encoding="utf-8")
    root = TomlTable.root(TomlSource(data=tomllib.loads(text), file="editions.toml", lines={}), findings, RULE)
    editions = {edition.id: edition for edition in map(_edition, root.rows("editions"))}
    if findings:
        raise ValueError(f"The table of editions is broken: {findings[0]}")
    return editions


def _edition(row: TomlTable) -> Edition:
    edition = Edition(
        id=row.text("id"),
        body=row.text("body"),
        title=row.text("title"),
        dated=row.text("dated", ""),
        labels=row.texts("labels"),
        source=row.text("source"),
        status=row.choice("status", VerificationStatus),
        note=row.text("note", ""),
    )
    row.finish()
    return edition


_NO_EDITION = Edition(id="", body="", title="", dated="", labels=(), source="", status=VerificationStatus.UNVERIFIED)


def _known(row: TomlTable, editions: Mapping[str, Edition]) -> Edition:
    name = row.text("edition")
    if name and name not in editions:
        row.fault("edition", f"{name!r} is no edition", "the id of an edition")
    return editions.get(name, _NO_EDITION)


def _adoption(row: TomlTable, editions: Mapping[str, Edition]) -> Adoption:
    since = row.day("since")
    adoption = Adoption(
        edition=_known(row, editions),
        topics=row.texts("topics"),
        section=row.text("section"),
        chapter=row.text("chapter", ""),
        since=since,
        until=row.optional_day("until"),
        basis=row.choice("basis", Basis) if "basis" in row else None,
        counts_from=row.day("counts_from", since),
        source=row.text("source"),
        status=row.choice("status", VerificationStatus),
        note=row.text("note", ""),
    )
    row.finish()
    if not adoption.topics:
        row.fault("topics", "An adoption is for no topic", "at least one topic")
    if adoption.until is not None and adoption.until < since:
        row.fault("until", "The adoption ends before it begins", "a day after since")
    return adoption


def _outside(row: TomlTable, editions: Mapping[str, Edition]) -> Outside:
    outside = Outside(
        edition=_known(row, editions),
        chapters=row.texts("chapters", ()),
        reason=row.text("reason"),
        source=row.text("source"),
        status=row.choice("status", VerificationStatus),
    )
    row.finish()
    return outside


def _recommendations(
    folder: Path, editions: Mapping[str, Edition], findings: list[Finding]
) -> Iterator[Recommendation]:
    seen: set[str] = set()
    for path in sorted(folder.glob("*.toml")):
        source, faults = read_guideline_file(path)
        findings += faults
        if source is None:
            continue
        root = TomlTable.root(source, findings, RULE)
        edition = _known(root, editions)
        for row in root.rows("recommendations"):
            recommendation = _recommendation(row, edition)
            if recommendation.id in seen:
                row.fault("id", f"{recommendation.id} is given twice", "an id of its own")
            seen.add(recommendation.id)
            yield recommendation
        root.finish()


def _recommendation(row: TomlTable, edition: Edition) -> Recommendation:
    recommendation = Recommendation(
        id=row.text("id"),
        edition=edition,
        treatment=row.text("treatment"),
        names=row.texts("names", ()),
        applies_to=row.text("applies_to", ""),
        stance=row.choice("stance", Stance) if "stance" in row else None,
        limits=tuple(_limit(each) for each in row.rows("limits")),
        criteria=row.texts("criteria", ()),
        pages=row.text("pages", ""),
        pages_read=row.flag("pages_read", False),
        section=row.text("section", ""),
        sources=row.texts("sources"),
        confidence=row.choice("confidence", Confidence),
    )
    row.finish()
    _check_confidence(row, recommendation)
    return recommendation


def _check_confidence(row: TomlTable, recommendation: Recommendation) -> None:
    """Nothing is stated that nobody has read."""
    confidence = recommendation.confidence
    is_limited = bool(recommendation.limits or recommendation.criteria)
    if confidence is Confidence.UNVERIFIED and (recommendation.stance or is_limited):
        row.fault("confidence", "A row that nobody has read states what is recommended", "its page and section alone")
    if confidence is Confidence.STANCE_ONLY and is_limited:
        row.fault("confidence", "A row whose limits nobody has read states limits or criteria", "its stance alone")
    if confidence is not Confidence.UNVERIFIED and recommendation.stance is None:
        row.fault("stance", "A row that was read does not state what is recommended", "a stance")


def _limit(row: TomlTable) -> Limit:
    limit = Limit(
        name=row.text("name"),
        least=row.amount("least") if "least" in row else None,
        most=row.amount("most") if "most" in row else None,
        more_than=row.amount("more_than") if "more_than" in row else None,
        value=row.amount("value") if "value" in row else None,
        words=row.text("words", ""),
    )
    row.finish()
    return limit
