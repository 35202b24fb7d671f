"""The infrastructure as Django finds it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class InfrastructureConfig(AppConfig):
    """Loads the `jobs` module of every app, in which it says what its jobs do."""

    name = "evenhand_web.infrastructure"
    label = "works"  # that of its tables

    def ready(self) -> None:
        """Make every kind of job known before the first is taken."""
        autodiscover_modules("jobs")
