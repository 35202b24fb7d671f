"""The cover sheet of a party: a code in a picture and in signs, to be laid on whatever that party sends.

It bears no name, no number and nothing of the case: who finds it learns nothing. The code is opaque, and ends with the
party's part in the case. How large it is printed was measured on faxes (docs/mailroom.md).
"""

import datetime as dt

from django.utils.translation import gettext as _

from evenhand.letter.press import print_pdf, quoted
from evenhand.mailroom.code_picture import code_picture, picture_mm
from evenhand.mailroom.cover_code import in_groups
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.letters.organization import sender
from evenhand_web.mailroom.cover_codes import code_for

_TITLE = "Cover sheet"
_WORDS = (
    ("en", "Put this sheet on top of what you send, by mail or by fax. Use one copy for each sending."),
    ("es", "Ponga esta hoja encima de lo que envíe, por correo o por fax. Use una copia para cada envío."),
)


def cover_sheet(case: OpenCase, party: str, at: dt.datetime) -> bytes:
    """The cover sheet of a party of a case, as a PDF; the party's code is made where it has none."""
    return cover_pdf(code_for(case.case, party).code, _sent_to(case), at)


def _sent_to(case: OpenCase) -> tuple[str, ...]:
    organisation = sender(case.programme).organisation
    return (organisation.name, *organisation.address)


def cover_pdf(code: str, to: tuple[str, ...], at: dt.datetime) -> bytes:
    """A cover sheet with a code, addressed `to` these lines, made at an instant."""
    words = "\n".join(f'#par(text(lang: "{language}", "{quoted(line)}"))' for language, line in _WORDS)
    address = " + linebreak() + ".join(f'"{quoted(line)}"' for line in to)
    picture = quoted(code_picture(code))
    source = f"""#set document(title: "{quoted(_(_TITLE))}")
#set page(paper: "us-letter", margin: 1in)
#set text(font: "Libertinus Serif", size: 13pt, lang: "en", hyphenate: false, ligatures: false)
#set par(spacing: 1em)
= {_(_TITLE)}
{words}
#v(1em)
#par({address})
#v(2em)
#align(center)[
#image(bytes("{picture}"), format: "svg", width: {picture_mm(code)}mm, alt: "{quoted(in_groups(code))}")
#par(text(size: 22pt, weight: 600, tracking: 1pt, font: "DejaVu Sans Mono", "{in_groups(code)}"))
]
"""
    return print_pdf(source, at, is_plain=True)
