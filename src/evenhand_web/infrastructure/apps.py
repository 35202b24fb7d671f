"""The infrastructure as Django finds it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class InfrastructureConfig(AppConfig):
    """Loads the modules `jobs` and `erasing` of every app, which say what its jobs do and what goes with a case."""

    name = "evenhand_web.infrastructure"
    label = "works"  # that of its tables

    def ready(self) -> None:
        """Make every kind of job known before the first is taken, and all that an erasure has to take away."""
        autodiscover_modules("jobs", "erasing")
