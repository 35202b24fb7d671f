"""The works as Django finds them."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WorksConfig(AppConfig):
    """Loads the `jobs` module of every app, in which it says what its jobs do."""

    name = "evenhand_web.works"

    def ready(self) -> None:
        """Make every kind of job known before the first is taken."""
        autodiscover_modules("jobs")
