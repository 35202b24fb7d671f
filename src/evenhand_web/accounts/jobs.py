"""What accounts do by time alone."""

from evenhand_web.accounts.kept_forms import erase_old_forms
from evenhand_web.accounts.models import SignInAttempt
from evenhand_web.accounts.notifications import forget_old_notifications
from evenhand_web.accounts.opening_link import SEND_LINK, send_link
from evenhand_web.accounts.second_factor import rewrap_secrets
from evenhand_web.accounts.sessions import forget_ended_sessions
from evenhand_web.accounts.throttle import WINDOW
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.handler import Effect, duty, handles

handles(
    SEND_LINK,
    Effect.OUTSIDE,
    failing="A link by which somebody chooses their password could not be mailed. Reset them once more under People.",
)(send_link)


@duty
def forget_attempts() -> None:
    """Delete attempts to sign in that no longer count."""
    SignInAttempt.objects.filter(at__lte=clock.now() - WINDOW).delete()


@duty
def forget_session_lists() -> None:
    """Take off people's lists the sessions that have ended."""
    forget_ended_sessions()


duty(forget_old_notifications)


@duty
def forget_kept_forms() -> None:
    """Erase what was typed into forms that nobody came back to."""
    erase_old_forms()


@duty
def rewrap_second_factors() -> None:
    """Move the secrets of second factors to the current master key."""
    rewrap_secrets()
