"""The audit as plain values, for programs and for tables."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, TypeVar

from evenhand.audit.check import CHECKS
from evenhand.audit.claim import Claim, Kind, Party
from evenhand.audit.context import AuditLaw
from evenhand.determination.published import PublishedDetermination, finding_json
from evenhand.finding import Finding, Place, Provenance, Severity
from evenhand.programme.model import Programme

FindingOf = TypeVar("FindingOf", bound=Finding)
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)


def printable(words: str) -> str:
    """Words of a letter for a screen: characters that would steer it, or that no document may hold, are replaced."""
    return _UNPRINTABLE.sub("\ufffd", words)


def heaviest_first(findings: Sequence[FindingOf]) -> list[FindingOf]:
    """Findings in the order in which they are to be read: as the audit gives them, contradictions first, the heaviest
    of them first; findings of reading before them.
    """
    return list(findings)


def in_order(claims: Sequence[Claim]) -> list[Claim]:
    """What is said against a letter, and asked of it, in the order in which it is to be read."""
    return [
        claim
        for claim in claims
        if claim.severity is not Severity.PASS and claim.party is not Party.FORM and not _is_omission(claim)
    ]


def _is_omission(claim: Claim) -> bool:
    """Whether a claim says what the administrator left out, which contradicts nothing."""
    return claim.party is Party.PAYER and claim.kind is Kind.OTHER


def of_the_administrator(claims: Sequence[Claim]) -> list[Claim]:
    """The administrator's omissions, which leave the determination as it is."""
    return [claim for claim in claims if claim.severity is not Severity.PASS and _is_omission(claim)]


def of_the_form(claims: Sequence[Claim]) -> list[Claim]:
    """What every letter of the programme and year lacks: told once, apart from what this letter says."""
    return [claim for claim in claims if claim.severity is not Severity.PASS and claim.party is Party.FORM]


def stood(claims: Sequence[Claim]) -> list[Claim]:
    """The checks that the letter stood, both sides having been read."""
    return [claim for claim in claims if claim.severity is Severity.PASS]


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings there are of each weight, heaviest first; prompts, and weights that do not occur, are left
    out.
    """
    tally = Counter(finding.severity for finding in findings if not getattr(finding, "prompt", False))
    return {
        severity.value: tally[severity]
        for severity in sorted(Severity, key=lambda severity: -severity.rank)
        if tally[severity]
    }


def audit_json(letter: PublishedDetermination, claims: Sequence[Claim], programme: Programme) -> dict[str, Any]:
    """One letter's audit as plain values for JSON.

    `findings` are the claims and prompts in the order to be read, the administrator's last; `administrator` is what
    that side left out; `form` the one block of what every letter of the kind lacks; `passed` what the letter stood;
    `reading` what reading it said.
    """
    ordered = in_order(claims)
    return {
        "file": letter.file,
        "case_number": letter.case_number,
        "decision_date": letter.decision_date.isoformat() if letter.decision_date else None,
        "programme": {"id": programme.id, "fingerprint": programme.fingerprint},
        "counts": counts([*ordered, *stood(claims)]),
        "prompts": sum(1 for claim in ordered if claim.prompt),
        "findings": [claim_json(claim) for claim in ordered],
        "administrator": [claim_json(claim) for claim in of_the_administrator(claims)],
        "form": _form_json(letter, of_the_form(claims)),
        "passed": [claim_json(claim) for claim in stood(claims)],
        "reading": [finding_json(finding) for finding in letter.findings],
    }


def _form_json(letter: PublishedDetermination, claims: Sequence[Claim]) -> dict[str, Any] | None:
    if not claims:
        return None
    year = letter.decision_date.year if letter.decision_date else None
    return {
        "message": form_words(letter, claims),
        "year": year,
        "layout": letter.layout.value,
        "items": [claim_json(claim) for claim in claims],
    }


def form_words(letter: PublishedDetermination, claims: Sequence[Claim]) -> str:
    """One sentence over what the printed form lacks."""
    year = f" of {letter.decision_date.year}" if letter.decision_date else ""
    return f"What letters of this form{year} lack, this one with them: {len(claims)} points, told once here."


def claim_json(claim: Claim) -> dict[str, Any]:
    """A claim as plain values: its kind, the line it speaks of, whether it only asks, and both passages."""
    plain = {
        "check": claim.check,
        "kind": claim.kind.value,
        "treatment": claim.lines[0] if claim.lines else None,
        "treatments": list(claim.lines),
        "prompt": claim.prompt,
        "party": claim.party.value,
        "topic": claim.topic,
        "authority": claim.citation,
        **finding_json(claim),
        "against": [{"words": passage.words, **_place_json(passage.place)} for passage in claim.against],
    }
    place = dict(plain.get("place", {}))
    plain["place"] = {**({"words": claim.passage.words} if claim.passage else {}), **place}
    if claim.provenance is not Provenance.STATED:
        plain["built_on"] = claim.provenance.value
    return plain


def _place_json(place: Place) -> dict[str, Any]:
    told = {name: getattr(place, name) for name in ("file", "line", "key", "start", "end")}
    return {name: value for name, value in told.items() if value not in ("", None)}


def checks_table(law: AuditLaw) -> str:
    """The checks of a programme as a Markdown table: id, title, topic, what it looks at, rules it rests on, weight."""
    rows = ["| Check | What is checked | Topic | Looks at | Rests on | Weight |", "|---|---|---|---|---|---|"]
    for rule in law.checks:
        check = CHECKS[rule.name]
        rests = ", ".join(dict.fromkeys(rule.rules.values()))
        rows.append(f"| {rule.id} | {rule.title} | {check.topic} | {check.looks_at} | {rests} | {rule.severity} |")
    return "\n".join(rows)
