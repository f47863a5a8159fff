"""From what was read, told and asked for to an article that is not stored yet."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from ...models import Article, Entity
from .read import ReadText

UNKNOWN = "und"
"""The language of a text of which none is told (BCP 47: undetermined)."""

_TRUE, _FALSE = {"true", "yes", "1"}, {"false", "no", "0"}
_WORDS = {"published": "published", "language": "language", "address": "url", "slug": "slug"}
_TEXTS = {"title": "title", "byline": "byline", "rights": "rights", "note": "note"}


@dataclass(frozen=True)
class Defaults:
    """What holds for every file that says nothing else."""

    language: str = ""
    publisher: Entity | None = None


def described(read: ReadText, cells: dict[str, str], defaults: Defaults) -> tuple[Article, list]:
    """The article, and what the editor is told about it.

    `cells` of the side-car are believed before the file, the file before the defaults. Raises
    ValidationError by column of the side-car.
    """
    notes = list(read.notes)
    article = Article(
        title=read.title,
        title_supplied=read.title_supplied,
        byline=read.byline,
        published=read.published,
        language=read.language or defaults.language or UNKNOWN,
        url=read.url,
        publisher=defaults.publisher,
    )
    errors: dict[str, str] = {}
    if "title" in cells:
        article.title_supplied = False
    for column, attribute in _TEXTS.items():
        if column in cells:
            setattr(article, attribute, cells[column])
    for column, attribute in _WORDS.items():
        if column in cells:
            setattr(article, attribute, cells[column].strip())
    for column in ("title_supplied", "text_is_public"):
        if column in cells:
            value = cells[column].strip().lower()
            if value not in _TRUE | _FALSE:
                errors[column] = f"“{cells[column]}” is neither true nor false."
            setattr(article, column, value in _TRUE)
    try:
        _give_publisher(article, read, cells, notes)
    except ValidationError as error:
        error.update_error_dict(errors)
    if errors:
        raise ValidationError(errors)
    return article, notes


def _give_publisher(article: Article, read: ReadText, cells: dict[str, str], notes: list) -> None:
    if public_id := cells.get("publisher_id", "").strip():
        article.publisher = Entity.objects.standing().filter(public_id=public_id).first()
        if article.publisher is None:
            message = f"There is no entity with the id “{public_id}”."
            raise ValidationError({"publisher_id": message})
    elif name := cells.get("publisher", "").strip():
        article.publisher = find_publisher(name)
        if article.publisher is None:
            message = f"There is no entity, or more than one, with the slug or name “{name}”."
            raise ValidationError({"publisher": message})
    elif read.publisher and (found := named(read.publisher)):
        article.publisher = found
    elif read.publisher and article.publisher is None:
        notes.append(f"No publisher recorded: there is no entity “{read.publisher}” by name.")


def find_publisher(text: str) -> Entity | None:
    """The entity with this id, slug or exact name; None unless it is exactly one."""
    standing = Entity.objects.standing()
    by_id = standing.filter(public_id=text).first() or standing.filter(slug=text).first()
    return by_id or named(text)


def named(name: str) -> Entity | None:
    """The one entity of exactly this name or alias; None if there is none, or more than one."""
    standing = Entity.objects.standing()
    found = {
        *standing.filter(name=name).order_by("pk")[:2],
        *standing.filter(aliases__name=name).order_by("pk")[:2],
    }
    return found.pop() if len(found) == 1 else None
