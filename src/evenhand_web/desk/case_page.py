"""A case on its pages: what heads every part of it, and the overview that stands on one screen."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from evenhand.procedure.haste import haste_findings
from evenhand.procedure.permit import stage
from evenhand_web.accounts.admission import OFFICE
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.emergency import emergencies_of
from evenhand_web.cases.models import NEVER
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.spoken_days import weekday_dated, zone_title
from evenhand_web.desk.next_steps import steps
from evenhand_web.desk.still_open import erasure_rows, still_open
from evenhand_web.letters.correcting import may_be_corrected
from evenhand_web.pages.case_head import case_head
from evenhand_web.pages.line_rows import line_rows
from evenhand_web.pages.queue_rows import risk, spoken_due
from evenhand_web.reviewing.omissions import may_be_supplemented

FEW = 3
"""How many lines the overview shows at once; the others open below them."""


def case_frame(case: OpenCase, part: str) -> dict[str, Any]:
    """What stands at the head of every part of a case; `part` is the name of its address."""
    return {
        "case": case.case,
        "head": case_head(case),
        "programme": case.programme,
        "stage": stage(case.state, case.programme).title,
        "part": part,
        "has_file": case.viewer.role != PersonRole.REGULATOR,
        "today": weekday_dated(case.today),
        "zone": zone_title(case.programme.zone),
    }


def overview_page(case: OpenCase) -> dict[str, Any]:
    """What state a case is in, what is next, by when and by whom, its lines, and what is open in it."""
    now, lines = stage(case.state, case.programme), tuple(line_rows(case))
    return case_frame(case, "case") | {
        "holder": case.programme.label(now.holder) if now.holder else "",
        "due": spoken_due(case.case.due_at, case.programme),
        "due_holder": case.programme.label(case.case.due_holder) if case.case.due_holder else "",
        "risk": risk(case.case.due_at, case.programme, case.now),
        "own_due": _own_due(case),
        "haste": haste_findings(case.state, case.programme),
        "steps": tuple(steps(case)),
        "lines": lines[:FEW],
        "further_lines": lines[FEW:],
        "open": still_open(case),
        "erasures": tuple(erasure_rows(case)),
        "may_correct_letter": case.viewer.role == PersonRole.MEDICAL_DIRECTOR and may_be_corrected(case),
        "may_tell_omission": case.viewer.role in OFFICE and may_be_supplemented(case),
        "emergencies": emergencies_of(case.case) if settings.NEED_TO_KNOW else (),
    }


def _own_due(case: OpenCase) -> str:
    """What the organization itself owes next and by when, where something else falls due before it."""
    row = case.case
    if row.house_due_at in (NEVER, row.due_at):
        return ""
    words = {"what": row.house_due_label, "due": spoken_due(row.house_due_at, case.programme)}
    return _("%(what)s, by %(due)s") % words
