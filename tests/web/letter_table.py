"""Who may open what of letters: notices, the post, release."""

from evenhand_web.accounts.models import PersonRole

COORDINATOR, DIRECTOR = PersonRole.COORDINATOR, PersonRole.MEDICAL_DIRECTOR

# address: the one role that may GET it; everybody else who is signed in finds nothing (404)
LETTER_TABLE = {
    "desk/cases/<slug:ident>/notices/<slug:notice>/<int:since>": COORDINATOR,
    "desk/post": COORDINATOR,
    "desk/post/print/<int:run>": COORDINATOR,
    "release/": DIRECTOR,
    "release/<slug:ident>": DIRECTOR,
    "release/<slug:ident>/compare/<int:before>/<int:after>": DIRECTOR,
}
# address: the one role that may POST to it
LETTER_POSTS = {
    "desk/cases/<slug:ident>/notices/<slug:notice>/<int:since>": COORDINATOR,
    "desk/post": COORDINATOR,
    "desk/cases/<slug:ident>/news": COORDINATOR,
    "release/<slug:ident>/back": DIRECTOR,
    "release/<slug:ident>/issue": DIRECTOR,
    "release/<slug:ident>/correct": DIRECTOR,
}
LETTER_ADDRESSES = set(LETTER_TABLE) | set(LETTER_POSTS)
