"""What other tools call the kinds of things, in our words."""

from ...models import EntityKind

QUOTATION = "quotation"

_WORDS = {
    EntityKind.PERSON: "person per pers people persname human individual",
    EntityKind.ORGANISATION: "organisation organization org orgname company institution agency "
    "corporation governmentorganization newsmediaorganization politicalparty norp",
    EntityKind.PLACE: "place placename location loc gpe city country region fac facility",
    EntityKind.EVENT: "event evt",
    EntityKind.WORK: "work creativework work_of_art book title newsarticle",
    EntityKind.CONCEPT: "concept definedterm term",
    QUOTATION: "quotation quote said speech directspeech indirectspeech direct_speech "
    "indirect_speech attribution",
}
TYPES = {word: str(kind) for kind, words in _WORDS.items() for word in words.split()}
"""Kind of entity, or `quotation`, by the last part of a type's name in lower case."""

KINDS = (*EntityKind.values, QUOTATION)
"""What a type can be mapped to."""


def kind_of(name: str, types: dict[str, str]) -> str:
    """Our kind for a type, by the user's own table first; empty when unknown.

    Of `schema:Person` or `http://schema.org/Person` only `Person` counts.
    """
    if name.lower() in types:
        return types[name.lower()]
    last = name.replace("#", "/").replace(":", "/").rpartition("/")[2].lower()
    return types.get(last) or TYPES.get(last, "")
