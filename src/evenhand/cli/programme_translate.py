"""`evenhand programme translate`: a letter laid out for its translator."""

import click

from evenhand.cli.programme_choice import refuse, say, the_programme
from evenhand.letter.kind import is_language
from evenhand.letter.press import unprintable
from evenhand.letter.to_translate import to_translate
from evenhand.letter.wording_file import load_wording


@click.command()
@click.argument("name")
@click.argument("letter")
@click.argument("language")
def translate(name: str, letter: str, language: str) -> None:
    """Lay out LETTER of the programme NAME for a translation into LANGUAGE (a tag such as es or fr).

    The new file holds the words of the language that governs, with the hash of each block: translate the words, and
    leave the rest as it stands.
    """
    programme = the_programme(name)
    letters = programme.folder / "letters"
    source, target = letters / f"{letter}.{programme.language}.toml", letters / f"{letter}.{language}.toml"
    if not source.is_file():
        known = ", ".join(sorted(path.name for path in letters.glob(f"*.{programme.language}.toml"))) or "none"
        refuse(f"There is no letter {letter!r} in {programme.language}. Its letters: {known}.")
    if not is_language(language):
        refuse(f"{language!r} is the tag of no language. Expected: a tag such as es, fr or de.")
    if target.exists():
        refuse(f"{target} is there already. `evenhand programme check` names each block that must be translated anew.")
    wording, findings = load_wording(source, unprintable)
    if wording is None:
        say(findings)
        refuse("The letter must be corrected before it is translated.")
    target.write_text(to_translate(wording, source.read_text(encoding="utf-8"), language), encoding="utf-8")
    click.echo(f"Written: {target}. Translate its words; then evenhand programme check {name}.")
