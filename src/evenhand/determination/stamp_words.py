"""The words by which a line shows that it is a stamp or another tool's page line."""

import re

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = (
    r"(?:\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}-\d{1,2}-'?\d{2,4}|\d{4}-\d\d-\d\d"
    rf"|{_MONTH}[. -]+\d{{1,2}}[, -]+\d{{4}}|\d{{1,2}}[ -]{_MONTH}[ -]\d{{4}})"
)
_TIME = r"\d{1,2}:\d\d(?::\d\d)? ?(?:[ap]\.?m\.?)?"
_PAGE = r"\bp(?:age|ages|g|\.)?[ .:]*\d{1,4}"
_OF = rf"{_PAGE}(?: ?/ ?\d{{1,4}}| of \d{{1,4}})"
_RUNNING = r"(?:[A-Z]{2,12}[-_ ]?\d{5,10}|[A-Z]{1,12}[-_ ]{0,2}0\d{2,9})(?:[-_]\d{1,4})?"
"""A running number: letters and five figures or more, or figures that begin with a zero."""
_SIDE = r"(?:(?:plaintiff|defendant|applicant|claimant|respondent|joint|petitioner)(?:'?s'?)?[ ]+)?"
_PRIVATE = r"(?:strictly |attorney.client )?(?:confidential(?:ity)?|privileged)"
_FORMS = (
    r"(?:https?://|file://|www\.|about:blank)\S*(?:[ \t]+\d{1,3} ?/ ?\d{1,3}|[ \t]+" + _DAY + r"[^\n\f]{0,30})?",
    rf"(?:from|to)\b:?[^\n\f]{{0,60}}{_DAY}[ ,]+\d{{1,2}}:\d\d[^\n\f]{{0,30}}{_PAGE}[^\n\f]{{0,20}}",
    rf"(?:from|to|fax|date)\b:?[^\n\f]{{0,80}}{_OF}\b[^\n\f]{{0,60}}",
    rf"{_RUNNING}(?:[ \t]+(?:CONFIDENTIAL|COPY|PRIVILEGED|REDACTED))?",
    rf"{_PRIVATE}[ \t:-]+(?:subject to [^\n\f]{{0,40}}|{_RUNNING}|attorney[^\n\f]{{0,40}}|do not [a-z ]{{0,30}})",
    r"(?:bates|def|plaintiff|defendant)(?:[-_ .#:]|no\b)*[A-Z]*[-_]?\d{3,10}",
    rf"{_SIDE}exhibit(?: no\.?)?[ -]*(?:[A-Z]|[A-Z]?-?\d{{1,5}})(?:[ -]+\d{{1,5}})?",
    r"[\w.,' ]{2,30} v(?:s|\.|s\.) [\w.,' ]{2,30}[ _-]\d{4,10}",
    rf"(?:{_PRIVATE}|draft|copy|duplicate|sample|void|redacted|unofficial(?: copy)?|original|scanned(?: copy| by \w+)?"
    r"|(?:certified|true|file|office|client|courtesy|conformed|working) copy|received|filed|faxed|entered|paid|posted"
    r"|sealed|do not (?:copy|duplicate|distribute))[ !*.]*",
    r"(?:date )?(?:received|rec'?d|filed|scanned|printed|faxed|entered|stamped|imaged|posted)"
    rf"(?: (?:on|by|at|in|date)\b)?:?[ \t]+(?:[\w.]+[ \t]+){{0,4}}{_DAY}[^\n\f]{{0,30}}",
    rf"{_DAY}[ \t]+\d{{1,2}}:\d\d[^\n\f]{{0,80}}",
    rf"[^\n\f]{{0,50}}[ \t]{_DAY}[ ,\t]+{_TIME}",
    r"received fax\b[^\n\f]{0,80}",
    rf"[^\n\f]{{0,40}}\bfax\b[^\n\f]{{0,40}}{_PAGE}(?: ?/ ?\d{{1,4}}| of \d{{1,4}})?",
    r"[-\[(| \t]*(?:page|pg\.?)[ \t|]*\d{1,3}(?:[ \t]*(?:of|/)[ \t]*\d{1,3})?[-\])| \t]*",
    r"[-\[(]{1,2} ?\d{1,3} ?[-\])]{1,2}|\d{1,3} ?\| ?page|p\.? ?\d{1,3} ?/ ?\d{1,3}|\d{6,10}",
    r"(?:index|doc(?:ument)?|tab|vol(?:ume)?)\.? ?\d{1,5}[ ,]+(?:pg|page|p)\.? ?\d{1,4}|index ?0\d{1,5}",
    r"(?:scanned|created|printed|converted|generated) (?:with|by|using|from)\b[^\n\f]{1,60}",
    r"(?:evaluation (?:only|copy|version)|trial version|unregistered version)\b[^\n\f]{0,60}",
    r"(?:downloaded|printed|retrieved) (?:from|at|on)\b[^\n\f]{1,80}",
    r"docusign envelope id\b[^\n\f]{0,60}",
    r"print(?: this page)?(?: ?\| ?[A-Za-z ]{3,20}){1,4}|close (?:this )?window|back to top",
    r"case \d:\d\d-[a-z]{2}-\d{3,6}[^\n\f]{0,100}",
    r"(?:eams|wcab|adj)\b[^\n\f]{0,30}\d{5,12}|adj ?\d{6,9}",
    rf"(?:mail ?room|front desk|intake)\b[^\n\f]{{0,30}}{_DAY}",
    rf"entered in [^\n\f]{{0,30}}{_DAY}",
    r"[|]{5,}|\*[A-Z0-9]{6,20}\*|\[(?:stamp|illegible|handwritten|signature|seal|barcode)[^\]\n\f]{0,40}\]",
)
_LATE_FORMS = (
    rf"{_DAY}[ \t]{{2,}}[^\n\f:]{{0,50}}[A-Za-z]{{3}}[^\n\f:]{{0,50}}",
    r"claims? ?(?:no|number|#)\b\.?:? ?[A-Z0-9-]{4,20}",
    rf"{_DAY}",
    r"[A-Z]{1,6}[ -]?\d{3,5}",
    r"\d{1,3} (?:of|/) \d{1,3}|\d{3,5}",
    r"(?:(?:imr )?(?:(?:final )?determination\b[^\n\f]{0,40}|case\b(?: number| no\.?)?:?[ \t]*))?"
    r"[A-Z]{2}\d\d-\d{5,8}(?:[ \t]+(?:page[ ]?)?\d{1,3})?(?:[ \t]+of[ ]\d{1,3})?",
)
STAMP_LINE = re.compile(
    rf"(?:^|(?<=\f))[ \t]*(?:{'|'.join(_FORMS)})[ \t\r]*(?=$|\f)",
    re.MULTILINE | re.IGNORECASE,
)
"""A whole line that is a stamp by its words."""
LATE_STAMP_LINE = re.compile(
    rf"(?:^|(?<=\f))[ \t]*(?:{'|'.join(_LATE_FORMS)})[ \t\r]*(?=$|\f)",
    re.MULTILINE | re.IGNORECASE,
)
"""A whole line that may be a value in the header of a letter, and is a stamp after it, where no sentence goes on."""
