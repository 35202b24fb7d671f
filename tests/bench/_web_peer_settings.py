"""The settings of the shell with Django's own admin beside it: the yardstick of the measurement."""

from typing import Any

from evenhand_web import settings

_OURS = {name: getattr(settings, name) for name in dir(settings) if name.isupper() and not name.startswith("_")}
globals().update(_OURS)
# The admin renders as Django ships it: by its own loaders.
_ENGINE: dict[str, Any] = dict(settings.TEMPLATES[0])
_OPTIONS = {name: value for name, value in _ENGINE["OPTIONS"].items() if name != "loaders"}
TEMPLATES = [_ENGINE | {"APP_DIRS": True, "OPTIONS": _OPTIONS}]
INSTALLED_APPS = [*settings.INSTALLED_APPS, "django.contrib.admin.apps.SimpleAdminConfig"]
ROOT_URLCONF = "tests.bench._web_peer"
