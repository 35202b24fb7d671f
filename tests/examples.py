"""How many examples Hypothesis draws: `make test-slow` draws five times as many of everything."""

import os

TIMES = "EVENHAND_EXAMPLES"
"""The variable that says how many times as many."""


def examples(count: int) -> int:
    """So many examples, or the multiple that is asked for; raises ValueError where that is no number."""
    return count * int(os.environ.get(TIMES, "1"))
