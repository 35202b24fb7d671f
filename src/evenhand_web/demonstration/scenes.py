"""The scenes of the demonstration: how long ago each case began, and what happened in it, step by step.

A number between steps is a number of days that go by. Together the scenes hold every stage of the programme and every
kind of docket entry; a test counts both.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from evenhand.docket.intake import EligibilityOutcome, Priority
from evenhand_web.demonstration import changes, ending, intake, review
from evenhand_web.demonstration.letters import tell
from evenhand_web.demonstration.story import Story

Step = Callable[[Story], None] | int

_INELIGIBLE, _DEFERRED = EligibilityOutcome.INELIGIBLE, EligibilityOutcome.DEFERRED


class Scene(NamedTuple):
    """One case: received so many days ago, and what happened. `alike` scenes share people and injury with the one
    before.
    """

    ago: int
    steps: tuple[Step, ...]
    lines: int = 1
    priority: Priority = Priority.REGULAR
    track: str = "standard"
    alike: bool = False


def _with(step: Callable[..., None], *given: object, **named: object) -> Callable[[Story], None]:
    return partial(_called, step, given, named)


def _called(step: Callable[..., None], given: tuple[object, ...], named: dict[str, object], story: Story) -> None:
    step(story, *given, **named)


_apply, _unsigned = intake.apply, _with(intake.apply, is_signed=False)
_bare, _disputed = _with(intake.apply, with_decision=False), _with(intake.apply, disputes_liability=True)
_record, _seat, _sign = review.with_record, review.seat, review.sign
_expedited, _formulary = Priority.EXPEDITED, "formulary"
_upheld, _overturned = _with(ending.decide_and_serve, necessary=False), _with(ending.decide_and_serve, necessary=True)

RECEIVED = (
    Scene(0, (_apply,)),
    Scene(1, (_apply,), lines=2),
    Scene(2, (_bare,)),
    Scene(2, (_apply,), alike=True),
    Scene(0, (_apply,), priority=_expedited),
    Scene(4, (_unsigned, 2, _with(intake.lacks, "NO_SIGNATURE"))),
    Scene(9, (_bare, 1, _with(intake.lacks, "UR_DECISION_NOT_ATTACHED"), tell)),
    Scene(24, (_bare, 2, _with(intake.lacks, "UR_DECISION_NOT_ATTACHED"), tell)),
    Scene(5, (_apply, 2, intake.ask)),
    Scene(17, (_apply, 2, intake.ask)),
    Scene(11, (_apply, 2, intake.ask, 3, intake.answer)),
    Scene(3, (_apply, 2, intake.find), lines=2),
    Scene(33, (_apply, 3, _with(intake.find, _INELIGIBLE, "NOT_MEDICAL_NECESSITY"), tell, 9, ending.petition)),
    Scene(5, (_apply, 4, _with(intake.find, _INELIGIBLE, "CONDITIONALLY_NON_CERTIFIED"))),
    Scene(40, (_disputed, 3, _with(intake.find, _DEFERRED, "LIABILITY_DISPUTE_DEFERRED"), tell)),
    Scene(71, (_disputed, 3, _with(intake.find, _DEFERRED, "LIABILITY_DISPUTE_DEFERRED"), tell, 60, intake.lift, tell)),
)
_ASSIGNED: tuple[Step, ...] = (_apply, 2, review.assign)
WAITING = (
    Scene(3, _ASSIGNED),
    Scene(7, (*_ASSIGNED, 1, review.charge), lines=2),
    Scene(1, (_apply, review.assign), priority=_expedited),
    Scene(13, (*_ASSIGNED, 8, _with(review.sent_by_payer, in_part=True))),
    Scene(16, (*_ASSIGNED, 6, review.sent_by_physician)),
    Scene(31, _ASSIGNED),
    Scene(28, (*_ASSIGNED, 9, _with(review.sent_by_payer, in_part=True), 8, tell, 1, review.ask_for_missing)),
    Scene(22, (*_ASSIGNED, 6, review.change_administrator), lines=2),
    Scene(34, (*_ASSIGNED, 18, tell, 6, review.refer)),
    Scene(9, (*_ASSIGNED, 3, changes.change_representation, 1, changes.change_physician, 1, changes.correct_names)),
)
READY = (
    Scene(17, (_record,)),
    Scene(20, (_record, 2, review.propose)),
    Scene(23, (_record, 3, review.propose, 1, review.attest), lines=2),
    Scene(15, (_record, review.convert)),
    Scene(12, (*_ASSIGNED, 3, review.convert, tell)),
)
IN_REVIEW = (
    Scene(19, (_record, 2, _seat)),
    Scene(25, (_record, 3, _seat), lines=2),
    Scene(52, (_record, 4, _seat), lines=3),
    Scene(36, (_record, 3, _seat, 2, review.recuse)),
    Scene(30, (_record, 2, review.allow_two, _seat, review.seat_another)),
    Scene(27, (_record, 2, _seat, 3, review.question)),
    Scene(33, (_record, 2, _seat, 3, review.question, 4, review.reply), lines=2),
    Scene(45, (_record, 3, _seat, 19, review.extend)),
    Scene(4, (_apply, review.assign, 1, review.sent_by_payer, review.sent_by_physician, _seat), priority=_expedited),
    Scene(13, (_with(_record, after_days=5), 1, _seat), track=_formulary),
    Scene(18, (_with(_record, after_days=7), 1, _seat, 2, ending.strike_last, _seat)),
)
SIGNED = (
    Scene(28, (_record, 2, _seat, 9, _sign)),
    Scene(56, (_record, 3, _seat, 20, _sign), lines=2),
    Scene(5, (_apply, review.assign, 1, review.sent_by_payer, review.sent_by_physician, _seat, 1, _sign),
          priority=_expedited),
    Scene(12, (_with(_record, after_days=4), 1, _seat, 2, _sign), track=_formulary),
    Scene(35, (_with(ending.decide_and_issue, necessary=True),)),
    Scene(37, (_with(ending.decide_and_issue, necessary=False),), lines=2),
)  # fmt: skip
SERVED = (
    Scene(37, (_overturned, 1, ending.come_back), lines=2),
    Scene(41, (_overturned,)),
    Scene(58, (_overturned, 4, ending.carry_out, 3, ending.publish)),
    Scene(66, (_overturned, 3, ending.carry_out, ending.close), lines=2),
    Scene(61, (_upheld, 3, ending.leave_out)),
    Scene(48, (_upheld, 3, ending.publish, 2, ending.take_down)),
    Scene(70, (_overturned, 9, _with(ending.petition, "payer"))),
    Scene(88, (_overturned, 9, _with(ending.petition, "payer"), 30, _with(ending.petition_denied, "payer"))),
    Scene(95, (_upheld, 12, ending.petition, 25, ending.disclose, ending.set_aside)),
    Scene(
        140, (_upheld, 10, ending.petition, 30, ending.set_aside, 6, ending.remand, 8, review.change_reviewer, _seat)
    ),
    Scene(59, (_overturned, 5, ending.correct)),
    Scene(63, (_overturned, 5, changes.contest_liability, 20, changes.resolve_liability)),
    Scene(64, (_upheld, 9, ending.supplement)),
    Scene(150, (_overturned, 5, ending.carry_out, 50, ending.close, 20, ending.reopen)),
    Scene(180, (_upheld, 60, ending.close)),
)
ENDED = (
    Scene(13, (*_ASSIGNED, 4, ending.withdraw)),
    Scene(17, (*_ASSIGNED, 3, _with(ending.withdraw_line, "2")), lines=2),
    Scene(21, (*_ASSIGNED, 4, _with(ending.authorise_line, "1"))),
    Scene(24, (_record, 2, _with(ending.authorise_line, "1", Decimal(2))), lines=2),
    Scene(39, (_record, 2, _with(ending.settle_line, "1"), _with(ending.settle_line, "2")), lines=2),
    Scene(
        18,
        (*_ASSIGNED, 3, _with(intake.join, "EX-EARLIER-1"), 2, _with(intake.sever, "2", "EX-SEVERED-1"), tell),
        lines=2,
    ),
    Scene(22, (*_ASSIGNED, 9, ending.ur_found_untimely)),
    Scene(26, (*_ASSIGNED, 8, changes.die, 5, changes.succeed)),
)
SCENES = RECEIVED + WAITING + READY + IN_REVIEW + SIGNED + SERVED + ENDED
