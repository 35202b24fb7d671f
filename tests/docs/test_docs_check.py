"""The documentation checks flag what is planted, leave alone what is sound, and find nothing in our own pages."""

from pathlib import PurePosixPath

import click
import pytest

from tools import docs_check
from tools.cli_reference import fault_in, installed_command, reference
from tools.markdown import Shown, anchors, commands, links

README = PurePosixPath("README.md")
GUIDE = PurePosixPath("docs/guide.md")
FILES = {README, GUIDE, PurePosixPath("docs/picture.png")}
MAKEFILE = "VENV := .venv\nset: ## Set up\nrun: set ## Run\nmute:\n"


@click.group()
def root() -> None:
    """A small command line."""


@root.command()
@click.argument("case", help="Folder of the case.")
@click.option(
    "--as", "form", type=click.Choice(["pdf", "html"]), default="pdf", show_default=True, help="Form | shape."
)
@click.option("--quiet", "-q", is_flag=True, help="Say nothing.")
def run(case: str, form: str, quiet: bool) -> None:
    """Run one case."""


@root.command(hidden=True)
def secret() -> None:
    """Not for the page."""


@root.group()
def programme() -> None:
    """Read programmes."""


@programme.command("check")
@click.option("--name", required=True)
def check_programme(name: str) -> None:
    """Check one.

    \b
    first line
    second line
    """


def test_our_own_documentation_tells_the_truth() -> None:
    assert "\n".join(docs_check.faults()) == ""


@pytest.mark.parametrize(
    "shown",
    [
        "evenhand run examples/one",
        ".venv/bin/evenhand run -q --as html CASE > log.txt",
        "evenhand run CASE --as FORM # and look",
        "evenhand programme check --name=x && make run",
        "evenhand programme check --help",
        "evenhand",
        "evenhand COMMAND --help",
        "evenhand ...",
        "evenhanded run nothing",
        "it's not a command",
    ],
)
def test_a_real_command_is_left_alone(shown: str) -> None:
    assert fault_in(shown, root) == ""


@pytest.mark.parametrize(
    ("shown", "fault"),
    [
        ("evenhand rum x", "No such command 'rum'"),
        ("evenhand run x --fast", "No such option"),
        ("evenhand run", "Missing argument"),
        ("evenhand run a b", "nothing is expected after 'a'"),
        ("evenhand run a --as doc", "'doc' is not one of"),
        ("evenhand run a --as", "requires an argument"),
        ("evenhand programme checks", "No such command 'checks'"),
        ("evenhand programme check", "Missing option '--name'"),
    ],
)
def test_a_command_that_would_be_refused_is_flagged(shown: str, fault: str) -> None:
    assert fault in fault_in(shown, root)


def test_a_sentence_may_leave_arguments_out_but_not_invent_options() -> None:
    assert fault_in("evenhand run", root, whole=False) == ""
    assert fault_in("evenhand run --fast", root, whole=False)


def test_commands_are_found_in_blocks_and_sentences() -> None:
    page = (
        "Say `evenhand run`, then:\n```console\n$ evenhand run \\\n  one\nit prints\n```\n"
        "```sh\nmake run\n```\n```python\nevenhand = 1\n```\n"
    )
    assert list(commands(page)) == [
        Shown(line=1, command="evenhand run", whole=False),
        Shown(line=4, command="evenhand run one", whole=True),
        Shown(line=8, command="make run", whole=True),
    ]


def test_links_and_anchors_are_read_outside_of_code() -> None:
    page = (
        '# One: *two*!\n[a](b.md#c) ![p](p.png "title") `[x](y)`\n\n[ref]: d.md\n```\n[z](z)\n# no\n```\n# One: two\n'
    )
    assert list(links(page)) == [(2, "b.md#c"), (2, "p.png"), (4, "d.md")]
    assert anchors(page) == {"one-two", "one-two-1"}


@pytest.mark.parametrize(
    "target", ["docs/gone.md", "../other", "/README.md", "docs/guide.md#gone", "#gone", "docs/../../x"]
)
def test_a_link_to_nowhere_is_flagged(target: str) -> None:
    pages = {README: f"# Start\n[here]({target})\n", GUIDE: "# Guide\n"}
    assert len(list(docs_check.broken_links(pages, FILES))) == 1


@pytest.mark.parametrize(
    "target", ["guide.md#the-guide", "../README.md", "picture.png", "../docs", "#the-guide", "mailto:a@b.example"]
)
def test_a_link_that_leads_somewhere_is_left_alone(target: str) -> None:
    pages = {README: "# Start\n", GUIDE: f"# The guide\n[here]({target})\n"}
    assert list(docs_check.broken_links(pages, FILES)) == []


def test_make_targets_are_compared_both_ways() -> None:
    pages = {README: "First `make set X='a b'`, then `make runs -n`.\n\nDo make sure of it.\n"}
    assert list(docs_check.unknown_targets(pages, MAKEFILE)) == [
        "README.md:1: make runs: the Makefile has no such target"
    ]
    assert list(docs_check.silent_targets(pages, MAKEFILE)) == [
        "Makefile: run is described in neither README.md nor CONTRIBUTING.md",
        "Makefile: mute is described in neither README.md nor CONTRIBUTING.md",
        "Makefile: mute has no line of help: write it after ##",
    ]


def test_an_unknown_command_is_told_with_its_place() -> None:
    pages = {GUIDE: "```console\n$ evenhand run\n```\n"}
    assert list(docs_check.unknown_commands(pages, root)) == [
        "docs/guide.md:2: evenhand run: evenhand run: Missing argument 'CASE'."
    ]


def test_the_reference_tells_every_command_that_is_not_hidden() -> None:
    page = reference(root)
    assert "## evenhand run\n\n```text\nevenhand run [OPTIONS] CASE\n```\n\nRun one case.\n" in page
    assert "| `CASE` | Folder of the case. |" in page
    assert "| `--as [pdf\\|html]` | Form \\| shape. [default: pdf] |" in page
    assert "first line\nsecond line" in page
    assert "## evenhand programme check" in page
    assert "secret" not in page
    assert "\b" not in page


def test_the_command_line_is_the_installed_one() -> None:
    assert isinstance(installed_command(), click.Group)
    with pytest.raises(ValueError, match="no-such-script"):
        installed_command("no-such-script")
