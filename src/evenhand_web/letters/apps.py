"""The app as Django finds it. Its label is that of its tables."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Keeps the tables of `letters` under the label they were made with."""

    name = "evenhand_web.letters"
    label = "archive"
