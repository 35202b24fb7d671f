"""Why a backup is not made or does not come back."""


class BackupRefused(Exception):
    """Nothing is copied, or what was copied does not count; the message says why, and what to do."""
