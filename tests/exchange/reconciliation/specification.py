"""What the Reconciliation Service API 0.2 asks of answers, as JSON schemas of our own making.

They hold the constraints of the schemas in the appendix of the specification that concern what our
services say, and are stricter where we promise more (no further keys, every candidate judged).
"""

TEXT = {"type": "string", "minLength": 1}
TEMPLATE = {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"}
ADDRESS = {"type": "string", "pattern": "^https?://"}


def closed(required: dict, **optional) -> dict:
    """An object with these keys and no others."""
    return {
        "type": "object",
        "properties": required | optional,
        "required": list(required),
        "additionalProperties": False,
    }


def listed(items: dict) -> dict:
    return {"type": "array", "items": items}


TYPE = closed({"id": TEXT, "name": TEXT})
SUGGEST = closed(
    {
        "service_url": ADDRESS,
        "service_path": {"type": "string", "pattern": "^/"},
        "flyout_service_url": ADDRESS,
        "flyout_service_path": {"type": "string", "pattern": r"\$\{id\}"},
    }
)
SETTING = closed(
    {
        "name": TEXT,
        "label": TEXT,
        "type": {"enum": ["number", "text"]},
        "default": {"type": ["number", "string"]},
        "help_text": TEXT,
    }
)
MANIFEST = closed(
    {
        "versions": {"const": ["0.2"]},
        "name": TEXT,
        "identifierSpace": ADDRESS,
        "schemaSpace": ADDRESS,
        "documentation": ADDRESS,
        "defaultTypes": listed(TYPE) | {"uniqueItems": True},
        "view": closed({"url": TEMPLATE}),
        "preview": closed(
            {"url": TEMPLATE, "width": {"type": "integer"}, "height": {"type": "integer"}}
        ),
        "suggest": closed(dict.fromkeys(("entity", "property", "type"), SUGGEST)),
        "extend": closed(
            {
                "propose_properties": closed(
                    {"service_url": ADDRESS, "service_path": {"type": "string", "pattern": "^/"}}
                ),
                "property_settings": listed(SETTING),
            }
        ),
        "batchSize": {"type": "integer", "minimum": 1},
    }
)
CANDIDATE = closed(
    {
        "id": TEXT,
        "name": TEXT,
        "description": {"type": "string"},
        "type": listed(TYPE) | {"minItems": 1, "maxItems": 1},
        "score": {"type": "number", "minimum": 0, "maximum": 100},
        "match": {"type": "boolean"},
        "features": listed(closed({"id": TEXT, "value": {"type": ["boolean", "number"]}})),
    }
)
RESULTS = {"type": "object", "additionalProperties": closed({"result": listed(CANDIDATE)})}
SUGGESTED = closed(
    {
        "result": listed(
            closed({"id": TEXT, "name": TEXT}, description={"type": "string"}, notable=listed(TYPE))
        )
    }
)
PROPOSED = closed(
    {"properties": listed(TYPE), "type": {"type": "string"}}, limit={"type": "integer"}
)
VALUE = {
    "oneOf": [
        closed({"id": TEXT, "name": TEXT}),
        closed({"str": {"type": "string"}}),
        closed({"int": {"type": "integer"}}),
    ]
}
EXTENDED = closed(
    {
        "meta": listed(closed({"id": TEXT, "name": TEXT}, service=ADDRESS)),
        "rows": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": listed(VALUE)},
        },
    }
)
FLYOUT = closed({"id": TEXT, "html": TEXT})
