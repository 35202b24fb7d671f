"""How the audit does on published determinations, as the table of docs/audit.md: how often each check fires, how often
that was right, how much of what a person found it finds, and on which lines it fires.

    python -m tests.bench.audit_figures

Needs the reading material (EVENHAND_SHARED, or a folder `shared` beside the repository). What was right is taken from
`audit_readings.toml`, filled in by reading; a letter not read is counted as not read.
"""

import json
import os
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from evenhand.audit.audit import audit
from evenhand.audit.claim import Claim, Party
from evenhand.determination.parse import parse
from evenhand.determination.pdf_reader import PdfReader
from evenhand.determination.published import PublishedDetermination
from evenhand.determination.source import read_file
from evenhand.finding import Severity
from evenhand.treatment import Outcome
from tests.letters.audit_letters import audit_law, programme

SHARED = Path(os.environ.get("EVENHAND_SHARED") or Path(__file__).resolve().parents[3] / "shared")
READINGS = Path(__file__).with_name("audit_readings.toml")
Audited = dict[str, tuple[PublishedDetermination, list[Claim]]]


def main() -> None:
    """Print the figures as Markdown."""
    audited = _audited()
    readings = tomllib.loads(READINGS.read_text(encoding="utf-8"))
    _print_numbers(audited)
    _print_checks(audited, readings)
    _print_recall(audited)


def _audited() -> Audited:
    """Every letter with what is said of it, by case number; what its form lacks and what it stood left out."""
    audited: Audited = {}
    with PdfReader() as reader:
        for path in sorted((SHARED / "letters" / "ca_wc_2016" / "pdf").glob("*.pdf")):
            read = read_file(path, reader)
            letter = parse(read.text or "", file=path.stem, strong=read.strong)
            claims = audit(letter, audit_law(), programme(), read.text or "")
            told = [claim for claim in claims if claim.party is not Party.FORM and claim.severity is not Severity.PASS]
            audited[path.stem] = letter, told
    return audited


def _print_numbers(audited: Audited) -> None:
    lines = Counter(line.outcome for letter, _ in audited.values() for line in letter.treatments)
    claims = [sum(not claim.prompt for claim in told) for _, told in audited.values()]
    prompts = [sum(claim.prompt for claim in told) for _, told in audited.values()]
    upheld, overturned = lines[Outcome.UPHELD], lines[Outcome.OVERTURNED]
    print(f"{len(audited)} letters with {lines.total()} lines, {upheld} of them upheld and {overturned} overturned.")
    print(f"Claims a letter: {median(claims):g} at the median, {max(claims)} at most.")
    print(f"Questions a letter: {median(prompts):g} at the median, {max(prompts)} at most.\n")


def _print_checks(audited: Audited, readings: Mapping[str, Any]) -> None:
    print(
        "| Check | Letters it claims of | Right of those read | Letters it asks of | Upheld lines | Overturned lines |"
    )
    print("|---|---:|---:|---:|---:|---:|")
    all_lines = Counter(line.outcome for letter, _ in audited.values() for line in letter.treatments)
    claimed: dict[str, set[str]] = defaultdict(set)
    asked: dict[str, set[str]] = defaultdict(set)
    on: dict[str, Counter[Outcome | None]] = defaultdict(Counter)
    for case, (letter, claims) in audited.items():
        for claim in claims:
            (asked if claim.prompt else claimed)[claim.check].add(case)
            on[claim.check].update(letter.treatments[line - 1].outcome for line in claim.lines)
    for law in audit_law().checks:
        if not claimed[law.id] and not asked[law.id]:
            continue
        outcomes = (Outcome.UPHELD, Outcome.OVERTURNED)
        rates = [_rate(on[law.id][outcome], all_lines[outcome]) if on[law.id] else "whole" for outcome in outcomes]
        right = _right(claimed[law.id], readings.get(law.id, {}))
        print(f"| {law.id} | {len(claimed[law.id])} | {right} | {len(asked[law.id])} | {' | '.join(rates)} |")
    silent = [law.id for law in audit_law().checks if not claimed[law.id] and not asked[law.id]]
    print(f"\nNever on these letters: {', '.join(silent)}.\n")


def _rate(lines: int, of: int) -> str:
    return f"{lines} ({lines / of:.1%})" if of else "0"


def _right(cases: set[str], reading: Mapping[str, list[str]]) -> str:
    right, wrong = cases & set(reading.get("right", ())), cases & set(reading.get("wrong", ()))
    read = len(right) + len(wrong)
    unread = f", {len(cases) - read} not read" if len(cases) > read else ""
    return f"{len(right)} of {read}{unread}" if cases else ""


def _print_recall(audited: Audited) -> None:
    """What a person found in some of the letters, and how much of it is claimed or asked."""
    path = SHARED / "cases" / "evidence" / "given_contradictions.jsonl"
    items = [row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()) if "kind" in row]
    told: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for item in items:
        told[item["reach"], item["certainty"]].append(_is_told(item, audited[item["case"]][1]))
    print("| What it takes | How sure the reader was | Told |")
    print("|---|---|---:|")
    for (reach, certainty), each in sorted(told.items()):
        print(f"| {reach} | {certainty} | {sum(each)} of {len(each)} |")


def _is_told(item: Mapping[str, Any], claims: Iterable[Claim]) -> bool:
    kinds = {item["kind"], *item.get("also", ())}
    return any(
        claim.kind.value in kinds and (item["line"] is None or not claim.lines or item["line"] in claim.lines)
        for claim in claims
    )


if __name__ == "__main__":
    main()
