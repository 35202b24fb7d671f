"""A passkey, from a key that Chromium plays: added after a proof, asked for at the door, taken away again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from evenhand_web.accounts.models import PersonRole
from tests.web.cast import PASSWORD, somebody
from tests.web.live import serving

_KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def key(page: Page) -> None:
    """A key that answers at once, whoever touches it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": _KEY})


def _sign_in(page: Page, server: str, email: str) -> None:
    page.goto(f"{server}/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.usefixtures("key")
def test_a_passkey_opens_the_door_and_can_be_taken_away(
    page: Page, sqlite_store: str, accessible: Callable[[Page], None]
) -> None:
    person = somebody(PersonRole.COORDINATOR)
    with serving(sqlite_store, "--no-background") as address:
        server = address.replace("127.0.0.1", "localhost")
        _sign_in(page, server, person.email)
        page.goto(f"{server}/account/passkeys")
        page.get_by_role("link", name="Add or remove a passkey").click()
        accessible(page)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
        accessible(page)
        page.get_by_label("What it is").fill("laptop")
        page.get_by_role("button", name="Add it").click()
        expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
        page.goto(f"{server}/account/passkeys")
        expect(page.get_by_text("laptop").first).to_be_visible()
        page.get_by_role("button", name="Sign out").click()

        _sign_in(page, server, person.email)
        expect(page.get_by_role("heading", name="One more step")).to_be_visible()
        accessible(page)
        page.get_by_role("button", name="Use a passkey").click()
        expect(page.get_by_role("heading", name="Queue")).to_be_visible()

        page.goto(f"{server}/account/again")
        page.get_by_role("button", name="Use a passkey").click()
        expect(page.get_by_role("heading", name="Passkeys")).to_be_visible()
        page.get_by_role("button", name="Remove laptop").click()
        expect(page.get_by_text("opens nothing any more")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        _sign_in(page, server, person.email)
        expect(page.get_by_role("heading", name="Queue")).to_be_visible()
