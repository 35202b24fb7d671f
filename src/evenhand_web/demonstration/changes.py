"""What changes in who takes part while a case runs, and what was written wrongly of it."""

from evenhand.docket.aftermath import ApplicantDied, GuardianAppointed, LiabilityContested
from evenhand.docket.intake import DeferralLifted
from evenhand.docket.party import Capacity
from evenhand.docket.party_change import (
    Particular,
    ParticularCorrected,
    PartyCorrected,
    PhysicianChanged,
    RepresentationChanged,
)
from evenhand_web.demonstration.letters import tell
from evenhand_web.demonstration.story import Story

_STREET = ("12 Specimen Court", "Fresno, CA 93721")


def die(story: Story) -> None:
    """The worker has died."""
    story.by_party("payer", ApplicantDied(died_on=story.on, successor="the estate"))


def succeed(story: Story) -> None:
    """A successor acts in the place of the worker who died."""
    story.by_office(
        GuardianAppointed(
            party="worker",
            appointed_on=story.on,
            capacity=Capacity.SUCCESSOR,
            name="Specimen Successor",
            address=_STREET,
            paper=f"Letters of administration, {story.on}",
        )
    )


def change_representation(story: Story) -> None:
    """An attorney comes in for the worker."""
    story.by_office(
        RepresentationChanged(
            capacity=Capacity.ATTORNEY,
            effective_on=story.on,
            paper=f"Notice of representation, {story.on}",
            name="Specimen Counsel",
            organisation="Specimen Law",
            address=_STREET,
        )
    )


def change_physician(story: Story) -> None:
    """Another physician treats the worker, beside the one who asked for the treatment."""
    story.by_office(
        PhysicianChanged(
            effective_on=story.on, paper=f"Request of {story.on}", name="Sam Specimen, M.D.", address=_STREET
        )
    )


def correct_names(story: Story) -> None:
    """The name of the claims administrator and the words of a line were written wrongly."""
    party = story.party("payer")
    story.by_office(PartyCorrected(party="payer", name=f"{party.name} of California", reason="As its letterhead says."))
    words = story.setting.lines[0].words
    story.by_office(
        ParticularCorrected(
            particular=Particular.TREATMENT_WORDS,
            line="1",
            was=words,
            becomes=f"{words} (as on the request)",
            reason="The request for authorization says so.",
        )
    )


def contest_liability(story: Story) -> None:
    """The claims administrator disputes liability after the determination."""
    story.by_party("payer", LiabilityContested(reason="Another injury is said to be the cause."))


def resolve_liability(story: Story) -> None:
    """That dispute is resolved, and the duty to carry out runs again."""
    story.by_office(DeferralLifted(notice_served_on=story.on, service="mail_ca"))
    tell(story)
