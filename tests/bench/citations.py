"""How rightly citations of guidelines are read from blocks of real determinations, and how fast: beside eyecite, which
reads citations of cases and statutes, and beside a bare regular expression that finds the names of bodies and nothing
else, all over the same text.

The blocks lie in the reading material, which the variable EVENHAND_SHARED names, else beside the repository. eyecite
brings a package of the name `tests` that would hide this one, so it lives in an environment of its own: the variable
EYECITE_PYTHON names its Python (`python3 -m venv e && e/bin/pip install eyecite`). Without it that line is left out.
"""

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from evenhand.guideline.cite import citations
from tests.bench._machine import best, heading
from tests.core.guideline.reading import FIELDS, ca_wc_patterns, score

_NAMES = re.compile(r"\b(?:MTUS|ACOEM|ODG|Official Disability Guidelines)\b(?:.{0,80}?\b(?:19|20)\d\d\b)?")


def _read_all(read: Callable[[str], object], texts: list[str]) -> None:
    for text in texts:
        read(text)


_EYECITE = """
import json, sys, time
from eyecite import get_citations
for texts in json.load(sys.stdin):
    get_citations(texts[0])
    started = time.process_time()
    for text in texts:
        get_citations(text)
    print(sum(map(len, texts)) / (time.process_time() - started))
"""


def main() -> None:
    """Print both tables."""
    shared = Path(os.environ.get("EVENHAND_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")
    if not shared.is_dir():
        print("No reading material: EVENHAND_SHARED names no folder, and none lies beside the repository.")
        sys.exit(0)
    print(heading("Citations of guidelines: F1 of blocks against their readings"))
    columns = [(part, mended) for mended in (False, True) for part in ("looked_at", "held")]
    results = [score(shared, part, mended=mended) for part, mended in columns]
    titles = [f"{part}, {'mended' if mended else 'as given'}" for part, mended in columns]
    print(f"{'':12}" + "".join(f"{title:>22}" for title in titles))
    print(f"{'blocks':12}" + "".join(f"{result.blocks:>22}" for result in results))
    for name in (None, *FIELDS):
        print(f"{name or 'all fields':12}" + "".join(f"{result.f1(name):>22.3f}" for result in results))
    _speed(shared)


def _speed(shared: Path) -> None:
    with (shared / "letters" / "ca_wc_2016" / "issues.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    pattern = ca_wc_patterns()
    texts = {
        "citation blocks": [" ".join(row[key].split()) for row in rows for key in ("ca_guideline", "imr_guideline")],
        "reasons": [row["rationale"] for row in rows],
    }
    readers: dict[str, Callable[[str], object]] = {
        "evenhand": lambda text: citations(text, pattern),
        "names alone, by regular expression": _NAMES.findall,
    }
    print(f"\n{'MB/s on one core':36}" + "".join(f"{name:>18}" for name in texts))
    for name, read in readers.items():
        rates = [sum(map(len, each)) / best(partial(_read_all, read, each)) for each in texts.values()]
        print(f"{name:36}" + "".join(f"{rate / 1e6:>18.2f}" for rate in rates))
    if python := os.environ.get("EYECITE_PYTHON"):
        printed = subprocess.run(
            [python, "-c", _EYECITE], input=json.dumps(list(texts.values())), capture_output=True, text=True, check=True
        )
        print(f"{'eyecite':36}" + "".join(f"{float(rate) / 1e6:>18.2f}" for rate in printed.stdout.split()))


if __name__ == "__main__":
    main()
