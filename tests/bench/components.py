"""How rightly the components of real titles are read, by field and by part of the gold set, and how many a second.

The titles lie in the reading material, which the variable EVENHAND_SHARED names, else beside the repository. The part
`tuned` was looked at while the reader was made, the part `held` never.
"""

import os
import sys
from pathlib import Path

from evenhand.components.component import FIELDS
from evenhand.components.title import components
from tests.bench._machine import best, heading
from tests.core.components.scoring import gold, score, titles


def main() -> None:
    """Print the table."""
    shared = Path(os.environ.get("EVENHAND_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")
    if not shared.is_dir():
        print("No reading material: EVENHAND_SHARED names no folder, and none lies beside the repository.")
        sys.exit(0)
    print(heading("Components of titles: F1 against a person's reading"))
    results = {part: score(shared, part) for part in ("tuned", "held")}
    print(f"{'':22}" + "".join(f"{part:>10}" for part in results))
    print(f"{'lines':22}" + "".join(f"{sum(1 for _ in gold(part)):>10}" for part in results))
    for name in (None, *FIELDS):
        print(f"{name or 'all fields':22}" + "".join(f"{result.f1(name):>10.3f}" for result in results.values()))
    split = (f"{result.split_right} of {result.joined}" for result in results.values())
    print(f"{'joined lines split':22}" + "".join(f"{count:>10}" for count in split))
    written = list(titles(shared).values())
    rate = len(written) / best(lambda: [components(title) for title in written])
    print(f"{rate:,.0f} titles a second")


if __name__ == "__main__":
    main()
