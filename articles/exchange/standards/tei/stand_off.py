"""Annotations in TEI's `standOff`, pointing to anchors in the text."""

from ....models import (
    AnchorState,
    Citation,
    Derivation,
    Mention,
    Quotation,
    QuotationKind,
    Relation,
    SourceAgent,
    Span,
    SpanRole,
)
from ..addresses import address_of
from ..evidence import Evidence
from ..public_article import PublicArticle
from .elements import Element, add_verbatim, element
from .entities import NAMES, STANDING_OFF, entity_list
from .relations import relation_list

_CLAIMS = {Derivation: "derivation", SourceAgent: "agent", Relation: "relation"}
_ALOUD = {"speech": "true", "thought": "false"}


def anchor_id(home: str, offset: int) -> str:
    """The `xml:id` of the anchor at an offset of the text."""
    return f"{home}.o{offset}"


def stand_off(one: PublicArticle, *, with_lists: bool = True) -> Element | None:
    """Lists of events, works and relations, then every annotation; None if there is nothing."""
    parts = []
    if with_lists:
        parts = [entity_list(one.entities.values(), kind) for kind in STANDING_OFF]
        parts.append(relation_list(one.relations))
    parts += [_spans("mentions", [_mention(one, mention) for mention in one.mentions])]
    if one.body is not None:
        parts.append(_spans("quotations", _pieces(one)))
        cited = [span for citation in one.citations for span in citation.words]
        parts.append(_spans("citations", [_span(one, span, "citation") for span in cited]))
        stated = [span for evidence in one.evidence for span in evidence.spans]
        parts.append(_spans("evidence", [_span(one, span, "evidence") for span in stated]))
    said = [
        *(_quotation(one, quotation) for quotation in one.quotations),
        *(_citation(one, citation) for citation in one.citations),
        *(_evidence(evidence) for evidence in one.evidence),
    ]
    parts.append(element("listAnnotation", *said) if said else None)
    found = [part for part in parts if part is not None]
    return element("standOff", *found) if found else None


def offsets(one: PublicArticle) -> list[int]:
    """Where annotations begin or end in the text, each place once, in order."""
    spans: list[Span] = [*one.mentions]
    for owner in one.quotations:
        spans += owner.pieces
    for owner in one.citations:
        spans += owner.words
    for owner in one.evidence:
        spans += owner.spans
    return sorted({place for span in spans for place in (span.start, span.end)})


def _spans(kind: str, spans: list[Element]) -> Element | None:
    return element("spanGrp", *spans, type=kind) if spans else None


def _span(one: PublicArticle, span: Span, kind: str, *content: Element) -> Element:
    home = one.article.public_id
    return element(
        "span",
        *content,
        id=span.public_id,
        type=kind,
        subtype="" if span.state == AnchorState.OK else span.state,
        from_=f"#{anchor_id(home, span.start)}",
        to=f"#{anchor_id(home, span.end)}",
    )


def _mention(one: PublicArticle, mention: Mention) -> Element:
    """A span that holds the name, with its `ref` to the entity."""
    entity = mention.entity
    name = element(NAMES[entity.kind], ref=f"#{entity.public_id}", cert=mention.certainty)
    add_verbatim(name, _words(one, mention), one.article.public_id)
    note = [element("note", mention.note, type="editor")] if mention.note else []
    return _span(one, mention, NAMES[entity.kind], name, *note)


def _pieces(one: PublicArticle) -> list[Element]:
    return [
        _span(one, piece, piece.role) for quotation in one.quotations for piece in quotation.pieces
    ]


def _quotation(one: PublicArticle, quotation: Quotation) -> Element:
    """Its pieces as targets, and in a note the words as `said`, each piece in a `seg`."""
    home = one.article.public_id
    told = quotation.speaker_description or quotation.no_speaker_reason
    said = element(
        "said",
        who=f"#{quotation.speaker.public_id}" if quotation.speaker else "",
        source=f"#{quotation.source.public_id}" if quotation.source else "",
        direct={QuotationKind.DIRECT: "true", QuotationKind.INDIRECT: "false"}.get(
            QuotationKind(quotation.kind), "unknown"
        ),
        aloud=_ALOUD.get(quotation.medium, "inapplicable"),
        lang=one.article.language,
    )
    for piece in quotation.pieces:
        segment = element("quote" if piece.role == SpanRole.CONTENT else "seg", type=piece.role)
        if one.body is not None:
            segment.set("corresp", f"#{piece.public_id}")
        add_verbatim(segment, _words(one, piece), home)
        said.append(segment)
        segment.tail = " "
    note = element("note", said, type=f"{quotation.kind}-{quotation.medium}")
    about = "speaker" if quotation.speaker_description else "no-speaker"
    speaker = [element("note", told, type=about)] if told else []
    editor = [element("note", quotation.note, type="editor")] if quotation.note else []
    return _annotation(
        quotation.public_id,
        [f"#{p.public_id}" for p in quotation.pieces] if one.body is not None else [],
        address_of(quotation),
        "describing",
        *(note, *speaker, *editor),
        n=str(quotation.number),
    )


def _citation(one: PublicArticle, citation: Citation) -> Element:
    source = f"#{citation.source.public_id}"
    return _annotation(
        citation.public_id,
        [f"#{span.public_id}" for span in citation.words],
        f"#{one.article.public_id}",
        "linking",
        element("ref", citation.locator, target=source, type=citation.role),
        element("note", citation.stance, type="stance"),
        element("note", citation.note, type="editor") if citation.note else None,
    )


def _evidence(evidence: Evidence) -> Element:
    claim = evidence.claim
    return _annotation(
        f"{claim.public_id}-{evidence.spans[0].public_id}",  # a claim may have evidence elsewhere
        [f"#{span.public_id}" for span in evidence.spans],
        "",
        "describing",
        element("ptr", target=f"#{claim.public_id}", type=_CLAIMS[type(claim)]),
    )


def _annotation(
    name: str, targets: list[str], otherwise: str, motivation: str, *content, **attributes: str
) -> Element:
    """An annotation of `targets`, or of what is there `otherwise`."""
    return element(
        "annotation",
        *content,
        id=name,
        target=" ".join(targets) or otherwise,
        motivation=motivation,
        **attributes,
    )


def _words(one: PublicArticle, span: Span) -> str:
    """The words that stand there now; of a text that may not be shown, those recorded."""
    return span.exact if one.body is None else one.body[span.start : span.end]
