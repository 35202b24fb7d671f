"""What a director may do with a signed determination: send it back with a question, or release it. Not decide it."""

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.finding import Finding

OWN = "own"
OWN_RULE = "DIRECTOR"


def _key(finding: Finding) -> str:
    """What a Finding is called in a form: by what it says, for its place in the list may be another tomorrow."""
    return hashlib.sha256(f"{finding.rule} {finding.message}".encode()).hexdigest()[:16]


class ReturnForm(forms.Form):
    """What was found wanting, and the question to the reviewer. There is no field for an outcome, on purpose."""

    length = forms.IntegerField(widget=forms.HiddenInput)
    finding = forms.ChoiceField(label=_("What you found"))
    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed where none of the list says it."),
    )
    question = forms.CharField(
        label=_("Your question to the reviewer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ask what is unclear, missing or contradictory. The outcome is the reviewer's: suggest none."),
    )

    def __init__(self, findings: tuple[Finding, ...], length: int, data: Any = None) -> None:
        super().__init__(data, initial={"length": length}, auto_id="return_%s")
        self._findings = {_key(finding): finding for finding in findings}
        listed = [(key, f"{finding.rule}: {finding.message}") for key, finding in self._findings.items()]
        choice: Any = self.fields["finding"]
        choice.choices = [("", gettext("Choose one")), *listed, (OWN, gettext("Something else, in my own words"))]

    def clean(self) -> dict[str, Any]:
        """A finding from the list, or one in the director's own words."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("finding") == OWN and not given.get("words", "").strip():
            self.add_error("words", _("Say what you found."))
        return given

    @property
    def rule(self) -> str:
        """The id of the Finding named; of one in own words, that it is the director's."""
        chosen = self._findings.get(self.cleaned_data["finding"])
        return chosen.rule[:40] if chosen else OWN_RULE

    @property
    def in_words(self) -> str:
        """The Finding in words, with what the director added."""
        chosen, words = self._findings.get(self.cleaned_data["finding"]), self.cleaned_data["words"].strip()
        return " ".join(filter(None, (chosen.message if chosen else "", words)))


class ReleaseForm(forms.Form):
    """The password once more, where the one shown before does not hold: releasing is signing for the organization. And
    that all of the letter was read, where that is demanded.
    """

    length = forms.IntegerField(widget=forms.HiddenInput)
    read_whole = forms.BooleanField(label=_("I have read all of this letter"))
    password = forms.CharField(
        label=_("Your password, once more"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, length: int, data: Any = None, *, is_read_whole: bool, is_proved: bool) -> None:
        super().__init__(data, initial={"length": length}, auto_id="release_%s")
        if not is_read_whole:
            del self.fields["read_whole"]
        if is_proved:
            del self.fields["password"]
