"""W3C Web Annotations in JSON-LD: one, a list, an AnnotationPage or an AnnotationCollection.

Read in the compact form that tools write (the W3C's own context, and schema.org's terms with their
prefix). Selectors are TextPositionSelector and TextQuoteSelector.
"""

import json
from typing import Any

from django.core.exceptions import ValidationError

from ...models import SpanRole
from ...models.wellformed import validate_characters
from ...text.encodings import UndecidedEncoding, decode
from ...text.foreign_offsets import Claimed
from ...text.normalise import normalise
from .given import GivenMention, GivenQuotation, Named, Piece, Reading, UnreadableAnnotations
from .kinds import QUOTATION, kind_of

Node = dict[str, Any]

_TOO_DEEP = "It is nested too deeply to be read."
_NOTES = {"commenting", "describing", "replying", "questioning", "editing"}
_NAMING = {"identifying", "tagging", ""}


def read_web_annotations(data: bytes, types: dict[str, str] | None = None) -> Reading:
    """Read a file. `types` maps types of the file to our kinds. Raises UnreadableAnnotations."""
    try:
        nodes = _annotations(json.loads(decode(data).text))
    except (UndecidedEncoding, UnreadableAnnotations) as error:
        raise UnreadableAnnotations(str(error)) from error
    except RecursionError as error:
        raise UnreadableAnnotations(_TOO_DEEP) from error
    except ValueError as error:
        raise UnreadableAnnotations(f"This is not JSON: {error}.") from error
    reading = Reading()
    for number, node in enumerate(nodes, 1):
        where = f"annotation {number}"
        try:
            _check_characters(node)
            where += f" ({node['id']})" if _text(node.get("id")) else ""
            _read(node, where, types or {}, reading)
        except ValidationError as error:
            reading.problems.append(f"{where}: {' '.join(error.messages)}")
        except RecursionError:
            reading.problems.append(f"{where}: {_TOO_DEEP}")
        except (ValueError, TypeError, AttributeError) as error:
            reading.problems.append(f"{where}: it is not built as Web Annotations are ({error}).")
    return reading


def _annotations(found: Any) -> list[Node]:
    """The annotations of a file, in order."""
    if isinstance(found, list):
        return [node for one in found for node in _annotations(one)]
    kinds = _types(found) if isinstance(found, dict) else []
    if "Annotation" in kinds:
        return [found]
    if "AnnotationPage" in kinds:
        return _annotations(_listed(found.get("items")))
    if "AnnotationCollection" in kinds:
        pages, page = [], found.get("first", found.get("items"))
        while isinstance(page, dict):
            pages += _annotations(page)
            page = page.get("next")
        if isinstance(page, str):
            page = page.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")
            raise UnreadableAnnotations(
                f"A page of this collection is not in the file but at {page}. Download it, too."
            )
        return pages if not isinstance(page, list) else _annotations(page)
    raise UnreadableAnnotations(
        "This is no Web Annotation: there is no object of type Annotation, AnnotationPage or "
        "AnnotationCollection."
    )


def _check_characters(node: Node) -> None:
    """Refuse an annotation with a string that cannot be kept. Raises ValidationError."""
    left: list[Any] = [node]
    while left:
        value = left.pop()
        if isinstance(value, str):
            validate_characters(value)
        elif isinstance(value, dict):
            left += [*value, *value.values()]
        elif isinstance(value, list):
            left += value


def _read(node: Node, where: str, types: dict[str, str], reading: Reading) -> None:
    targets = [_passage(target) for target in _listed(node.get("target"))]
    of = next((source for source, _ in targets if source), "")
    pieces = [piece for _, piece in targets if piece]
    if not pieces:
        reading.leave_out("of a whole text, not of a passage in it")
        return
    bodies = _listed(node.get("body", node.get("bodyValue")))
    motivations = [_text(one) for one in _listed(node.get("motivation"))]
    note = "\n".join(filter(None, map(_note, bodies)))
    said = [body for body in bodies if _is_quotation(body, types)]
    if said or "quoting" in motivations:
        body = said[0] if said and isinstance(said[0], dict) else {}
        reading.given.append((of, _quotation(where, pieces, body, note, types)))
        return
    named = _named(bodies, types)
    if named is None or "archive:basis" in node:
        reading.leave_out("neither names nor quotations")
    elif len(pieces) > 1:
        reading.leave_out("names in several pieces")
    else:
        certainty = _text(node.get("archive:certainty"))
        reading.given.append((of, GivenMention(where, pieces[0], named, certainty, note)))


def _quotation(
    where: str, pieces: list[Piece], body: Node, note: str, types: dict[str, str]
) -> GivenQuotation:
    speaker = body.get("schema:spokenByCharacter", body.get("spokenByCharacter"))
    source = body.get("schema:isBasedOn", body.get("isBasedOn"))
    return GivenQuotation(
        where,
        pieces,
        speaker=_named([speaker], types) if speaker else None,
        speaker_description=_text(body.get("archive:describedSpeaker")),
        no_speaker_reason=_text(body.get("archive:noSpeakerReason")),
        kind=_text(body.get("archive:kind")),
        medium=_text(body.get("archive:medium")),
        source=_address(source),
        note=note,
    )


def _passage(target: Any) -> tuple[str, Piece | None]:
    """What a target is of, and the passage it selects; None for the whole."""
    if not isinstance(target, dict):
        return _address(target), None
    of = _address(target.get("scope")) or _address(target.get("source"))
    position, quote = {}, {}
    for selector in _selectors(target.get("selector")):
        if "TextPositionSelector" in _types(selector):
            position = position or selector
        elif "TextQuoteSelector" in _types(selector):
            quote = quote or selector
    if not position and not quote:
        return of, None
    start, end = position.get("start"), position.get("end")
    for offset in (start, end):
        if position and (not isinstance(offset, int) or isinstance(offset, bool)):
            raise ValueError(f"“{offset}” is no offset")
    words = {name: normalise(_text(quote.get(name))) for name in ("exact", "prefix", "suffix")}
    role = _text(target.get("archive:part")) or SpanRole.CONTENT
    if role not in SpanRole.values:
        raise ValueError(f"“{role}” is no part of a quotation")
    return of, Piece(Claimed(start, end, **words), role)


def _selectors(found: Any) -> list[Node]:
    """All selectors, those that refine others too."""
    nodes = [node for node in _listed(found) if isinstance(node, dict)]
    return nodes + [one for node in nodes for one in _selectors(node.get("refinedBy"))]


def _named(bodies: list[Any], types: dict[str, str]) -> Named | None:
    """What the bodies name together; None if they name nothing."""
    uris, names, kinds, languages, is_told = [], [], [], [], False
    for body in bodies:
        if isinstance(body, str):
            is_told = True
            (uris if _is_address(body) else names).append(body)
            continue
        purpose = _text(body.get("purpose"))
        if purpose == "classifying":
            is_told = True
            value = _text(body.get("value")) or _address(body)
            kinds.append(kind_of(value, types))
            continue
        if purpose not in _NAMING or "archive:role" in body:
            continue
        is_told = True
        if value := _text(body.get("value")).strip():
            (uris if _is_address(value) else names).append(value)
            continue
        about = body.get("source", body)
        about = about if isinstance(about, dict) else {"id": about}
        same = _listed(about.get("schema:sameAs", about.get("sameAs")))
        uris += [address for one in (about, *same) if (address := _address(one))]
        for key in ("schema:name", "name", "label", "rdfs:label"):
            for name in _listed(about.get(key)):
                names.append(_text(name))
                languages.append(_text(name.get("@language")) if isinstance(name, dict) else "")
        kinds += [kind_of(one, types) for one in _types(about)]
    if not is_told:
        return None
    found = [kind for kind in kinds if kind]
    languages = [one for one in languages if one]
    return Named(
        tuple(dict.fromkeys(uris)),
        tuple(dict.fromkeys(filter(None, names))),
        found[0] if found else "",
        languages[0] if languages else "",
    )


def _is_quotation(body: Any, types: dict[str, str]) -> bool:
    if not isinstance(body, dict):
        return False
    told = _types(body)
    if _text(body.get("purpose")) in ("classifying", "tagging"):
        told.append(_text(body.get("value")))
    return any(kind_of(one, types) == QUOTATION for one in told)


def _note(body: Any) -> str:
    if isinstance(body, dict) and _text(body.get("purpose")) in _NOTES:
        return normalise(_text(body.get("value")))
    return ""


def _types(node: Any) -> list[str]:
    if not isinstance(node, dict):
        return []
    return [_text(one) for one in _listed(node.get("type", node.get("@type")))]


def _address(node: Any) -> str:
    """An IRI, given as such or as an object's id."""
    if isinstance(node, dict):
        node = node.get("id", node.get("@id", node.get("source")))
    return node if isinstance(node, str) else ""


def _text(value: Any) -> str:
    """A string, or the value of a string with a language."""
    if isinstance(value, dict):
        value = value.get("@value", value.get("value"))
    return value if isinstance(value, str) else ""


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and not any(map(str.isspace, text))


def _listed(found: Any) -> list[Any]:
    if found is None:
        return []
    return found if isinstance(found, list) else [found]
