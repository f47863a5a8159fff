"""Links to records by their names."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..models import Article, Entity, Source
from .languages import lang

register = template.Library()


@register.simple_tag
def link(record: Article | Entity | Source, anchor: str = "") -> SafeString:
    """A link to a record's page, with its name or title as the words: ``{% link source %}``.

    `anchor` is an id on that page. A title the archive supplied is marked as such.
    """
    address = record.get_absolute_url()
    if anchor:
        address = f"{address}#{anchor}"
    return format_html('<a href="{}"{}>{}</a>', address, naming(record), record)


@register.simple_tag
def naming(record: Article | Entity | Source) -> SafeString:
    """The attributes of an element whose text is the name or title of a record.

    The language of a title is known if it was printed with an article; what the archive or an
    editor worded is in the language it is in.
    """
    match record:
        case Entity():
            return lang(record.name_language)
        case Article(title_supplied=True):
            return format_html(' class="supplied"{}', lang(""))
        case Article():
            return lang(record.language)
    return lang("")
