"""Days of birth, ages, days and stories: the second look at a passage that a pattern matches."""

import re

from evenhand.corpus.gathered import Gathered, WrittenDay
from evenhand.corpus.patterns import Hit
from evenhand.corpus.written_days import written_days

_AGE = re.compile(r"\d{1,3}")


def birth(gathered: Gathered, hit: Hit) -> bool:
    """A day behind a label of birth, or the year alone."""
    plain = gathered.letter.plain
    born = _BORN.match(plain, hit.end)
    return born is not None and gathered.mask(hit, born.start(), born.end())


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_BORN = re.compile(
    rf"(?:\d{{1,4}}\s*[-/.\\ ]\s*\d{{1,2}}\s*[-/.\\ ]\s*\d{{2,4}}"
    rf"|{_MONTH}[\s,.-]*(?:\d{{1,2}}(?:st|nd|rd|th)?)?[\s.,'-]*\d{{2,4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s,.-]*{_MONTH}[\s.,'-]*\d{{2,4}}"
    rf"|\d{{8}}|\d{{2}}-?\d{{4,6}}|(?:19|20)\d\d"
    rf"|(?:the\s+)?[a-z-]+(?:[\s-]+[a-z]+)?(?:\s+day)?\s+(?:of\s+)?{_MONTH}[\s,]+(?:nineteen|two\s+thousand|twenty)(?:[\s-]+[a-z]+){{0,3}}"
    rf"|{_MONTH}\s+(?:the\s+)?[a-z]+(?:[\s-]+(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))?[\s,]+"
    rf"(?:(?:19|20)\d\d|(?:nineteen|two\s+thousand|twenty)(?:[\s-]+(?:hundred|and|oh|[a-z]+ty|one|two|three|four|five|six|seven|eight|nine|ten|[a-z]+teen|eleven|twelve))+)"
    rf"|nineteen(?:[\s-]+(?:hundred|and|oh|[a-z]+ty|one|two|three|four|five|six|seven|eight|nine|ten|[a-z]+teen|eleven|twelve))+)\b",
    re.IGNORECASE,
)


def age(gathered: Gathered, hit: Hit) -> bool:
    """An age: masked where it is above the oldest that the policy publishes, gathered where not."""
    passage = gathered.passage(hit)
    years = _AGE.search(passage)
    if years is None:
        return gathered.mask(hit, hit.start, hit.end)
    if int(years[0]) > gathered.policy.oldest:
        return gathered.mask(hit, hit.start, hit.end)
    gathered.ages.append((hit.start, hit.end, int(years[0])))
    return True


def day(gathered: Gathered, hit: Hit) -> bool:
    """A day, gathered with every day that it may mean."""
    days = written_days(gathered.passage(hit))
    if not days:
        return False
    gathered.days.append(WrittenDay(start=hit.start, end=hit.end, days=days))
    return True
