"""Structured data in a page, for programs that read it."""

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

# In a script element nothing else could end it or begin a comment (as Django's `json_script`).
_ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&"}


class _Data:
    """JSON that may stand in a script element as it is."""

    def __init__(self, value: Any):
        self._value = value

    def __html__(self) -> str:
        return json.dumps(self._value, ensure_ascii=False).translate(_ESCAPES)


@register.simple_tag
def json_ld(value: Any) -> SafeString:
    """A data block of JSON-LD: ``{% json_ld structured_data %}``.

    It is data, which browsers never run and a content security policy does not speak of.
    """
    return format_html('<script type="application/ld+json">{}</script>', _Data(value))
