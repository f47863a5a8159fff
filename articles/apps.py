"""How Django knows the archive, and the editors' site."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    """The archive as a Django application."""

    name = "articles"
    verbose_name = "Archive"

    def ready(self):
        """See to the search index whenever the tables were made or changed, and how to plan."""
        from .models.planning import advise
        from .search.upgrading import bring_up_to_date

        post_migrate.connect(advise, sender=self)
        post_migrate.connect(bring_up_to_date, sender=self)


class EditorsDeskConfig(admin_apps.AdminConfig):
    """Django's admin, with the editors' site in place of its own."""

    default_site = "articles.admin_site.ArchiveAdminSite"
    default = False  # `INSTALLED_APPS` names it; plain "articles" means the application
