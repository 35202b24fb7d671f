"""A form for an entry of a kind that its programme has for itself: a field for each fact that it asks for."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from evenhand.docket.kind import EntryKind
from evenhand.docket.own import OwnEntry
from evenhand.programme.model import OwnKind
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.desk.entry_form import OccurrenceForm
from evenhand_web.desk.paper_fields import papers_last
from evenhand_web.pages.fact_fields import fact_fields, instants_to_come, keyed_facts, without_first


class OwnEntryForm(OccurrenceForm):
    """The form of one kind of a programme's own."""

    def __init__(self, case: OpenCase, own: OwnKind, data: Any = None, files: Any = None) -> None:
        super().__init__(case, EntryKind.OWN_ENTRY, data, own.id, files)
        self._own = own
        self.fields.update(fact_fields(case.programme, own.intake))
        papers_last(self)

    def clean(self) -> dict[str, Any]:
        """Days and hours that have come, and no last day of a period without its first."""
        given = super().clean()
        for name in instants_to_come(self._case.programme, self._own.intake, given, self._case.now):
            self.add_error(name, _("This hour is still to come."))
        for name in without_first(self._own.intake, given):
            self.add_error(name, _("State the first day of the period as well."))
        return given

    def payload(self) -> OwnEntry:
        """The payload as keyed."""
        facts = keyed_facts(self._case.programme, self._own.intake, self.cleaned_data)
        return OwnEntry(own_kind=self._own.id, facts=facts)
