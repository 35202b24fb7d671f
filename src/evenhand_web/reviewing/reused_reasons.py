"""Reasons used for two lines: taken over as words, and to be adopted by the physician for each line."""

from dataclasses import replace

from evenhand_web.cases.open_case import OpenCase
from evenhand_web.reviewing.access import drafts_for
from evenhand_web.reviewing.analysis import written
from evenhand_web.reviewing.content import LINE, LineText
from evenhand_web.reviewing.gates import has_own_facts
from evenhand_web.reviewing.open_file import may_write
from evenhand_web.reviewing.saved_parts import NotWritableError, Saved, current_texts, save_part


class NoFactsError(Exception):
    """A line has no facts of its own yet: reasons are not taken over without them."""


def reuse(case: OpenCase, line: str, source: str) -> Saved:
    """Take over the reasons of one line for another, never its finding or its facts.

    Raises NoFactsError until the line has facts of its own, ValueError where there are no two such lines, and what
    `save_part` raises.
    """
    if not may_write(case):
        raise NotWritableError
    texts = current_texts(drafts_for(case.viewer).filter(case=case.case).first())
    lines = written(texts, case.state).lines
    if line not in lines or source not in lines or line == source:
        raise ValueError(f"{line!r} and {source!r} are no two lines of this case")
    if not has_own_facts(lines[line], lines[source]):
        raise NoFactsError
    part = f"{LINE}{line}"
    return save_part(case, part, texts[part].number, reused(lines[line], lines[source], source))


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
