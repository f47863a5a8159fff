"""What merging two records will do, told for people: how many of what, and the first of them."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.text import capfirst

from ..editing.merge_plan import WORDS, Plan, Reference, Twin
from ..models import Citation, Derivation, Mention, Quotation, Relation, SourceAgent
from .links import link

SHOWN = 20
"""So many of each kind are named; all are counted."""

TITLES = {
    "mention.entity": "passages that name it",
    "quotation.speaker": "quotations of what it says",
    "sourceagent.entity": "parts it has in sources",
    "relation.entity": "relations it has to others",
    "relation.other": "relations others have to it",
    "article.publisher": "articles it published",
    "alias.entity": "other names, which become aliases",
    "identifier.entity": "identifiers",
    "citation.source": "citations of it",
    "quotation.source": "quotations that stand in it",
    "derivation.source": "what it derives from",
    "derivation.derived_from": "what derives from it",
    "sourceagent.source": "who had a part in it",
}
_RELATED = {
    Mention: ("article",),
    Quotation: ("article",),
    Citation: ("article", "source"),
    Derivation: ("source", "derived_from"),
    SourceAgent: ("source", "entity"),
    Relation: ("entity", "other"),
}
_OWN = {"id", "public_id", "row_version", "created_at", "modified_at"}


@dataclass(frozen=True)
class Section:
    """Records of one kind: what they are, how many, the first as links, how many more."""

    title: str
    number: int
    shown: list[SafeString]

    @property
    def more(self) -> int:
        return self.number - len(self.shown)


@dataclass(frozen=True)
class TwinTold:
    """A record both have: the one kept, and values only the other had, which go with it."""

    kept: SafeString
    lost: list[str]


@dataclass(frozen=True)
class Told:
    """A plan in words. `twins_more` are counted but not shown; `words` spans go on as evidence."""

    sections: list[Section]
    twins: list[TwinTold]
    twins_more: int
    words: int


def told(plan: Plan) -> Told:
    """What a plan does, with a fixed number of queries."""
    claims = [twin for twin in plan.twins if twin.reference not in WORDS.values()]
    return Told(
        sections=[_section(reference, rows) for reference, rows in plan.moves.items() if rows],
        twins=[_twin(twin) for twin in claims[:SHOWN]],
        twins_more=max(len(claims) - SHOWN, 0),
        words=len(plan.words),
    )


def _section(reference: Reference, rows) -> Section:
    keys = [row.pk for row in rows[:SHOWN]]
    records = reference.model.objects.select_related(*_RELATED.get(reference.model, ()))
    shown = [link(record, _label(record)) for record in records.filter(pk__in=keys)]
    return Section(TITLES[reference.name], len(rows), shown)


def _twin(twin: Twin) -> TwinTold:
    model = twin.reference.model
    related = model.objects.select_related(*_RELATED.get(model, ()))
    found = related.in_bulk([twin.gone.pk, twin.kept.pk])
    gone, kept = found[twin.gone.pk], found[twin.kept.pk]
    lost = [
        f"{capfirst(field.verbose_name)}: {_value(gone, field)} (stays: {_value(kept, field)})"
        for field in model._meta.concrete_fields
        if field.editable
        and field.name not in {twin.reference.field, *_OWN}
        and getattr(gone, field.attname) != getattr(kept, field.attname)
    ]
    return TwinTold(link(kept, _label(kept)), lost)


def _label(record) -> str:
    if isinstance(record, Mention):
        return f"{record} in “{record.article}”"
    return str(record)


def _value(record, field) -> str:
    if field.choices:
        return getattr(record, f"get_{field.name}_display")()
    value = getattr(record, field.name)
    return f"“{value}”" if value not in (None, "") else "nothing"
