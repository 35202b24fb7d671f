"""The application as a WSGI server calls it."""

import os

from django.core.wsgi import get_wsgi_application

from evenhand_web.parent import watch_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenhand_web.settings")
application = get_wsgi_application()

if served_by := os.environ.get("EVENHAND_SERVED_BY"):
    # A page process of `evenhand serve` would otherwise keep the port of a server that was killed.
    watch_parent(int(served_by), lambda: os._exit(1))
