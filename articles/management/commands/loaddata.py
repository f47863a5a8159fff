"""Django's `loaddata`, after which readers see and find what was loaded."""

from django.core.management.commands import loaddata
from django.db import DEFAULT_DB_ALIAS

from articles.editing.following import follow_all


class Command(loaddata.Command):
    """See Django. Fixtures are stored row by row, past the verbs that see to what follows."""

    def loaddata(self, fixture_labels):
        """Load, then bring everything that follows from the records up to date."""
        super().loaddata(fixture_labels)
        ours = {model for model in self.models if model._meta.app_label == "articles"}
        if ours and self.using == DEFAULT_DB_ALIAS:
            follow_all()
