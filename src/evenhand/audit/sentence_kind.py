"""What a sentence of a letter does: tell of the worker, quote a guideline, state the request, conclude on necessity."""

import re
from functools import lru_cache

_GUIDELINE = re.compile(
    r"\b(?:guidelines?|mtus|acoem|odg|schedule|chapter|medical literature|studies|study|evidence[- ]based|trials?"
    r"|according to the"
    r"|recommends?|is recommended|are recommended|is indicated|are indicated|criteria for|indications? for|may be"
    r"|should be|"
    r"fda|literature)\b"
)
_WORKER = re.compile(
    r"(?<![\w-])(?:patient(?!-)|worker|claimant|applicant|employee|this case|he|she|his|her|documentation|documented"
    r"|records?|submitted|"
    r"exam(?:ination)?|complain(?:s|ed|ts?)|reported|request(?:ed|s)?|provider|physician|there (?:is|was|were|are) "
    r"no|diagnos\w+)\b"
)
_CONCLUDES = re.compile(
    r"\b(?:not\s+)?(?:medically\s+)?(?:necess(?:ary|ity)|appropriate|indicated|certified|warranted|supported|established)\b"
)
_FINAL = re.compile(
    r"\b(?:therefore|thus|as such|given the above|accordingly|based on|hence|in summary|consequently|request(?:ed)?)\b"
)
_REQUEST = re.compile(
    r"\b(?:request(?:s|ed|ing)?|recommend(?:s|ed|ing)|prescri(?:bes|bed|bing)|order(?:s|ed|ing)|seek(?:s|ing)?|sought|"
    r"asks? for|asked for|authorization for|treatment plan)\b"
)


@lru_cache(maxsize=8192)
def tells_of_worker(lower: str) -> bool:
    """Whether a sentence speaks of this worker and not of guidelines in general."""
    return _WORKER.search(lower) is not None and _GUIDELINE.search(lower) is None


@lru_cache(maxsize=8192)
def quotes_guideline(lower: str) -> bool:
    """Whether a sentence tells what guidelines or studies say."""
    return _GUIDELINE.search(lower) is not None


@lru_cache(maxsize=8192)
def states_request(lower: str) -> bool:
    """Whether a sentence tells what was requested."""
    return _REQUEST.search(lower) is not None


@lru_cache(maxsize=8192)
def concludes(lower: str) -> bool:
    """Whether a sentence concludes on the request of this case."""
    return _CONCLUDES.search(lower) is not None and _FINAL.search(lower) is not None
