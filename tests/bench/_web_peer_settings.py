"""The settings of the shell with Django's own admin beside it: the yardstick of the measurement."""

from evenhand_web import settings

_OURS = {name: getattr(settings, name) for name in dir(settings) if name.isupper() and not name.startswith("_")}
globals().update(_OURS)
INSTALLED_APPS = [*settings.INSTALLED_APPS, "django.contrib.admin.apps.SimpleAdminConfig"]
ROOT_URLCONF = "tests.bench._web_peer"
