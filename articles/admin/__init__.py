"""The editors' admin: lists, forms and history. Whatever it writes, it writes through `editing`."""

from django.contrib import admin

from .site import ArchiveAdminSite

# Django has made its site by the time this is imported, and takes another class for it only from
# the project's settings (AdminConfig.default_site). Ours adds methods, no state.
admin.site.__class__ = ArchiveAdminSite

from . import (  # noqa: E402, F401  (each registers its models)
    agent,
    article,
    citation,
    derivation,
    entity,
    journal,
    mention,
    parts,
    quotation,
    source,
    text_version,
)
