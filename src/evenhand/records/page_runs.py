"""Numbers of pages as people write them: runs drawn together."""

from collections.abc import Sequence


def page_runs(pages: Sequence[int], dash: str = "\u2013") -> str:
    """Numbers of pages, in their order, with runs drawn together by a dash: 3-5, 8."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}{dash}{run[-1]}" for run in runs)
