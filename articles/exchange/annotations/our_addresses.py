"""Records of this archive by their addresses, ids or slugs, past ones too."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Model
from django.urls import Resolver404, resolve

from ...models import Article, Entity, Source
from ...text.web_address import canonical

_PAGES = {"article": Article, "version": Article, "entity": Entity, "source": Source}


def record_at(address: str) -> Model | None:
    """The article, entity or source whose page, or id, `address` is; what it was merged into."""
    for model in (Article, Entity, Source):
        if address.startswith(f"{model.ID_PREFIX}-"):
            return _standing(model.objects.filter(public_id=address).first())
    try:
        site, here = urlsplit(settings.SITE_URL), urlsplit(address)
    except ValueError:  # such as half of an IPv6 address
        return None
    if (here.scheme, here.netloc) != (site.scheme, site.netloc):
        return None
    try:
        match = resolve(here.path)
    except Resolver404:
        return None
    model = _PAGES.get(match.url_name) if match.namespace == "articles" else None
    return by_slug(model, match.kwargs["slug"]) if model else None


def by_slug(model: type[Model], slug: str) -> Model | None:
    """The record that has this slug, or had it."""
    found = model.objects.filter(slug=slug).first()
    return _standing(found or model.objects.filter(past_slugs__slug=slug).first())


def article_at(address: str) -> Article | None:
    """The article an annotation is of: by our address, or by where it stood."""
    found = record_at(address)
    if found is not None:
        return found if isinstance(found, Article) else None
    key = canonical(address)[:500]
    same = Article.objects.filter(url_key=key)[:2] if key else []
    return same[0] if len(same) == 1 else None


def _standing(record: Model | None) -> Model | None:
    while getattr(record, "merged_into", None) is not None:
        record = record.merged_into
    return record
