"""Whether the dockets are as they were written: every digest and link computed anew."""

from collections.abc import Iterator
from time import monotonic

from evenhand.docket.file import encode, verify
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import docket_of
from evenhand_web.doctor.checked import Checked, fault, sound
from evenhand_web.infrastructure.quiet_log import failure

_SECONDS = 60.0
"""How long chains are computed where not all of them are asked for."""


def chains(every: bool) -> Iterator[Checked]:
    """The dockets of all cases, or, the newest first, of as many as a minute is long."""
    until, count, spoilt = monotonic() + _SECONDS, 0, 0
    keys = list(Case.objects.order_by("-pk").values_list("pk", flat=True))
    for key in keys:
        if not every and monotonic() > until:
            break
        count += 1
        if words := broken(Case.objects.get(pk=key)):
            spoilt += 1
            yield fault("chains", words)
    if not spoilt:
        left = "" if count == len(keys) else f" of {len(keys)}, the newest; `evenhand doctor --all` tests every one"
        yield sound("chains", f"{count} dockets{left} are whole: every digest and link is as it was written.")


def broken(case: Case) -> str:
    """What is not as it was written in a docket by itself: entry, digest or link. Empty where all of it holds."""
    try:
        docket = docket_of(case)
    except Exception as error:  # what somebody wrote over it may be anything
        return f"The docket of case {case.ident} cannot be read ({failure(error)}): compare the database with a backup."
    _, findings = verify(encode(docket), f"case {case.ident}")
    if findings:
        entry = findings[0].place.line
        return f"Case {case.ident}: entry {entry} is not as it was written. Keep the database, compare a backup."
    if (docket.entries[-1].hash, len(docket.entries)) != (case.head, case.length):
        return f"The docket of case {case.ident} does not end where the case says: entries were cut off or added."
    return ""
