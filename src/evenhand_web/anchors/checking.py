"""Holding dockets and trace against the anchors: what was made anew, cut off or taken away; and the anchors too."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from evenhand_web.anchors.anchor_file import Signed
from evenhand_web.anchors.models import Anchor
from evenhand_web.anchors.sealed_heads import Head, NoAnchorError, SealedHeads, anchor_from, digest_of
from evenhand_web.anchors.signing import is_signed
from evenhand_web.cases.models import Case, DocketEntry
from evenhand_web.trace.line import TraceLine


class AnchorSums(NamedTuple):
    """What sound anchors say together: how many they are, the last of them, the last head of every docket with the
    number of its anchor, the digest of the trace at every line that an anchor names with the number of that anchor, and
    what is wrong with the anchors themselves.
    """

    sound: int
    last: SealedHeads | None
    heads: Mapping[str, tuple[Head, int]]
    trace: Mapping[int, tuple[str, int]]
    faults: tuple[str, ...]


def kept_anchors() -> Iterator[Signed]:
    """The anchors of the database, by number."""
    for row in Anchor.objects.order_by("number").iterator(1):
        yield Signed(row.number, bytes(row.body), bytes(row.signature), f"anchor {row.number} in the database")


def summed(anchors: Iterable[Signed], keys: Collection[str]) -> AnchorSums:
    """Test anchors, which come by number, and add up what they say; `keys` are the public keys that may have signed
    them. One that is not sound is said and does not count.
    """
    sound, last, faults = 0, None, list[str]()
    heads, trace, before, expected = dict[str, tuple[Head, int]](), dict[int, tuple[str, int]](), "", 1
    for signed in anchors:
        if signed.number != expected:
            missing = f"anchor {expected} is" if signed.number == expected + 1 else f"anchors from {expected} on are"
            faults.append(f"Before {signed.place}, {missing} gone.")
        is_next, expected = signed.number == expected, signed.number + 1
        words, anchor = _unsound(signed, keys)
        if not words and anchor is not None and is_next and anchor.before != before:
            words = "it does not follow the anchor before it"
        before = digest_of(signed.body)
        if words or anchor is None:
            faults.append(f"{signed.place[:1].upper()}{signed.place[1:]} does not count: {words}.")
            continue
        sound, last = sound + 1, anchor
        heads |= {head.case: (head, anchor.number) for head in anchor.heads}
        if anchor.trace_lines:
            trace[anchor.trace_lines] = (anchor.trace_digest, anchor.number)
    return AnchorSums(sound, last, heads, trace, tuple(faults))


def _unsound(signed: Signed, keys: Collection[str]) -> tuple[str, SealedHeads | None]:
    try:
        anchor = anchor_from(signed.body)
    except NoAnchorError as error:
        return str(error), None
    if anchor.key not in keys:
        return f"it is signed by the key {anchor.key[:16]}…, which is not this house's", anchor
    if not is_signed(signed.body, signed.signature, anchor.key):
        return "its signature does not hold, so that it was altered", anchor
    if anchor.number != signed.number:
        return f"it is number {anchor.number}, and stands in the place of {signed.number}", anchor
    return "", anchor


def copies_against(sums: AnchorSums, copied: Iterable[Signed], keys: Collection[str]) -> tuple[AnchorSums, list[str]]:
    """The sums with what copies say beyond the database, and every copy that says something else than it: the database
    lacks anchors, or somebody made them anew.
    """
    faults = []
    heads, trace, last = dict(sums.heads), dict(sums.trace), sums.last
    known = dict(Anchor.objects.values_list("number", "digest"))
    for copy in copied:
        words, anchor = _unsound(copy, keys)
        if words or anchor is None:
            faults.append(f"The copy {copy.place} does not count: {words}.")
        elif known.get(copy.number) != digest_of(copy.body):
            lacking = "the database has no such anchor" if copy.number not in known else "the database has another"
            faults.append(f"The copy {copy.place} holds anchor {copy.number}, and {lacking}: anchors were taken away.")
            heads |= {
                head.case: (head, anchor.number) for head in anchor.heads if _is_further(head, heads.get(head.case))
            }
            if anchor.trace_lines:
                trace[anchor.trace_lines] = (anchor.trace_digest, anchor.number)
            last = anchor if last is None or anchor.number > last.number else last
    return sums._replace(heads=heads, trace=trace, last=last), faults


def _is_further(head: Head, known: tuple[Head, int] | None) -> bool:
    return known is None or head.length >= known[0].length


def docket_fault(case: Case, sums: AnchorSums) -> str:
    """What of a docket is not as it was sealed: its end is gone, or its chain was made anew. Empty where all is."""
    if case.ident not in sums.heads:
        return ""
    head, number = sums.heads[case.ident]
    there = dict(case.entries.filter(number=head.length).values_list("number", "hash"))
    if head.length not in there:
        left = case.entries.count()
        return (
            f"Case {case.ident}: anchor {number} sealed {head.length} entries, and {left} are there. Entries from "
            f"{left + 1} to {head.length} were cut off."
        )
    if there[head.length] == head.hash:
        return ""
    first, last, anchor = _first_rebuilt(case, head, number)
    place = f"entry {last} is" if first == last else f"of entries {first} to {last} one at least is"
    return f"Case {case.ident}: {place} not what anchor {anchor} sealed. Its chain was made anew."


def _first_rebuilt(case: Case, head: Head, number: int) -> tuple[int, int, int]:
    """Between which entries a chain was made anew, and the anchor that tells."""
    hashes, good = dict(case.entries.values_list("number", "hash")), 0
    for signed in kept_anchors():
        try:
            sealed = next((each for each in anchor_from(signed.body).heads if each.case == case.ident), None)
        except NoAnchorError:
            continue
        if sealed is not None and hashes.get(sealed.length) != sealed.hash:
            return good + 1, sealed.length, signed.number
        good = sealed.length if sealed is not None else good
    return good + 1, head.length, number


def missing_dockets(sums: AnchorSums) -> Iterator[str]:
    """Dockets that were sealed and are not there at all, case by case."""
    there = set(Case.objects.values_list("ident", flat=True))
    for ident, (head, number) in sums.heads.items():
        if ident not in there:
            yield f"Case {ident} is gone: anchor {number} sealed its docket of {head.length} entries."


def stray_entries() -> Iterator[str]:
    """Entries of no case: what is left where somebody removed one around the rules of the database."""
    for case in DocketEntry.objects.exclude(case__in=Case.objects.all()).values_list("case_id", flat=True).distinct():
        yield f"Entries are left of a case that is gone (row {case})."


def trace_faults(lines: Iterable[TraceLine], sums: AnchorSums, begins: int = 0) -> Iterator[str]:
    """Where the trace is not as it was sealed: lines made anew, or its end gone. `begins` is the number of the line
    before its first, where older ones were deleted when their time was over.
    """
    count = begins
    for line in lines:
        count = line.number
        digest, number = sums.trace.get(line.number, (line.digest, 0))
        if digest != line.digest:
            yield f"The trace: line {line.number} is not what anchor {number} sealed. Its chain was made anew."
            return
    sealed = max(sums.trace, default=0)
    if count < sealed:
        number = sums.trace[sealed][1]
        yield (
            f"The trace: anchor {number} sealed {sealed} lines, and {count} are there. Lines from {count + 1} to "
            f"{sealed} were cut off."
        )
