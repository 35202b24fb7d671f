"""What the figures are called, and how each is counted, in words."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenhand.figures.measure import TOO_FEW, UNNAMED, Track
from evenhand.treatment import Outcome


class Words(NamedTuple):
    """A figure's title, its definition, and what its groups are called where they are not named by themselves."""

    title: str | Promise
    definition: str | Promise


WORDS: Mapping[str, Words] = {
    "received": Words(_("Applications received"), _("Applications whose day of receipt lies in the month.")),
    "eligible": Words(
        _("Found eligible"),
        _(
            "Of the applications on which the first finding was made in the month, those found eligible by the finding "
            "that stands now."
        ),
    ),
    "reasons": Words(
        _("Not found eligible, by reason"),
        _("Of the same applications, those not found eligible, by reason code. Two reasons count twice."),
    ),
    "days-to-eligibility": Words(
        _("Days to the finding on eligibility"),
        _("Calendar days from the receipt of an application to the first finding on it, made in the month."),
    ),
    "on-time": Words(
        _("Determinations on time"),
        _(
            "Of the determinations due in the month, those handed over to every party by the due day; where the time "
            "runs by the hour, by that instant. Reviews that ended without a determination, and those whose day has "
            "not come, are not counted."
        ),
    ),
    "overdue": Words(
        _("Overdue"),
        _(
            "Determinations whose day was over at the end of the month, or is over now, and which had not been handed "
            "over to every party by then."
        ),
    ),
    "age-assignment": Words(
        _("Days from assignment to mailing"),
        _("Calendar days from the assignment to the organization to the mailing to all, of those mailed in the month."),
    ),
    "age-completeness": Words(
        _("Days from a complete record to mailing"),
        _(
            "Calendar days from the day the documentation was there to the mailing to all, of those mailed in the "
            "month. A case whose record never was complete is left out."
        ),
    ),
    "days-charged": Words(
        _("Days charged"),
        _(
            "Calendar days that each holder had a case until its determination was mailed, of those mailed in the "
            "month."
        ),
    ),
    "records-on-time": Words(
        _("Records on time"),
        _("Of the duties to send the record that fell due in the month, those met by their day."),
    ),
    "mailed": Words(
        _("Determinations mailed"), _("Determinations that were handed over to every party in the month, by track.")
    ),
    "lines": Words(
        _("Lines decided"),
        _("Lines decided in determinations mailed in the month, by outcome. A case counts once for each of its lines."),
    ),
    "overturned": Words(
        _("Denials overturned"),
        _(
            "Of the lines decided in determinations mailed in the month, those overturned in whole or in part, by "
            "category of treatment, with Wilson's interval of 95 %. Lines without a category stand together."
        ),
    ),
    "implemented-on-time": Words(
        _("Implemented on time"),
        _("Of the duties to carry a determination out that fell due in the month, those met by their day."),
    ),
    "set-aside": Words(_("Set aside"), _("Determinations that were set aside in the month, by ground.")),
    "corrected": Words(_("Letters corrected"), _("Clerical corrections entered in the month.")),
    "taken-down": Words(_("Publications taken down"), _("Published determinations that were taken down in the month.")),
    "without-guideline": Words(
        _("Denials that name no guideline"),
        _("Of the decisions under review in applications received in the month, those that name no guideline."),
    ),
    "exposure": Words(
        _("Possible penalties"),
        _(
            "The most that could be assessed for lateness that came to its end in the month, by who was late, in "
            "United States dollars. Nothing here assesses anything; lateness that still runs is told in its case."
        ),
    ),
}

GROUPS: Mapping[str, str | Promise] = {
    Track.STANDARD: _("Standard"),
    Track.EXPEDITED: _("Expedited"),
    Outcome.UPHELD: _("Denial upheld"),
    Outcome.OVERTURNED: _("Denial overturned"),
    Outcome.OVERTURNED_IN_PART: _("Denial overturned in part"),
    TOO_FEW: _("Groups of fewer than the minimum, together"),
    UNNAMED: _("Not named"),
}
"""Groups that are the same under every programme."""

EVERYBODY = _("All")
"""What the group without a name is called."""
