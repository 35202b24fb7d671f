"""`evenhand panel independence`: what ties the review organization itself to those whose decisions it reviews."""

from pathlib import Path

import click

from evenhand.cli.panel_rules import match_instance, panel_law
from evenhand.cli.programme_choice import refuse
from evenhand.panel.instance.instance_file import whole_graph
from evenhand.panel.ties.affiliations import EntityKind
from evenhand.panel.ties.independence import independence_findings


@click.command()
@click.argument("instance", metavar="INSTANCE.json", type=click.Path(path_type=Path))
@click.option("--organisation", default="", metavar="ID", help="The organization's id, where the file has several.")
def independence(instance: Path, organisation: str) -> None:
    """Say what speaks against the independence of the review organization.

    Looked for in the affiliations of INSTANCE.json, on its day: ownership in common with an insurer, a claims
    administrator or their trade association, and people it shares with one of these. Exit code 0: nothing; 1: each
    tie, told with its way and authority; 2: the instance cannot be used.
    """
    read = match_instance(instance)
    ruled = panel_law(read.programme, read.day)
    home = organisation or _only_one(instance, [
        entity.id for entity in read.affiliations.entities if entity.kind is EntityKind.REVIEW_ORGANISATION
    ])  # fmt: skip
    if home not in {entity.id for entity in read.affiliations.entities}:
        refuse(f"{instance} has no entity {home!r} among its affiliations.")
    findings = independence_findings(whole_graph(read), home, read.day, ruled.law, ruled.rules.policy)
    for finding in findings:
        click.echo(str(finding))
    if not findings:
        click.echo(f"Nothing in the affiliations speaks against the independence of {home} on {read.day}.")
    raise SystemExit(1 if findings else 0)


def _only_one(instance: Path, organisations: list[str]) -> str:
    if len(organisations) != 1:
        known = ", ".join(organisations) or "none"
        refuse(f"{instance} has {len(organisations)} review organizations ({known}); name one with --organisation ID.")
    return organisations[0]
