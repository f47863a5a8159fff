"""What is found while somebody annotates: entities, sources, and other places of the same words."""

from collections import defaultdict

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest

from ...models import Article, Mention, Source
from ...search.names import FoundEntity, find_entities, find_sources, near_duplicates
from ...text.occurrences import context
from ...text.words import whole_occurrences
from .annotations import mentions_in
from .asking import Refusal, checked, invalid
from .fields import LARGEST_OFFSET, MOST_PLACES, Text


class NameForm(forms.Form):
    """What to look for; `near`: also entities so like it that they may be the same."""

    q = Text(required=False)
    near = forms.BooleanField(required=False)


class OccurrencesForm(forms.Form):
    """A passage of the text, in code points, and the text version it was taken from."""

    start = forms.IntegerField(min_value=0, max_value=LARGEST_OFFSET)
    end = forms.IntegerField(min_value=0, max_value=LARGEST_OFFSET)
    text_version = forms.IntegerField(min_value=0, max_value=LARGEST_OFFSET)


def entities(admin, request: HttpRequest, article: Article) -> dict:
    """Entities by any of their names."""
    _require(request, "articles.view_entity", "entities")
    asked = checked(NameForm(request.GET))
    found = {"found": [_entity_told(one) for one in find_entities(asked["q"])]}
    if asked["near"]:
        found["near"] = [_entity_told(one) for one in near_duplicates(asked["q"])]
    return found


def sources(admin, request: HttpRequest, article: Article) -> dict:
    """Sources by their titles, with where each comes from."""
    _require(request, "articles.view_source", "sources")
    asked = checked(NameForm(request.GET))
    return {"found": [_source_told(one) for one in find_sources(asked["q"])]}


def occurrences(admin, request: HttpRequest, article: Article) -> dict:
    """All places of the words of a passage, itself included, with who is marked there already."""
    asked = checked(OccurrencesForm(request.GET))
    if asked["text_version"] != article.text_number:
        raise Refusal(
            409,
            "stale",
            f"The text was changed in the meantime: it is at version {article.text_number}.",
            now=None,
            row=None,
            text_version=article.text_number,
        )
    start, end = asked["start"], asked["end"]
    body = article.current_text.body
    if not start < end <= len(body):
        raise invalid({"start": [f"{start}–{end} is no passage of the text ({len(body)})."]})
    words = body[start:end]
    places = sorted({*whole_occurrences(body, words), (start, end)})
    taken = _taken(article, len(words))
    shown = places[:MOST_PLACES]
    return {
        "words": words,
        "found": [_occurrence_told(body, *place, taken[place]) for place in shown],
        "left_out": len(places) - len(shown),
    }


def _require(request: HttpRequest, permission: str, what: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied(f"You may not see {what}.")


def _entity_told(found: FoundEntity) -> dict:
    entity = found.entity
    return {
        "id": entity.public_id,
        "name": entity.name,
        "kind": entity.kind,
        "kind_label": entity.get_kind_display(),
        "language": entity.name_language,
        "description": entity.description,
        "matched": found.name,
        "mentions": found.mentions,
    }


def _source_told(source: Source) -> dict:
    return {
        "id": source.public_id,
        "title": source.title,
        "kind": source.kind,
        "kind_label": source.get_kind_display(),
        "date": source.date_in_words() if source.date else "",
        "derivations": [
            {
                "id": derivation.public_id,
                "kind": derivation.kind,
                "kind_label": derivation.get_kind_display(),
                "basis": derivation.basis,
                "from": {
                    "id": derivation.derived_from.public_id,
                    "title": derivation.derived_from.title,
                },
            }
            for derivation in source.derivations.all()
        ],
    }


def _taken(article: Article, length: int) -> dict[tuple[int, int], list[str]]:
    """Names of the entities marked at each place of so many characters."""
    taken = defaultdict(list)
    marked: list[Mention] = mentions_in(article.current_text_id).filter(end=F("start") + length)
    for mention in marked.order_by("start", "pk"):
        taken[mention.start, mention.end].append(mention.entity.name)
    return taken


def _occurrence_told(body: str, start: int, end: int, taken: list[str]) -> dict:
    before, after = context(body, start, end)
    return {"start": start, "end": end, "before": before, "after": after, "taken": taken}
