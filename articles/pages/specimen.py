"""One quotation of the archive, walked back to its roots, and what one might ask about it."""

from dataclasses import dataclass

from django.urls import reverse

from ..lineage import NEAREST, Step, lineage
from ..models import Article, Entity, Mention, Quotation, QuotationKind, Source, SpanRole
from .quotation import passage_of, spans_of

LONGEST_SPECIMEN = 1500
"""Characters of a passage that is shown whole; of a longer one only the words quoted."""


@dataclass(frozen=True)
class Question:
    """A question the archive answers at `address`: what stands before the name, it, and after."""

    before: str
    about: Entity | Source
    after: str
    address: str


def choose_specimen(newest: list[int]) -> int | None:
    """The key of the quotation to show: a direct one whose source is known, of a text that may be
    shown; of the `newest` articles (their keys) if these have one, or else the one entered last.
    """
    rows = Quotation.objects.public().filter(
        kind=QuotationKind.DIRECT, source__isnull=False, article__text_is_public=True
    )
    place = {key: number for number, key in enumerate(newest)}
    found = rows.filter(article__in=newest).order_by().values_list("article", "number", "pk")
    if ordered := sorted(found, key=lambda row: (place[row[0]], row[1])):
        return ordered[0][2]
    return rows.order_by("-pk").values_list("pk", flat=True).first()


def specimen(key: int | None) -> dict:
    """What the front page shows of the quotation, and questions about it."""
    rows = Quotation.objects.public().filter(pk=key)
    quotation = rows.select_related("article__current_text", "speaker", "source").first()
    if quotation is None:
        return {"specimen": None, "questions": []}
    spans = spans_of(quotation)
    paragraphs = passage_of(quotation, spans) or []
    length = sum(len(mark.text) for paragraph in paragraphs for mark in paragraph.marks)
    origins = lineage([quotation.source], most=NEAREST)
    first = origins.first_roots(quotation.source)
    # A root so far back that it is no step: who had a part in it is not fetched.
    roots = [origins.steps.get(root.pk) or Step(root) for root in first.roots]
    return {
        "specimen": quotation,
        "content": [span for span in spans if span.role == SpanRole.CONTENT],
        "paragraphs": paragraphs if length <= LONGEST_SPECIMEN else [],
        "step": origins.steps[quotation.source_id],
        "roots": roots,
        "more_roots": first.more,
        "questions": _questions(quotation, first.roots),
    }


def _questions(quotation: Quotation, roots: list[Source]) -> list[Question]:
    """What somebody might come with, each with the page that answers it."""
    questions = []
    if speaker := quotation.speaker:
        address = f"{reverse('articles:quotations')}?speaker={speaker.slug}"
        after = " say, and on the strength of which source?"
        questions.append(Question("What does ", speaker, after, address))
    for root in roots[:1]:
        questions.append(Question("What rests on ", root, "?", root.get_absolute_url()))
    if named := _named(quotation.article, quotation.speaker_id):
        address = f"{reverse('articles:articles')}?entity={named.slug}"
        questions.append(Question("Which articles speak of ", named, "?", address))
    return questions


def _named(article: Article, speaker: int | None) -> Entity | None:
    """The first entity that the text names, other than the speaker."""
    mentions = Mention.objects.public().filter(
        article=article, text_version=article.current_text_id
    )
    if speaker is not None:
        mentions = mentions.exclude(entity=speaker)
    first = mentions.select_related("entity").order_by("start", "-end", "pk").first()
    return first and first.entity
