"""The form in which an absence is told, by the desk or by the reviewer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand_web.pages.inputs import day_field


class AbsenceForm(forms.Form):
    """From which day to which a reviewer is away, both included."""

    since = day_field(_("Away from"), is_planned=True)
    until = day_field(_("Up to and including"), is_planned=True)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=400, help_text=_("Read inside the organization only.")
    )
