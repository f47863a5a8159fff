"""What a service says of itself to a client (section “Service Manifest” of the specification)."""

from django.conf import settings
from django.urls import reverse

from .queries import BATCH
from .services import Service

PREVIEW_WIDTH, PREVIEW_HEIGHT = 430, 240  # pixels

PROPERTY_SETTINGS = [
    {
        "name": "limit",
        "label": "At most so many values",
        "type": "number",
        "default": 0,
        "help_text": "0 for all of them.",
    },
    {
        "name": "language",
        "label": "Language of other names",
        "type": "text",
        "default": "",
        "help_text": "Of aliases, only those in this language, e.g. ru. Empty for all.",
    },
]
"""What may be chosen for each property that is fetched (`extend`)."""


def manifest(service: Service) -> dict:
    """The manifest of a service, ready for JSON."""
    site = settings.SITE_URL
    base = service.endpoint.rstrip("/")
    data = site + reverse("articles:data")
    return {
        "versions": ["0.2"],
        "name": f"{service.dataset.title} of {site.partition('://')[2]}",
        "identifierSpace": service.view.partition("{{id}}")[0],
        "schemaSpace": f"{data}#{service.dataset.name}",
        "documentation": f"{data}#reconciliation",
        "defaultTypes": service.types,
        "view": {"url": service.view},
        "preview": {"url": service.preview, "width": PREVIEW_WIDTH, "height": PREVIEW_HEIGHT},
        "suggest": {
            what: {
                "service_url": base,
                "service_path": f"/suggest/{what}/",
                "flyout_service_url": base,
                "flyout_service_path": f"/flyout/{what}/?id=${{id}}",
            }
            for what in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/properties/"},
            "property_settings": PROPERTY_SETTINGS,
        },
        "batchSize": BATCH,
    }
