"""Revising a text: a new version of it, in which every annotation is placed anew.

Nothing is lost: what cannot be placed becomes an orphan and waits, with its words and their old
context, until somebody selects it again or deletes it (`editing.review`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from ..models import SPAN_MODELS, AnchorState, Article, CorrectionKind, Span, TextVersion
from ..text.anchoring import reanchor
from ..text.differences import differences
from ..text.occurrences import context
from . import bulk, corrections, ledger
from .annotate import text_at
from .articles import clean_body, note_shown
from .permission import require

_PLACED = ("text_version", "start", "end", "exact", "prefix", "suffix", "state")
_LONGEST = 2000
"""Characters of a text's changes that the corrections log repeats on either side."""
_NEAR = 40
"""Characters of what stayed that are told with a change beside them."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a span in a new text: its state there and its place, None for an orphan.

    Offsets are code points, end exclusive.
    """

    span: Span
    state: AnchorState
    start: int | None
    end: int | None

    @property
    def is_pending(self) -> bool:
        """Whether somebody has to look at it."""
        return self.state != AnchorState.OK


def spans_of(article: Article) -> list[Span]:
    """Every span that stands in the current text of an article, and its orphans, by kind."""
    return [
        span
        for model in SPAN_MODELS
        for span in model.objects.filter(text_version__article=article).order_by("start", "pk")
    ]


def fates(old: str, new: str, spans: Sequence[Span]) -> list[Fate]:
    """What becomes of `spans`, placed in `old` or orphans, when the text becomes `new`.

    In their order; none is left out. What waited for a person goes on waiting wherever it went,
    unless its very words are back. An orphan comes back where its words stand in their old
    context, if that is in one place only; a person has to agree to that, too.
    """
    placed = [span for span in spans if span.state != AnchorState.ORPHAN]
    found = dict(
        zip(
            [span.public_id for span in placed],
            reanchor(old, new, [(span.start, span.end) for span in placed]),
            strict=True,
        )
    )
    told = [
        _of_placed(span, found[span.public_id], new)
        if span.public_id in found
        else _of_orphan(span, new)
        for span in spans
    ]
    return _one_to_a_place(told)


def revise(article: Article, body: str, *, by, based_on: int, reason: str) -> list[Fate]:
    """Make `body` the text of an article as a new version; return what became of each span.

    `based_on` is the number of the text version that was edited. Raises PermissionDenied, Stale,
    and ValidationError at `body` (empty, damaged or no different) or `reason` (none).
    """
    if not reason.strip():
        raise ValidationError({"reason": "Say why the text changes."}, code="no_reason")
    body = clean_body(body)
    with ledger.change("revise_article", by=by, reason=reason, based_on_text=based_on):
        old = text_at(article, based_on)
        stored = Article.objects.get(pk=article.pk)
        require(by, "change", stored)
        if body == old.body:
            raise ValidationError(
                {"body": f"The text is the same as in version {old.number}."}, code="unchanged"
            )
        ledger.describe_change(stored, stored)
        text = _next_version(stored, old, body, by=by, reason=reason)
        told = fates(old.body, body, spans_of(stored))
        _place(told, text)
        stored.current_text = text
        ledger.update(stored, based_on=stored.row_version)
        if stored.is_public:
            previous, new = in_brief(old.body, body)
            corrections.log(CorrectionKind.TEXT, stored, previous=previous, new=new)
    return told


def in_brief(old: str, new: str) -> tuple[str, str]:
    """What differs between two texts, as it was and as it is now, a line for each line changed.

    What stayed is told only where it stands beside a difference; very many are cut short.
    """
    before, after = [], []
    for block in differences(old, new):
        if block.kind == "same":
            continue
        for lines, left_out in ((before, "new"), (after, "gone")):
            line = "".join(
                _beside(
                    piece.text, is_first=piece is block.pieces[0], is_last=piece is block.pieces[-1]
                )
                if piece.kind == "same"
                else piece.text
                for piece in block.pieces
                if piece.kind != left_out
            )
            if line:
                lines.append(line)
    return _cut("\n".join(before)), _cut("\n".join(after))


def _next_version(article: Article, old: TextVersion, body: str, *, by, reason) -> TextVersion:
    note_shown(article)
    highest = article.text_versions.aggregate(highest=Max("number"))["highest"]
    text = TextVersion(article=article, number=highest + 1, body=body, reason=reason)
    text.created_by = by
    if article.is_public and article.text_is_public:
        text.shown_at = timezone.now()
    text.full_clean()
    text.save()
    return text


def _of_placed(span: Span, anchored, new: str) -> Fate:
    state = AnchorState(anchored.state.value)
    if state != AnchorState.ORPHAN and span.state != AnchorState.OK:
        same = new[anchored.start : anchored.end] == span.exact
        waiting = AnchorState.MOVED if same else AnchorState.CHANGED
        back = same and span.state == AnchorState.CHANGED and state == AnchorState.CHANGED
        state = AnchorState.OK if back else waiting
    return Fate(span, state, anchored.start, anchored.end)


def _of_orphan(span: Span, new: str) -> Fate:
    surroundings = span.prefix + span.exact + span.suffix
    at = new.find(surroundings)
    if at == -1 or new.find(surroundings, at + 1) != -1:
        return Fate(span, AnchorState.ORPHAN, None, None)
    start = at + len(span.prefix)
    return Fate(span, AnchorState.MOVED, start, start + len(span.exact))


def _one_to_a_place(told: list[Fate]) -> list[Fate]:
    """Where two that cannot stand in one place would come to, the more certain one stays."""
    ranks = list(AnchorState)
    taken: set[tuple] = set()
    kept = list(told)
    for at in sorted(range(len(told)), key=lambda at: ranks.index(told[at].state)):
        fate = told[at]
        if fate.start is None:
            continue
        place = (*_alike(fate.span), fate.start, fate.end)
        if place in taken:
            kept[at] = Fate(fate.span, AnchorState.ORPHAN, None, None)
        taken.add(place)
    return kept


def _alike(span: Span) -> tuple:
    """What two spans have in common that cannot stand in the same place: their unique key."""
    meta = span._meta
    unique = next(one for one in meta.constraints if one.name == f"{meta.model_name}_once")
    others = set(unique.fields) - {"text_version", "start", "end"}
    return (meta.model_name, *(getattr(span, meta.get_field(f).attname) for f in sorted(others)))


def _place(told: Iterable[Fate], text: TextVersion) -> None:
    """Store the fates. Orphans stay with the text they last stood in."""
    by_model: dict[type[Span], list[Span]] = {}
    for fate in told:
        span = fate.span
        if fate.state == span.state == AnchorState.ORPHAN:
            continue
        span.state, span.start, span.end = fate.state, fate.start, fate.end
        if fate.start is not None:
            span.text_version = text
            if fate.state != AnchorState.CHANGED:
                span.prefix, span.suffix = context(text.body, fate.start, fate.end)
        by_model.setdefault(type(span), []).append(span)
    for spans in by_model.values():
        bulk.update_all(spans, _PLACED)


def _beside(text: str, *, is_first: bool, is_last: bool) -> str:
    """What stayed, as far as it is near what changed; whole words, if there are any."""
    if len(text) <= 2 * _NEAR:
        return text
    head = "" if is_first else text[: text.rfind(" ", 0, _NEAR) + 1 or _NEAR]
    tail = "" if is_last else text[text.find(" ", len(text) - _NEAR) + 1 or -_NEAR :]
    return f"{head}…{tail}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
