"""Languages in HTML: `lang` and `dir` of an element, and a language's English name."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..text import languages

register = template.Library()


@register.simple_tag
def lang(tag: str) -> SafeString:
    """The attributes of an element whose text is in the language `tag` (BCP 47).

    ``<p{% lang article.language %}>``; without a tag the browser sees to the direction.
    """
    if not tag:
        return format_html(' dir="{}"', "auto")
    return format_html(' lang="{}" dir="{}"', tag, languages.direction(tag))


@register.filter
def language_name(tag: str) -> str:
    """`English (United Kingdom)` for `en-GB`."""
    return languages.language_name(tag)
