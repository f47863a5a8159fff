"""How Django knows the archive, and the editors' site."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class ArticlesConfig(AppConfig):
    """The archive as a Django application."""

    name = "articles"
    verbose_name = "Archive"


class EditorsDeskConfig(admin_apps.AdminConfig):
    """Django's admin, with the editors' site in place of its own."""

    default_site = "articles.admin_site.ArchiveAdminSite"
    default = False  # `INSTALLED_APPS` names it; plain "articles" means the application
