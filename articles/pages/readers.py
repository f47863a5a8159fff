"""Who may use a reader's page: everybody, to read."""

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_safe


def readers_page(view):
    """Open a view to everybody, for GET and HEAD only. Every view not so marked asks for a login.

    Readers' pages show `.public()` records only and touch no session, so they set no cookie.
    """
    return login_not_required(require_safe(view))
