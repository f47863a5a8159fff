"""What must be true of the whole archive and no constraint of the database can say.

Each check reads once through the records it is about and yields a Problem for whatever is not so.
Records come in batches, and a body of text is read once for all spans that stand in it: the
memory needed does not grow with the archive.
"""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db.models import Exists, Max, OuterRef, Subquery

from ..models import (
    SPAN_MODELS,
    Alias,
    AnchorState,
    Article,
    Basis,
    Citation,
    CitationSpan,
    Derivation,
    Entity,
    Identifier,
    Quotation,
    QuotationSpan,
    Relation,
    Source,
    SourceAgent,
    SpanRole,
    TextVersion,
)
from ..text.normalise import normalise
from ..text.occurrences import context
from ..visibility import wrong
from .checking import ROWS, Problem, Progress, all_of, batches
from .circles import check_circles
from .merge_plan import REFERENCES
from .merging import MERGES

_OWNERS = {QuotationSpan: "quotation", CitationSpan: "citation"}
_RECORDS = (
    *(Entity, Alias, Identifier, Relation, Source, Derivation, SourceAgent),
    *(Article, Citation, Quotation),
    *SPAN_MODELS,
)


def check_texts(progress: Progress) -> Iterator[Problem]:
    """Texts are what their fingerprints say; spans stand where they say, in the current text."""
    texts = TextVersion.objects.select_related("article").order_by("pk").iterator(chunk_size=20)
    for batch in batches(texts, weight=lambda text: len(text.body)):
        by_key = {text.pk: text for text in batch}
        for text in batch:
            yield from _underived(text)
            if normalise(text.body) != text.body:
                yield Problem(text, "the body holds carriage returns, NUL or a byte order mark")
        for model in SPAN_MODELS:
            spans = model.objects.filter(text_version__in=by_key).order_by("pk")
            if model in _OWNERS:
                spans = spans.select_related(_OWNERS[model])
            for span in spans.iterator(chunk_size=ROWS):
                yield from _misplaced(span, by_key[span.text_version_id])
        progress(len(batch))


def check_current_texts(progress: Progress) -> Iterator[Problem]:
    """Every article shows the latest version of its own text, a published one certainly."""
    latest = TextVersion.objects.filter(article=OuterRef("pk")).order_by("-number")
    articles = (
        Article.objects.select_related("current_text")
        .defer("current_text__body")
        .annotate(latest=Subquery(latest.values("number")[:1]))
    )
    for article in all_of(articles, progress):
        text = article.current_text
        if text is None:
            yield Problem(article, f"has no text, and is {article.get_status_display()}")
        elif text.article_id != article.pk:
            yield Problem(article, "shows the text of another article")
        elif text.number != article.latest:
            yield Problem(
                article, f"shows text version {text.number}; the latest is {article.latest}"
            )


def check_values(progress: Progress) -> Iterator[Problem]:
    """Every value keeps its field's rules, and columns that follow from others do follow."""
    for model in _RECORDS:
        relations = {field.name for field in model._meta.fields if field.is_relation}
        for record in all_of(model.objects.all(), progress):
            yield from _underived(record)
            try:
                record.clean_fields(exclude=relations)
                record.check_shape()
            except ValidationError as error:
                for name, messages in error.message_dict.items():
                    yield Problem(record, f"{name}: {' '.join(messages)}")


def check_evidence(progress: Progress) -> Iterator[Problem]:
    """What is called stated has words that state it."""
    for model in (Derivation, SourceAgent, Relation):
        claims = model.objects.filter(basis=Basis.STATED, spans=None)
        for claim in all_of(claims, progress):
            yield Problem(claim, "is called stated, but no words are given that state it")


def check_quotations(progress: Progress) -> Iterator[Problem]:
    """Quotations have content, and no number is given twice, even after a deletion."""
    for quotation in all_of(Quotation.objects.exclude(spans__role=SpanRole.CONTENT), progress):
        yield Problem(quotation, "has no content span")
    others = Quotation.history.filter(
        article_id=OuterRef("article_id"), number=OuterRef("number")
    ).exclude(public_id=OuterRef("public_id"))
    for quotation in all_of(Quotation.objects.filter(Exists(others)), progress):
        yield Problem(quotation, f"has number {quotation.number}, which another one had before")


def check_slugs(progress: Progress) -> Iterator[Problem]:
    """No past address of a record is the address of one."""
    for model in (Article, Source, Entity):
        past = model._meta.get_field("past_slugs").related_model.objects.select_related("record")
        clashes = past.filter(slug__in=model.objects.values("slug"))
        for clash in all_of(clashes, progress):
            holder = model.objects.get(slug=clash.slug)
            yield Problem(
                holder, f"its slug “{clash.slug}” is a past one of {clash.record.public_id}"
            )


def check_merges(progress: Progress) -> Iterator[Problem]:
    """A merged record is so by exactly one merge that stands, and nothing refers to it."""
    for model, merges in MERGES.items():
        gone = model.objects.exclude(merged_into=None)
        for record in all_of(gone, progress):
            into = list(
                merges.objects.standing().filter(merged=record).values_list("into", flat=True)
            )
            if into != [record.merged_into_id]:
                yield Problem(record, f"is merged into {record.merged_into}, by {len(into)} merges")
        for merge in all_of(merges.objects.standing().filter(merged__merged_into=None), progress):
            yield Problem(merge, f"stands, but {merge.merged} is not merged")
        for reference in REFERENCES[model]:
            users = reference.model.objects.exclude(**{f"{reference.field}__merged_into": None})
            for user in all_of(users.exclude(**{reference.field: None}), progress):
                yield Problem(user, f"refers by {reference.field} to a merged {model.__name__}")


def check_history(progress: Progress) -> Iterator[Problem]:
    """The last row of a record's history, if it has one, holds the values it has now."""
    for model in (*_RECORDS, TextVersion):
        history = model.history.model
        names = [field.attname for field in history.tracked_fields]
        records = model.objects.only(*names).order_by("pk").iterator(chunk_size=ROWS)
        for batch in batches(records):
            last = (
                history.objects.filter(id__in=[record.pk for record in batch])
                .order_by()
                .values("id")
                .annotate(last=Max("history_id"))
                .values("last")
            )
            rows = {row.id: row for row in history.objects.filter(history_id__in=last)}
            for record in batch:
                if record.pk in rows:
                    yield from _unrecorded(record, rows[record.pk], names)
            progress(len(batch))


def check_visibility(progress: Progress) -> Iterator[Problem]:
    """Readers see the entities and sources that a published article leads to, and no others."""
    for model in (Source, Entity):
        progress(model.objects.count())
        for record in model.objects.in_bulk(sorted(wrong(model))).values():
            shown = "is shown to readers, but no" if record.is_public else "is not shown, but a"
            yield Problem(record, f"{shown} published article leads to it")


CHECKS = (
    ("texts and spans", check_texts),
    ("current texts", check_current_texts),
    ("values", check_values),
    ("circles", check_circles),
    ("evidence of what is stated", check_evidence),
    ("quotations", check_quotations),
    ("addresses", check_slugs),
    ("merges", check_merges),
    ("what readers see", check_visibility),
    ("history", check_history),
)


def _misplaced(span, text: TextVersion) -> Iterator[Problem]:
    if span.home_article_id() not in (None, text.article_id):
        yield Problem(span, f"is part of another article than the one it stands in ({text})")
    if span.state == AnchorState.ORPHAN:
        return
    if text.article.current_text_id != text.pk:
        yield Problem(span, f"is no orphan, but stands in a text that is not current ({text})")
    if span.end > len(text.body):
        yield Problem(span, f"{span.start}–{span.end} lies outside {text} ({len(text.body)})")
    elif span.state != AnchorState.CHANGED:
        words = text.body[span.start : span.end]
        if words != span.exact:
            yield Problem(span, f"{text} reads “{words:.60}” there, not “{span.exact:.60}”")
        elif (span.prefix, span.suffix) != context(text.body, span.start, span.end):
            yield Problem(span, f"its context is not that of {text}")


def _underived(record) -> Iterator[Problem]:
    """What `derive` would still change."""
    names = [field.attname for field in record._meta.concrete_fields]
    before = {name: getattr(record, name) for name in names}
    record.derive()
    for name in names:
        if (value := getattr(record, name)) != before[name]:
            yield Problem(record, f"{name} is {before[name]!r}; it should be {value!r}")


def _unrecorded(record, row, names: list[str]) -> Iterator[Problem]:
    if row.history_type == "-":
        yield Problem(record, "was deleted, its history says")
        return
    differing = [name for name in names if getattr(record, name) != getattr(row, name)]
    if differing:
        yield Problem(record, f"its history does not know the present {', '.join(differing)}")
