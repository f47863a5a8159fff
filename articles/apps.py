"""How Django knows the archive."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """The archive as a Django application."""

    name = "articles"
    verbose_name = "Archive"
