"""Entry point for ASGI servers. The archive is synchronous: prefer `archive_site.wsgi`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive_site.settings")

application = get_asgi_application()
