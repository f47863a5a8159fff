"""What a page's head tells reference managers: Dublin Core, and the tags of Highwire Press.

Zotero takes the kind of item from `DC.type` and the newspaper from `DC.source`; scholarly search
engines read the `citation_` ones.
"""

from ...text.dates import describe
from .partial_dates import iso
from .reference import Reference


def meta_tags(reference: Reference) -> list[tuple[str, str]]:
    """Names and contents of the tags; what is not known is left out."""
    plain = iso(reference.published)
    tags = [
        ("DC.type", "newspaperArticle"),
        ("DC.title", reference.title),
        ("DC.creator", reference.byline),
        ("DC.source", reference.publisher),
        ("DC.date", plain or (describe(reference.published) if reference.published else "")),
        ("DC.language", reference.language),
        ("DC.identifier", reference.address),
        ("DC.description", reference.words),
        ("DC.rights", reference.rights),
        ("citation_title", reference.title),
        ("citation_author", reference.byline),
        ("citation_publisher", reference.publisher),
        ("citation_publication_date", plain.replace("-", "/")),
        ("citation_language", reference.language),
        ("citation_public_url", reference.address),
    ]
    return [(name, content) for name, content in tags if content]
