"""Numbers as people read them."""

from django import template

register = template.Library()


@register.filter
def grouped(number: int) -> str:
    """`96,466` for 96466."""
    return f"{number:,}"
