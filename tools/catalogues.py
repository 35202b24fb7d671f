"""The message catalogues of the pages: what the templates and the code ask gettext for, in the files of each language.

English is the language of the sources, so that its catalogue lists what there is; Spanish holds what people outside the
house read. `python -m tools.catalogues` writes them anew: translations that stand stay, and what has none yet is left
empty.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tools.house import ROOT

SHELL = ROOT / "src" / "evenhand_web"
LOCALE = SHELL / "locale"
LANGUAGES = ("en", "es")
OUTSIDE = (
    "accounts/views.py",
    "accounts/second_factor_views.py",
    "accounts/throttle.py",
    "infrastructure/party_mail_words.py",
    "accounts/templates/accounts/sign_in.html",
    "accounts/templates/accounts/sign_in_code.html",
    "accounts/templates/accounts/passkey_proof.html",
    "accounts/templates/accounts/welcome.html",
    "accounts/templates/accounts/welcome_over.html",
    "pages/templates/not_there.html",
    "pages/templates/forged.html",
)
"""The pages and mails that people outside the house see: Spanish says these. All others are for its staff, in English
only.
"""
_BLANK = re.compile(r"%\((\w+)\)s")
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


class Message(NamedTuple):
    """One message: its words, one and many where it counts, and the files that ask for it."""

    words: str | tuple[str, ...]
    places: tuple[str, ...]


def messages(files: tuple[str, ...] = ()) -> tuple[Message, ...]:
    """Every message of the pages, or of some files, in the order of their words."""
    asked: dict[str | tuple[str, ...], list[str]] = {}
    for name, source in _sources():
        if not files or name in files:
            for _, words, _, _ in extract("python", BytesIO(source.encode()), keywords=_KEYWORDS):
                asked.setdefault(words, []).append(name)
    return tuple(Message(words, tuple(dict.fromkeys(asked[words]))) for words in sorted(asked, key=str))


def _sources() -> Iterator[tuple[str, str]]:
    """Every template as the code it amounts to, and every module, by their path in the shell."""
    for path in sorted(SHELL.rglob("*.html")):
        # In parentheses, so that the indentation of a page is none to a reader of Python.
        yield path.relative_to(SHELL).as_posix(), f"(\n{templatize(path.read_text(encoding='utf-8'))}\n)"
    for path in sorted(SHELL.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path.relative_to(SHELL).as_posix(), path.read_text(encoding="utf-8")


def catalogue_file(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def wanted(language: str) -> tuple[Message, ...]:
    """The messages a language has to have: all of them in English, those of the pages for outsiders in others."""
    return messages() if language == LANGUAGES[0] else messages(OUTSIDE)


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it ought to stand: what is asked for, with the translations there are."""
    file = catalogue_file(language)
    known = read_po(BytesIO(file.read_bytes()), locale=language) if file.is_file() else Catalog(locale=language)
    made = Catalog(locale=language, project="evenhand", fuzzy=False, charset="utf-8")
    for message in wanted(language):
        words = message.words if isinstance(message.words, str) else message.words[0]
        stands = known.get(words)
        made.add(message.words, stands.string if stands else None, locations=[(place, 0) for place in message.places])
    return made


def text_of(made: Catalog) -> bytes:
    """A catalogue as its file holds it: no day of making, no line numbers, so that only words change it."""
    stream = BytesIO()
    write_po(stream, made, width=120, omit_header=True, include_lineno=False, sort_output=True)
    note = "" if made.locale and made.locale.language == LANGUAGES[0] else "# Read by no translator yet.\n"
    head = f'{note}msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: {made.locale}\\n"\n'
    plural = f'"Plural-Forms: {made.plural_forms}\\n"\n\n'
    return (head + plural).encode() + stream.getvalue()


def untranslated(language: str) -> tuple[str, ...]:
    """What a language other than English lacks, or says with other blanks than the source."""
    lacking = []
    for message in catalogue(language):
        translations = [message.string] if isinstance(message.string, str) else list(message.string or ())
        source = message.id if isinstance(message.id, str) else message.id[0]
        is_said = bool(translations) and all(words and same_blanks(source, words) for words in translations)
        if source and not is_said:
            lacking.append(source)
    return tuple(lacking)


def same_blanks(source: str, translation: str) -> bool:
    """Whether a translation has the blanks of its source, each by its name."""
    return set(_BLANK.findall(source)) == set(_BLANK.findall(translation))


def main() -> None:
    """Write every catalogue."""
    for language in LANGUAGES:
        file = catalogue_file(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text_of(catalogue(language)))
        lacking = () if language == LANGUAGES[0] else untranslated(language)
        sys.stdout.write(f"{file.relative_to(ROOT)}: {len(wanted(language))} messages, {len(lacking)} to translate\n")


if __name__ == "__main__":
    main()
