"""The oath of a made-up physician in a made-up case: each point of the form that a real one would be asked."""

from evenhand.docket.review import ReviewerAttested
from evenhand.panel.ties.attestation import Attestation, Sworn, attestation_form, oath_entry, sworn_in
from evenhand_web.accounts.models import Person
from evenhand_web.demonstration.people import specialty_of
from evenhand_web.demonstration.story import Story


def oath(story: Story, physician: Person) -> ReviewerAttested:
    """Every point of the form of a case as it stands, sworn by a physician."""
    state = story.state
    lines = [state.treatments[line] for line in state.live_lines()]
    parties, number = state.parties.values(), story.setting.number
    form, _ = attestation_form(number, parties, (), lines, story.programme, story.on)
    keys = tuple(point.key for point in form.points)
    given = Attestation(case=number, reviewer=physician.ident, on=story.on, form=form.digest, sworn=keys)
    return oath_entry(form, given, f"{specialty_of(physician)}, CA")


def sworn_by(story: Story, physician: Person) -> Sworn:
    """What a physician has sworn in a case so far."""
    for entry in reversed(tuple(story.state.standing())):
        if isinstance(entry.payload, ReviewerAttested) and entry.payload.reviewer == physician.ident:
            return sworn_in(entry.payload, story.programme, entry.on)
    return Sworn()
