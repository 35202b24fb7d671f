"""`evenhand verify`: test every byte of a case that was run."""

from pathlib import Path

import click

from evenhand.cli.programme_choice import programme_of_case
from evenhand.run.output import documents_of, verify_output


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--head", metavar="HASH", help="The last hash you kept: says whether entries were cut off the end.")
@click.option("--programme", "name", default="", help="The programme it must run under, by id or folder.")
def verify(path: Path, head: str | None, name: str) -> None:
    """Test every byte of the case folder (or docket file) at PATH.

    The chain of the docket, the digest of every document and the list of digests must all hold. Exit code 2 when one
    does not.
    """
    docket, findings = verify_output(path)
    for finding in findings:
        click.echo(str(finding), err=True)
    if docket is not None and head is not None and docket.head != head:
        click.echo(f"{path}: the docket ends with {docket.head}, not with the hash you kept.", err=True)
        raise SystemExit(2)
    if findings or docket is None:
        raise SystemExit(2)
    if name:
        programme_of_case(docket, name)
    count, documents = len(docket.entries), len(documents_of(docket))
    click.echo(f"Verified: {count} docket entries, {documents} documents. The docket ends with {docket.head}.")
