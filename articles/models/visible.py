"""The column that says whether readers may see a record."""

from django.db import models
from django.db.models import Q

SHOWN = Q(is_public=True, merged_into=None)
"""The condition of indexes over what readers may see, and of `public()`."""


class VisibilityField(models.BooleanField):
    """Whether readers may see a record, kept in step by the verbs (`articles.visibility`).

    It follows from other records, so it is no value of this one: history does not keep it, and
    saving a record leaves the one in the database as it is.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", False)
        kwargs.setdefault("editable", False)
        kwargs.setdefault(
            "help_text", "Whether a published article leads to it; the archive sees to this."
        )
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance, add):
        return super().pre_save(model_instance, add) if add else models.F(self.attname)
