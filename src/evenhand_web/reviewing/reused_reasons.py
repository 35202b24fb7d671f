"""Reasons used for two lines: taken over as words, and to be adopted by the physician for each line."""

from dataclasses import replace

from evenhand_web.reviewing.content import LineText


def reused(line: LineText, source: LineText, ident: str) -> LineText:
    """A line with the reasons and citations of the line `ident`. Finding, answer and facts stay its own; what it had of
    reasons stands before what is taken over.
    """
    standard = "\n\n".join(filter(None, (line.standard, source.standard)))
    return replace(
        line,
        standard=standard,
        higher_tiers=line.higher_tiers or source.higher_tiers,
        citations=tuple(dict.fromkeys((*line.citations, *source.citations))),
        reused=ident,
        adopted=False,
    )
