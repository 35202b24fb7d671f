"""A letter in our own words that every check passes, and the changes that make it fail one."""

from functools import cache

from evenhand.audit.audit import audit
from evenhand.audit.claim import Claim
from evenhand.audit.context import AuditLaw
from evenhand.audit.law_file import load_audit_law
from evenhand.determination.parse import parse
from evenhand.finding import Severity
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme

SOUND = """\
Case Number:\tCM15-0000001
Date Assigned:\t06/03/2015\tDate of Injury:\t
Decision Date:\t07/01/2015\tUR Denial Date:\t05/04/2015
Priority:\tStandard\tApplication Received:\t06/02/2015

HOW THE IMR FINAL DETERMINATION WAS MADE

A physician read the whole file. The reviewer has no material affiliation with the employer, the insurer, the claims
administrator, the utilization review organization or the provider network, their officers or directors, the treating
physician, that medical group, any other provider, the facility or other facilities, the manufacturer or manufacturers
of what is proposed or of the alternative, the employee, the employee's family or attorney. The reviewer was never
disciplined and is no qualified medical evaluator. The specialty is the same or similar because it commonly treats the
neck.

Documents reviewed: reports of the treating physician, 05/2014 to 05/2015, 40 pages.

In this letter Upheld means that the denial stands, and Overturned means that the treatment was found medically
necessary. This determination is deemed the Administrative Director's own and is binding. It was mailed to the parties
on the day of the decision. It can be appealed to the Appeals Board.

State(s) of Licensure: Oregon
Certification(s)/Specialty: Physical Medicine & Rehabilitation

CLINICAL CASE SUMMARY

The worker strained the neck while lifting. The physician requested 6 visits of physical therapy for the cervical spine.

IMR ISSUES, DECISIONS AND RATIONALES

Physical therapy for the cervical spine, 6 visits: Upheld

Claims Administrator guideline: Decision based on MTUS Neck and Upper Back Complaints 2004, Section(s): Initial Care.

MAXIMUS guideline: Decision based on MTUS Neck and Upper Back Complaints 2004, Section(s): Initial Care.

Decision rationale: The record tells of no change after the visits already given. The request for 6 visits of physical \
therapy for the cervical spine is not medically necessary.
"""


@cache
def programme() -> Programme:
    """The programme under which the letters of these tests are checked."""
    programme, findings = load_programme(programme_folder("ca_wc"))
    assert programme is not None, "\n".join(map(str, findings))
    return programme


@cache
def audit_law() -> AuditLaw:
    """Its checks."""
    law, findings = load_audit_law(programme_folder("ca_wc"), programme())
    assert law is not None, "\n".join(map(str, findings))
    return law


def changed(*changes: tuple[str, str]) -> str:
    """The sound letter with words replaced; each must stand in it."""
    text = SOUND
    for words, instead in changes:
        assert words in text, words
        text = text.replace(words, instead)
    return text


def audited(text: str) -> tuple[Claim, ...]:
    """What the checks say of a letter's text."""
    return audit(parse(text, file="letter.txt"), audit_law(), programme(), text)


def flagged(text: str) -> list[Claim]:
    """What they say against it."""
    return [finding for finding in audited(text) if finding.severity is not Severity.PASS]
