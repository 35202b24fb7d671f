"""Every check of an audit has a letter it must flag and one it must not, alike but for the fault."""

from dataclasses import replace

import pytest

from evenhand.audit.audit import audit
from evenhand.audit.check import CHECKS
from evenhand.audit.claim import Claim
from evenhand.determination.parse import parse
from evenhand.finding import Provenance, Severity
from evenhand.programme.rule import DeadlineValue, Items
from tests.letters.audit_letters import SOUND, audit_law, audited, changed, flagged, programme

NECK = "MAXIMUS guideline: Decision based on MTUS Neck and Upper Back Complaints 2004, Section(s): Initial Care."
WHY = "The record tells of no change after the visits already given."
REQUEST = "The request for 6 visits of physical therapy for the cervical spine"
DECISION = "Physical therapy for the cervical spine, 6 visits: Upheld\n"
PAYER = (
    "\nClaims Administrator guideline: Decision based on MTUS Neck and Upper Back Complaints 2004, Section(s): "
    "Initial Care.\n"
)
NAPROXEN = ("Physical therapy for the cervical spine, 6 visits:", "Naproxen 500 mg #60:")
LONG = (
    "The record tells of a strain, of care by the family physician, of pain that went down by a third in a month, and "
    "of a return to the usual work with no limit after seven weeks at home."
)
FAULTS = {
    "L-01": (
        ("05/04/2015", "06/03/2013"),
        ("06/02/2015", "07/01/2013"),
        ("06/03/2015", "07/02/2013"),
        ("07/01/2015", "07/29/2013"),
    ),
    "L-02": (("05/04/2015", "04/20/2015"),),
    "L-03": (("06/03/2015", "06/30/2015"), ("07/01/2015", "07/28/2015")),
    "L-04": (("07/01/2015", "08/31/2015"),),
    "L-05": ((WHY, "The physician requested 12 visits of physical therapy."),),
    "L-06": (
        ("Physical therapy for the cervical spine, 6", "Physical therapy with massage for the cervical spine, 6"),
    ),
    "L-07": ((WHY, "The file shows no exceptional factors."),),
    "L-08": (("Documents reviewed:", "Papers:"),),
    "L-10": (("Claims Administrator guideline: Decision based on", "Claims Administrator guideline: It did not cite"),),
    "L-11": (
        (" because it commonly treats the\nneck", ""),
        ("Physical Medicine & Rehabilitation", "Internal Medicine"),
    ),
    "L-12": (("never\ndisciplined", "never\ntired"),),
    "L-13": ((", the employee's family or attorney", ""),),
    "L-14": ((NECK, "MAXIMUS guideline: Decision based on MTUS Chronic Pain 2009, Section(s): Physical Medicine."),),
    "L-15": ((NECK, "MAXIMUS guideline: Decision based on MTUS Neck and Upper Back Complaints Page(s): 1."),),
    "L-17": ((" It can be appealed to the Appeals Board.", ""),),
    "L-18": (("Upheld means that the denial stands", "nothing is long"), ("Overturned means that", "or that")),
    "L-19": (("Date of Injury:\t", "Date of Injury:\t05/01/2014"),),
    "L-20a": (("06/03/2015", "06/01/2015"),),
    "L-20b": (("6 visits: Upheld", "6 visits: Overturned"),),
    "L-20c": (("Priority:\tStandard", "Priority:\tExpedited"),),
    "L-20d": ((NECK, NECK.replace("Neck and Upper Back", "Knee")),),
    "L-20e": (
        ("Physical therapy for the cervical spine, 6", "Physical therapy for the left neck, 6"),
        ("therapy for the cervical spine is not", "therapy for the right neck is not"),
    ),
    "L-11a": (("Physical Medicine & Rehabilitation", "Ophthalmology"),),
    "L-11b": (("The reviewer was never\ndisciplined", "The reviewer was once\ndisciplined"),),
    "L-20f": (("therapy for the cervical spine is not", "therapy for the left knee is not"),),
    "L-20g": (
        ("Physical therapy for the cervical spine, 6", "Epidural injection at C5-6 of the cervical spine, 6"),
        (f"{REQUEST} is not", "The request for an epidural injection at C6-7 of the cervical spine is not"),
    ),
    "L-20h": (
        ("The worker strained the neck", "The worker, a 44 year old woman, strained the neck"),
        (WHY, "The record tells that he had no change after the visits already given."),
    ),
    "L-20i": (
        ("The worker strained the neck", "The worker, a 44 year old woman, strained the neck"),
        (WHY, "This 54 year old woman had no change after the visits already given."),
    ),
    "L-20j": (("strained the neck while lifting.", "strained the neck while lifting. On 08/20/2015 the neck hurt."),),
    "L-20k": (NAPROXEN, (f"{REQUEST} is not", "The request for tramadol is not")),
    "L-20l": (NAPROXEN, (f"{REQUEST} is not", "The request for naproxen 550 mg #60 is not")),
    "L-20m": (
        (WHY, LONG),
        (
            DECISION,
            f"{DECISION}{PAYER}\n{NECK}\n\nDecision rationale: {LONG} {REQUEST} is not medically necessary.\n\n"
            "Acupuncture for the cervical spine, 6 visits: Upheld\n",
        ),
    ),
    "L-20n": ((WHY, "The criteria of the guideline are met."),),
    "L-20o": ((WHY, "There is no record of a strained neck."),),
    "L-20p": ((f"{REQUEST} is not", "The associated service is not"), (WHY, "The surgery is not needed.")),
    "L-20q": (
        ("Physical therapy for the cervical spine, 6 visits:", "Diazepam 5 mg #60:"),
        (f"{REQUEST} is not", "The request for diazepam is not"),
        ("Physical Medicine & Rehabilitation", "Psychiatry"),
    ),
    "L-20r": ((WHY, "The guideline recommends up to 10 visits."),),
    "L-14a": (
        ("Date of Injury:\t", "Date of Injury:\t04/01/2015"),
        (NECK, NECK + " MTUS Chronic Pain Medical Treatment 2009, Section(s): Physical Medicine."),
    ),
    "L-15a": ((NECK, NECK.replace("2004", "2019")),),
    "L-15b": ((NECK, NECK.replace("Initial Care", "174")),),
    "L-15c": ((WHY, "The MTUS is silent on physical therapy."),),
    "L-15d": ((NECK, NECK + " Other Medical Treatment Guidelines: www.example.org/neck."),),
    "L-19a": (("The physician requested", "Dr. Alan Muster requested"),),
}
"""By check, the changes of the sound letter that it must flag."""
TOGETHER = {"L-20c": {"L-04"}, "L-20h": {"L-19"}, "L-20i": {"L-19"}, "L-14a": {"L-19"}, "L-20k": {"L-20p"}}
"""An expedited review that took a month is late as well; an age, a sex and a day of injury tell of a person;
reasons about another medicine never name the one in dispute.
"""


def of(check: str, findings: tuple[Claim, ...] | list[Claim]) -> list[Claim]:
    return [finding for finding in findings if finding.check == check]


def test_every_check_is_tried() -> None:
    assert {law.id for law in audit_law().checks} == set(FAULTS)
    assert {law.name for law in audit_law().checks} == set(CHECKS)


def test_no_check_flags_the_sound_letter() -> None:
    assert [str(finding) for finding in flagged(SOUND)] == []


@pytest.mark.parametrize("check", FAULTS)
def test_a_check_flags_its_fault_and_no_other_check_does(check: str) -> None:
    findings = flagged(changed(*FAULTS[check]))
    assert {finding.check for finding in findings} == {check} | TOGETHER.get(check, set())
    assert all(
        finding.citation and finding.message and finding.topic and finding.expected and finding.remedy
        for finding in findings
    )


@pytest.mark.parametrize("check", FAULTS)
def test_a_finding_rests_on_rules_of_its_check(check: str) -> None:
    law = next(asked for asked in audit_law().checks if asked.id == check)
    rules = {finding.rule for finding in of(check, flagged(changed(*FAULTS[check])))}
    assert rules
    assert rules <= set(law.rules.values())
    assert set(law.rules.values()) <= set(programme().rules)


ALSO_FAULTS = {
    "both sides in dispute, one concluded": (
        "L-20e",
        (
            ("Physical therapy for the cervical spine, 6", "Physical therapy for both shoulders, 6"),
            (f"{REQUEST} is not", "The request for therapy of the left shoulder is not"),
        ),
    ),
    "sides by a letter": (
        "L-20e",
        (
            ("Physical therapy for the cervical spine, 6", "Physical therapy for the L shoulder, 6"),
            (f"{REQUEST} is not", "The request for therapy of the R shoulder is not"),
        ),
    ),
    "another number of tablets": (
        "L-05",
        (
            ("Physical therapy for the cervical spine, 6 visits:", "Naproxen 500 mg #90:"),
            (f"{REQUEST} is not", "The request for naproxen 500 mg #60 is not"),
        ),
    ),
    "refused under an outcome that grants": (
        "L-20b",
        (("6 visits: Upheld", "6 visits: Overturned"), (f"{REQUEST} is not medically necessary.", "It is denied.")),
    ),
    "equipment joined by a word": (
        "L-06",
        (("Physical therapy for the cervical spine, 6 visits:", "Neck brace with TENS unit:"),),
    ),
    "two medicines": (
        "L-06",
        (("Physical therapy for the cervical spine, 6 visits:", "Naproxen 500 mg #60 and omeprazole 20 mg #60:"),),
    ),
    "a page called a section": ("L-15b", ((NECK, NECK.replace("Initial Care", "Page 174")),)),
    "the number of a claim": (
        "L-19a",
        (("The physician requested", "Claim number WC-123456. The physician requested"),),
    ),
    "a day that is none": ("L-20j", (("while lifting.", "while lifting. A note of 13/45/2015 tells of it."),)),
    "pronouns of the other sex": (
        "L-20h",
        (("The worker strained", "The worker, a 44 year old man, strained"), (WHY, "Her neck is stiff.")),
    ),
}
"""More ways to the same faults, by what they are."""


@pytest.mark.parametrize("case", ALSO_FAULTS)
def test_a_fault_is_found_in_other_words_too(case: str) -> None:
    check, changes = ALSO_FAULTS[case]
    claims = [claim for claim in of(check, flagged(changed(*changes))) if not claim.prompt]
    assert claims
    assert all(claim.passage and claim.passage.words and claim.place.line for claim in claims)


NEAR_MISSES = {
    "guideline's number of visits": ("L-05", ((WHY, "The guidelines recommend up to 10 visits of physical therapy."),)),
    "visits already given": ("L-05", ((WHY, "The physician noted 12 completed visits of physical therapy."),)),
    "the same number counted by the week": (
        "L-05",
        (
            ("cervical spine, 6 visits:", "cervical spine, three times a week for 2 weeks:"),
            (WHY, "The physician requested six visits of physical therapy."),
        ),
    ),
    "one treatment under two names": (
        "L-06",
        (("Physical therapy for the cervical spine, 6", "Physical therapy (PT) and physiotherapy, 6"),),
    ),
    "each part concluded": (
        "L-06",
        (
            ("Physical therapy for the cervical spine, 6", "Physical therapy with massage for the cervical spine, 6"),
            (WHY, "Massage is not medically necessary after so many visits."),
        ),
    ),
    "the test as a guideline words it": (
        "L-07",
        ((WHY, "The guideline states that exceptional factors should be noted."),),
    ),
    "a rebuttal weighed": (
        "L-07",
        ((WHY, "No exceptional factors: a preponderance of scientific medical evidence is not shown."),),
    ),
    "pain said to be chronic": (
        "L-14",
        (
            (NECK, "MAXIMUS guideline: Decision based on MTUS Chronic Pain 2009, Section(s): X."),
            (WHY, "The pain is chronic."),
        ),
    ),
    "a conclusion turned round and back": (
        "L-20b",
        (("is not medically necessary", "is not one that could be called medically necessary"),),
    ),
    "two sides": (
        "L-20e",
        (("Physical therapy for the cervical spine, 6", "Physical therapy for left and right neck, 6"),),
    ),
    "mailed": ("L-02", (("05/04/2015", "04/29/2015"),)),
}


@pytest.mark.parametrize("case", NEAR_MISSES)
def test_what_only_resembles_a_fault_is_not_flagged(case: str) -> None:
    check, changes = NEAR_MISSES[case]
    assert [
        str(finding) for finding in of(check, flagged(changed(*changes))) if finding.severity is not Severity.NOTE
    ] == []


HEAVIER = {
    "reasons that tell the parts apart": (
        "L-06",
        (
            ("Physical therapy for the cervical spine, 6", "Physical therapy with massage for the cervical spine, 6"),
            (WHY, "The schedule recommends physical therapy, but massage is not recommended."),
        ),
    ),
    "a conclusion on more than what is left": (
        "L-05",
        (
            (
                "Physical therapy for the cervical spine, 6 visits: Upheld",
                "Physical therapy for 9 visits was the original request. 3 visits were authorized. The remaining "
                "portion of the original request, physical therapy for 6 visits is: Upheld",
            ),
            ("request for 6 visits", "request for 9 visits"),
        ),
    ),
    "nothing cited by the reviewer": (
        "L-08",
        ((NECK, "MAXIMUS guideline: The Expert Reviewer did not cite anything."),),
    ),
}


@pytest.mark.parametrize("case", HEAVIER)
def test_a_heavy_fault_has_the_whole_weight_of_its_check(case: str) -> None:
    check, changes = HEAVIER[case]
    weight = next(law.severity for law in audit_law().checks if law.id == check)
    assert weight in (Severity.MAJOR, Severity.WARNING)
    assert {claim.severity for claim in of(check, flagged(changed(*changes)))} == {weight}


def test_a_name_in_the_header_is_flagged_where_it_stands() -> None:
    text = changed(("Priority:\tStandard", "Employee: Anna Muster\nPriority:\tStandard"))
    (named,) = of("L-19", flagged(text))
    assert text[named.place.start : named.place.end] == "Employee: Anna Muster"
    assert "Muster" not in named.message


def test_before_2014_nobody_asks_about_evaluators() -> None:
    of_2013 = changed(
        (" and is no qualified medical evaluator", ""),
        ("05/04/2015", "07/05/2013"),
        ("06/02/2015", "08/01/2013"),
        ("06/03/2015", "08/02/2013"),
        ("07/01/2015", "08/29/2013"),
    )
    assert of("L-12", flagged(of_2013)) == []
    assert len(of("L-12", flagged(changed((" and is no qualified medical evaluator", ""))))) == 1


def test_an_expedited_review_is_reckoned_by_its_own_periods() -> None:
    expedited = ("Priority:\tStandard", "Priority:\tExpedited")
    (late,) = of("L-04", flagged(changed(expedited)))
    assert late.rule == "CAWC-F-04"
    assert "mail" not in late.message
    in_time = changed(expedited, ("07/01/2015", "06/05/2015"))
    assert [str(finding) for finding in flagged(in_time)] == []


def test_a_determination_that_an_extension_would_save_is_a_warning() -> None:
    (late,) = of("L-04", flagged(changed(("07/01/2015", "07/21/2015"))))
    assert late.severity is Severity.WARNING
    assert "in time only if an extension" in late.message


def test_a_formulary_review_before_there_were_any_is_not_judged() -> None:
    (finding,) = of("L-04", audited(changed(("Priority:\tStandard", "Priority:\tFormulary"))))
    assert finding.severity is Severity.NOTE
    assert "not checked" in finding.message


def test_what_rests_on_an_assumption_says_so() -> None:
    for check in ("L-02", "L-04"):
        assert [finding.provenance for finding in of(check, audited(SOUND))] == [Provenance.ASSUMED]


def test_the_numbers_are_those_of_the_rules() -> None:
    """With two months for a determination in the law, the late letter is in time."""
    law, late = programme(), changed(*FAULTS["L-04"])
    rule = law.rule("CAWC-F-01")
    longer = []
    for version in rule.versions:
        assert isinstance(version.value, DeadlineValue)
        periods = tuple(replace(period, count=90) for period in version.value.periods)
        longer.append(replace(version, value=replace(version.value, periods=periods)))
    other = replace(law, rules={**law.rules, rule.id: replace(rule, versions=tuple(longer))})
    (finding,) = of("L-04", audit(parse(late), audit_law(), other, late))
    assert finding.severity is Severity.PASS


def test_the_words_sought_cover_the_lists_of_the_law() -> None:
    for check, part in (("L-13", "words"), ("L-08", "shown_in")):
        law = next(asked for asked in audit_law().checks if asked.id == check)
        for version in programme().rule(next(iter(law.rules.values()))).versions:
            assert isinstance(version.value, Items)
            assert {item.id for item in version.value.items} <= set(getattr(law, part))
