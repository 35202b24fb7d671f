"""A signed determination as the letter it would be today, with every Finding on it."""

from dataclasses import replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from evenhand.determination.check import check_determination
from evenhand.determination.model import Dated
from evenhand.finding import Finding
from evenhand.letter.case_letter import determination_letter
from evenhand.letter.characters import on_screen
from evenhand.letter.document import Document
from evenhand.letter.letter_check import LetterChecked
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.particulars import particulars_of
from evenhand_web.letters.checking import checks_of
from evenhand_web.letters.organization import house
from evenhand_web.letters.signed import Signature, Unreadable, deciding_entry, panel_analyses, signature


class Paper(NamedTuple):
    """The letter, every Finding on its form, the gravest first, and what the checks say of its words; `missing` says
    why there is no letter.
    """

    signed: Signature | None
    letter: Document | None
    findings: tuple[Finding, ...]
    missing: str = ""
    checked: LetterChecked = LetterChecked(())

    @property
    def is_fit(self) -> bool:
        """Whether a letter can be made of it: what the checks say of its words never forbids that."""
        return not self.missing and self.letter is not None

    @property
    def everything(self) -> tuple[Finding, ...]:
        """All that is to be said of it: of its form, and what the checks of the audit say of its words."""
        return (*self.findings, *self.checked.claims)


def paper(case: OpenCase) -> Paper:
    """The determination as it would be issued today by the director who has the case open."""
    number = deciding_entry(case)
    if number is None:
        why = _(
            "Not every assigned reviewer has signed, or no one analysis says what the majority found on every line."
        )
        return Paper(None, None, (), why)
    try:
        signed, analyses = signature(case, number, case.viewer.ident), panel_analyses(case)
    except Unreadable:
        return Paper(None, None, (), _("The signed analysis is not on the shelf as the docket names it."))
    dated = replace(signed.determination, decided=Dated(on=case.today))
    known = house(case.programme, on_screen)
    beside = particulars_of(case.case)
    letter, told = determination_letter(known, case.state, dated, signed.sha256, case.viewer.name, analyses, beside)
    findings = sorted((*check_determination(dated), *told), key=lambda finding: -finding.severity.rank)
    return Paper(signed, letter, tuple(findings), checked=checks_of(case, letter))
