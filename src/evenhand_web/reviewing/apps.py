"""The app as Django finds it. Its label is that of its tables."""

from django.apps import AppConfig


class ReviewingConfig(AppConfig):
    """Keeps the tables of `reviewing` under the label they were made with."""

    name = "evenhand_web.reviewing"
    label = "drafts"
