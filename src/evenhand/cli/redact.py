"""`evenhand redact`: a letter prepared for publication without identities."""

import json
from pathlib import Path
from typing import NoReturn

import click

from evenhand.cli.programme_choice import programme_of_case, programme_option, refuse, say, the_programme
from evenhand.determination.parse import parse
from evenhand.determination.pdf_reader import PdfReader
from evenhand.determination.source import ReadText, read_file
from evenhand.finding import Finding
from evenhand.plain_file import plain_text
from evenhand.procedure.state import read_case
from evenhand.run.output import verify_output

try:
    from evenhand.corpus.case_identities import identities_of
    from evenhand.corpus.identities import Identities, read_identities
    from evenhand.corpus.policy import Days, PublicationPolicy, load_policy
    from evenhand.corpus.publication import PreparedLetter, case_search, prepared
except ModuleNotFoundError as missing:
    raise click.ClickException(
        f"`evenhand redact` needs {missing.name}, which is not installed. "
        "Install it: pip install 'evenhand[publication]'"
    ) from missing

_LARGEST_IDENTITIES = 4 * 1024 * 1024
"""Bytes. The identities of a case fill a few thousand."""
_LOOK = 1
"""The exit code where a person must look before the letter is published."""


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--identities",
    "known",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Who and what is known of the case, as JSON.",
)
@click.option(
    "--case",
    "case",
    metavar="CASE",
    type=click.Path(exists=True, path_type=Path),
    help="The case that the letter is of, as the folder of a run or a docket file: everybody it knows is masked.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the text and every redaction with its place as JSON.")
@programme_option("publication")
def redact(file: Path, known: Path | None, case: Path | None, as_json: bool, name: str) -> None:
    """Prepare a letter, text or PDF, for publication: mask what identifies somebody.

    The prepared text is printed; FILE stays as it is. With --json one object is printed: `text`, and `redactions` with
    `start` and `end` (character offsets into the text as read), `kind` (name, number, address, organization, date,
    contact, story, unsure) and `why`. What is unsure, or tells a story that may identify, stays masked until a person
    lifts it.

    With --case everybody whom the docket of the case names is known: parties, those whom the attestation names, the
    claims examiner, and the numbers of claim and case elsewhere. The identities file holds `people` (each with `name`,
    `role`, `born`), `organizations`, `addresses` and `numbers`; each list may be missing. Without either the letter is
    searched for what is written like an identifier.

    The exit code is 0 when nobody has to look, 1 when a person must look before publication (the reasons are on
    standard error), and 2 when something could not be read.
    """
    policy = _policy(name)
    identities = Identities() if known is None else _identities(known)
    if case is not None:
        identities = identities.joined(_known_in(case, name))
    with PdfReader() as pdf:
        read = read_file(file, pdf)
    say(read.findings)
    if read.text is None:
        raise SystemExit(2)
    occurred_on = parse(read.text).date_of_injury if policy.days is Days.INTERVAL else None
    letter = prepared(read.text, policy, case_search(identities), occurred_on=occurred_on)
    click.echo(_as_json(letter) if as_json else letter.text, nl=as_json)
    reasons = [*letter.reasons, *_unread(read)]
    for reason in reasons:
        click.echo(f"{file}: a person must look: {reason}.", err=True)
    if reasons:
        raise SystemExit(_LOOK)


def _policy(name: str) -> PublicationPolicy:
    programme = the_programme(name)
    policy, findings = load_policy(programme.folder, programme)
    say(findings)
    if policy is None:
        refuse(f"What {programme.title} publishes cannot be told until this is corrected; nothing was prepared.")
    return policy


def _known_in(case: Path, name: str) -> Identities:
    docket, findings = verify_output(case)
    say(findings)
    if docket is None:
        refuse(f"{case} cannot be read as a case. Nothing was prepared.")
    programme = programme_of_case(docket, name)
    return identities_of(read_case(docket, programme), programme)


def _identities(file: Path) -> Identities:
    """The identities in a file; ends with exit code 2, in words, where any cannot be understood."""
    try:
        if file.stat().st_size > _LARGEST_IDENTITIES:
            refuse(f"{file} has more than the {_LARGEST_IDENTITIES:,} bytes that the identities of a case can fill.")
        text = plain_text(file, "utf-8-sig", _LARGEST_IDENTITIES)
    except OSError as error:
        refuse(f"The identities in {file} cannot be read: {error.strerror or error}. Nothing was prepared.")
    except ValueError as error:
        refuse(f"The identities in {file} cannot be read: {error}. Expected: JSON in UTF-8. Nothing was prepared.")
    identities, findings = read_identities(text, str(file))
    if identities is None:
        _refuse_identities(findings)
    return identities


def _refuse_identities(findings: tuple[Finding, ...]) -> NoReturn:
    say(findings)
    refuse("The letter was not prepared: an identity that is not understood would not be sought in it.")


def _unread(read: ReadText) -> list[str]:
    """Why a letter that could be read only in part must be looked at."""
    return [finding.message.rstrip(".") for finding in read.findings if finding.rule in ("READ-PAGES", "READ-ENCODING")]


def _as_json(letter: PreparedLetter) -> str:
    listed = [
        {"start": mask.start, "end": mask.end, "kind": mask.kind.value, "why": mask.why} for mask in letter.redactions
    ]
    return json.dumps({"text": letter.text, "redactions": listed}, ensure_ascii=False, indent=2)
