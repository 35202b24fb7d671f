"""How a made-up case begins: application, decision under review, what it lacks, whether it is eligible."""

import datetime as dt

from evenhand.docket.intake import (
    ApplicationReceived,
    Consolidated,
    DeferralLifted,
    DeficiencyNoted,
    EligibilityFound,
    EligibilityOutcome,
    InformationAnswered,
    InformationRequested,
    LineSevered,
    Priority,
    UrDecisionFiled,
    UrEffect,
    facts_of,
)
from evenhand_web.demonstration.letters import tell
from evenhand_web.demonstration.papers import TEXT, as_applied, as_decided, typed
from evenhand_web.demonstration.story import File, Story

_DECIDED_BEFORE = dt.timedelta(days=19)


def apply(
    story: Story, *, is_signed: bool = True, with_decision: bool = True, disputes_liability: bool = False
) -> None:
    """The application comes by mail, as a rule with the decision under review."""
    setting = story.setting
    attorney = setting.people.representative
    listed, paper = typed("R1", as_applied(setting.people, setting.disputes))
    story.begin(
        ApplicationReceived(
            case_number=setting.number,
            parties=setting.people.parties,
            treatments=setting.lines,
            is_signed=is_signed,
            ur_decision_attached=with_decision,
            facts=story.programme.intake.completed(
                facts_of(
                    injured_on=setting.injured_on,
                    applicant_is="employee",
                    priority=setting.priority.value,
                    track=setting.track,
                    certified_by="physician" if setting.priority is Priority.EXPEDITED else "",
                    designation_signed_on=story.on - dt.timedelta(days=7) if attorney else None,
                    authorization_requested_on=story.on - _DECIDED_BEFORE - dt.timedelta(days=5),
                )
            ),
            papers=(listed,),
        ),
        [File(paper.name, TEXT, paper.data)],
    )
    if with_decision:
        decide(story, disputes_liability=disputes_liability)


def decide(story: Story, *, days_before: int = 0, disputes_liability: bool = False) -> None:
    """The decision under review is filed: made and mailed some weeks before."""
    decided_on = story.on - _DECIDED_BEFORE - dt.timedelta(days=days_before)
    listed, paper = typed("R2", as_decided(story.setting.people, story.setting.disputes))
    story.by_party(
        "worker",
        UrDecisionFiled(
            decided_on=decided_on,
            served_on=decided_on,
            communicated_on=decided_on,
            effect=UrEffect.DENIED,
            service="mail_ca",
            is_expedited=False,
            liability_disputed=disputes_liability,
            reasons="No recent examination was enclosed, nor an account of what earlier treatment achieved.",
            papers=(listed,),
        ),
        [File(paper.name, TEXT, paper.data)],
    )


def lacks(story: Story, *reasons: str) -> None:
    """Something is found to be missing, and may be sent within fifteen days."""
    story.by_office(DeficiencyNoted(reasons=reasons, cure_by=story.on + dt.timedelta(days=15)))


def ask(story: Story, *, arrives: bool = True) -> None:
    """The regulator asks the claims administrator for a paper; the notice is made and, as a rule, arrives."""
    wanted = "Please send the decision with its enclosures, as they went to the employee."
    received_on = story.on if arrives else None
    story.by(story.staff.regulator, InformationRequested(party="payer", request=wanted, received_on=received_on))
    tell(story)


def answer(story: Story) -> None:
    """The claims administrator answers."""
    story.by_party("payer", InformationAnswered(party="payer", answer="The decision is enclosed."))


def find(story: Story, outcome: EligibilityOutcome = EligibilityOutcome.ELIGIBLE, *reasons: str) -> None:
    """The regulator decides whether the case may be reviewed."""
    story.by(story.staff.regulator, EligibilityFound(outcome=outcome, reasons=reasons))


def lift(story: Story) -> None:
    """The dispute over liability is over, and the parties were told by mail."""
    story.by_party("payer", DeferralLifted(notice_served_on=story.on - dt.timedelta(days=4), service="mail_ca"))


def join(story: Story, *numbers: str) -> None:
    """Other applications of the same employee are joined to this one."""
    story.by_office(Consolidated(case_numbers=numbers))


def sever(story: Story, line: str, number: str) -> None:
    """A line of a joined review is taken out, to run on its own clock."""
    story.by_office(LineSevered(line=line, case_number=number, reason="Its own period ends before that of the others."))
