"""`evenhand evidence`: editions that counted on a day, what they say of a treatment, and the order of evidence."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import click

from evenhand.cli.guideline_files import case_days, the_library
from evenhand.cli.programme_choice import programme_option, refuse, the_programme
from evenhand.guideline.in_force import EditionInForce, editions_in_force, lines, successor
from evenhand.guideline.library import Confidence, Library, Recommendation, pointer
from evenhand.guideline.lookup import Advice, lookup
from evenhand.guideline.order import OrderLaw, order_law
from evenhand.guideline.standing import Standing, named
from evenhand.programme.rule import InForce, Law, ListedItem, NotInForce, Unread

_programme = programme_option("guidelines")
_on = click.option("--on", "on", required=True, metavar="DATE", help="The day of the decision.")
_request = click.option("--request", "request", default="", metavar="DATE", help="The day of the request, if known.")
_service = click.option("--service", "service", default="", metavar="DATE", help="The day of the service, if known.")
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def evidence() -> None:
    """Tell which editions of guidelines counted on a day, what they say of a treatment, and in which order."""


@evidence.command("editions")
@_on
@click.option("--topic", default="", help="Only this topic, such as 'chronic pain' or 'low back'.")
@_request
@_service
@_programme
@_json
def editions(on: str, topic: str, request: str, service: str, name: str, as_json: bool) -> None:
    """List the editions that counted on a day, each with its section of law, its days and how that is known.

    Some editions count by the day of the request or of the service. Where that day is not given, the day of the
    decision is taken in its place, and the edition that counts for earlier ones is named too.
    """
    library, days = the_library(name), case_days(on, request, service)
    counting = editions_in_force(library, days, topic)
    if not counting and topic and not lines(library, topic):
        refuse(f"The schedule has no topic {topic!r}. Expected: one of {', '.join(library.topics)}.")
    if as_json:
        click.echo(json.dumps([_edition_json(each, library) for each in counting], ensure_ascii=False, indent=2))
    for each in () if as_json else counting:
        click.echo("\n".join(_edition_lines(each, library)))
    if not counting:
        click.echo(f"No edition is known to have counted on {on}.", err=True)


def _edition_json(counting: EditionInForce, library: Library) -> dict[str, Any]:
    adoption, following = counting.adoption, successor(library, counting.adoption)
    return {
        "edition": adoption.edition.id,
        "title": adoption.edition.title,
        "dated": adoption.edition.dated or None,
        "body": adoption.edition.body,
        "topics": list(adoption.topics),
        "chapter": adoption.chapter or None,
        "section": adoption.section,
        "since": adoption.since.isoformat(),
        "until": adoption.until.isoformat() if adoption.until else None,
        "basis": adoption.basis.value if adoption.basis else None,
        "counts_from": adoption.counts_from.isoformat(),
        "day_is_assumed": counting.is_assumed,
        "otherwise": counting.otherwise.edition.id if counting.otherwise else None,
        "successor": following.edition.id if following else None,
        "status": adoption.status.value,
        "source": adoption.source,
        "note": adoption.note or None,
    }


def _edition_lines(counting: EditionInForce, library: Library) -> Iterator[str]:
    adoption, following = counting.adoption, successor(library, counting.adoption)
    yield f"{', '.join(adoption.topics)}: {named(adoption.edition, adoption.chapter)}"
    until = f" until {adoption.until}" if adoption.until else "; no successor was seen" if following is None else ""
    yield f"    {adoption.section}, since {adoption.since}{until}; {adoption.status} ({adoption.source})"
    if adoption.basis:
        assumed = (
            f"; the day of the {adoption.basis} is not given, {counting.day} is taken" if counting.is_assumed else ""
        )
        yield f"    counts for {adoption.basis}s of {adoption.counts_from} or later{assumed}"
    if counting.otherwise:
        other = counting.otherwise
        yield f"    for an earlier {adoption.basis}: {named(other.edition, other.chapter)}"
    if adoption.note:
        yield f"    {adoption.note}"


@evidence.command("lookup")
@click.argument("treatment")
@_on
@click.option("--region", default="", help="Only what applies to this part of the body, or to every part.")
@click.option(
    "--link", "links", multiple=True, metavar="BODY=ADDRESS", help="Where your licensed copy opens: {section}, {pages}."
)
@_request
@_service
@_programme
@_json
def lookup_treatment(
    treatment: str, on: str, region: str, links: tuple[str, ...], request: str, service: str, name: str, as_json: bool
) -> None:
    """Tell what the guidelines say of TREATMENT on a day: as facts, with limits, criteria, page and source.

    What nobody has read says neither what is recommended nor a limit: it asks for its page to be checked. Guidelines
    outside the schedule come last. Nothing here decides anything.
    """
    library, days = the_library(name), case_days(on, request, service)
    opened = dict(_link(each, library) for each in links)
    advice = lookup(library, treatment, days, region)
    if as_json:
        click.echo(json.dumps([_advice_json(each, opened) for each in advice], ensure_ascii=False, indent=2))
    for each in () if as_json else advice:
        click.echo("\n".join(_advice_lines(each, opened)))
    if not advice:
        click.echo(
            f"The library holds nothing on {treatment!r} that counted on {on}. That is no ground to deny.", err=True
        )


def _link(text: str, library: Library) -> tuple[str, str]:
    body, _, address = text.partition("=")
    if body not in library.conventions.bodies or not address:
        known = ", ".join(library.conventions.bodies)
        raise click.BadParameter(f"{text!r} is no link such as ODG=https://…; bodies: {known}", param_hint="--link")
    return body, address


def _advice_json(advice: Advice, links: dict[str, str]) -> dict[str, Any]:
    fact = advice.recommendation
    return {
        "id": fact.id,
        "treatment": fact.treatment,
        "applies_to": fact.applies_to or None,
        "stance": fact.stance.value if fact.stance else None,
        "limits": [str(limit) for limit in fact.limits],
        "criteria": list(fact.criteria),
        "edition": fact.edition.id,
        "standing": advice.standing.value,
        "day_is_assumed": advice.is_assumed,
        "section": fact.section or None,
        "pages": fact.pages or None,
        "confidence": fact.confidence.value,
        "prompt": fact.prompt or None,
        "sources": list(fact.sources),
        "link": _pointer(fact, links) or None,
    }


def _pointer(recommendation: Recommendation, links: dict[str, str]) -> str:
    return pointer(recommendation.edition, links, section=recommendation.section, pages=recommendation.pages)


_STANDS = {
    Standing.IN_FORCE: "",
    Standing.SUPERSEDED: " [only for an earlier request or service]",
    Standing.OUTSIDE: " [outside the schedule]",
}


def _advice_lines(advice: Advice, links: dict[str, str]) -> Iterator[str]:
    recommendation = advice.recommendation
    applies = f" ({recommendation.applies_to})" if recommendation.applies_to else ""
    yield f"{recommendation.id} {recommendation.treatment}{applies}{_STANDS[advice.standing]}"
    where = ", ".join(filter(None, (recommendation.section, recommendation.pages and f"page {recommendation.pages}")))
    yield f"    {named(recommendation.edition)}{f': {where}' if where else ''}"
    if recommendation.stance:
        limits = "; ".join(map(str, recommendation.limits))
        yield f"    {recommendation.stance.words}{f'; {limits}' if limits else ''}"
    if recommendation.criteria:
        yield f"    criteria: {'; '.join(recommendation.criteria)}"
    if recommendation.prompt:
        yield f"    {recommendation.prompt}"
    if recommendation.confidence is not Confidence.UNVERIFIED:
        yield f"    {recommendation.confidence.words}: {'; '.join(recommendation.sources)}"
    if link := _pointer(recommendation, links):
        yield f"    {link}"


@evidence.command("order")
@_on
@click.option("--ur", "ur_decided_on", default="", metavar="DATE", help="The day of the decision under review.")
@_programme
def order(on: str, ur_decided_on: str, name: str) -> None:
    """Show the order of evidence of a day: the ranks, the steps of the search, and what is presumed, with the law.

    The ranks are those of the day of the decision under review; without it, of the day of the decision.
    """
    days = case_days(on, ur_decided_on)
    law = order_law(the_programme(name), days.request or days.decision, days.decision)
    click.echo("\n".join(_order_lines(law)))


def _order_lines(law: OrderLaw) -> Iterator[str]:
    yield from _law_lines("Ranks of evidence", law.standards, law.ranks)
    yield from _law_lines("Search for evidence", law.search, law.steps)
    yield from _law_lines("Presumption", law.presumption, ())
    if law.presumes:
        yield "    the first rank is presumed correct"


def _law_lines(title: str, law: Law, items: Iterable[ListedItem]) -> Iterator[str]:
    match law:
        case InForce(rule=rule, version=version):
            yield f"{title}: {rule}, version of {version.since}, {law.citation}; {version.status}"
        case NotInForce(message=message):
            yield f"{title}: {message}"
        case Unread():
            yield f"{title}: the text was not read"
    yield from (f"    {item.id}  {item.words}" for item in items)
