"""Letters of our own as PDF, in the visual form of 2016: a grid of dates, names in bold, gaps between paragraphs."""

import json

import typst

from evenhand.determination.published import PublishedDetermination
from tests.letters.generator import printed

_PAGE = """
#let shown = json(bytes(sys.inputs.letter))
#set page(paper: "us-letter", margin: 1in, numbering: if shown.numbered { "1" } else { none })
#set text(size: 12pt, hyphenate: false, lang: "en")
#set par(justify: false, leading: 0.5em, spacing: 1.6em)
#let cell(words) = [*#words*]
#table(
  columns: (1.2fr, 1.6fr, 1fr, 1fr),
  inset: 3pt,
  ..shown.header.map(pair => (cell(pair.at(0)), pair.at(1))).flatten(),
)
#let heading-line(words) = align(center, strong(words))
#heading-line("HOW THE IMR FINAL DETERMINATION WAS MADE")
#shown.statement

#("State(s) of Licensure: " + shown.licensure) \\
#("Certification(s)/Specialty: " + shown.specialty)

#heading-line("CLINICAL CASE SUMMARY")
What follows was drawn by the reviewer from the case, with all medical records:

#shown.summary

#heading-line("IMR ISSUES, DECISIONS AND RATIONALES")
The decisions, each with its reasons, on the services set forth below:

#for one in shown.treatments [
  #strong(one.title + ":") #one.outcome

  #strong("Claims Administrator guideline:") #one.payer

  #strong("MAXIMUS guideline:") #one.reviewer

  #strong("Decision rationale:") #one.rationale

]
"""


def pdf(shown: PublishedDetermination, *, numbered: bool = False) -> bytes:
    """The letter as a PDF; with `numbered`, each page has its number at the foot."""
    header = [
        ("Case Number:", shown.case_number),
        ("", ""),
        ("Date Assigned:", shown.date_assigned),
        ("Date of Injury:", shown.date_of_injury),
        ("Decision Date:", shown.decision_date),
        ("UR Denial Date:", shown.ur_denial_date),
        ("Priority:", shown.priority),
        ("Application Received:", shown.application_received),
    ]
    letter = {
        "numbered": numbered,
        "header": [(label, printed(value)) for label, value in header],
        "statement": "The reviewer has no part in the dispute.",
        "licensure": ",".join(shown.licensure),
        "specialty": shown.specialty,
        "summary": shown.summary,
        "treatments": [
            {
                "title": treatment.title,
                "outcome": (treatment.outcome or "").replace("_", " ").capitalize(),
                "payer": treatment.payer_guideline,
                "reviewer": treatment.reviewer_guideline,
                "rationale": treatment.rationale,
            }
            for treatment in shown.treatments
        ],
    }
    return bytes(typst.compile(_PAGE.encode(), sys_inputs={"letter": json.dumps(letter)}))
