"""Filters of what belongs to an entity or a source: aliases, identifiers, parts in sources."""

from ..models import AgentRole, Alias, Basis, Entity, Identifier, Scheme, Source, SourceAgent
from .base import FilterForm, KindFilter, RecordFilter, RecordLinkFilter, Sort, WordsFilter

_ENTITY = "The last part of the entity’s address."


class AliasFilter(RecordFilter):
    """Aliases by their words and by entity."""

    SORTS = {
        "name": Sort("alias, A to Z", ("name_folded",)),
        "entity": Sort("entity, A to Z", ("entity__name_folded", "entity_id", "name_folded")),
    }

    q = WordsFilter("name_folded", label="Words in the alias")
    entity = RecordLinkFilter(Entity, "entity", label="Entity", help_text=_ENTITY)

    class Meta:
        model = Alias
        fields: list[str] = []
        form = FilterForm


class IdentifierFilter(RecordFilter):
    """Identifiers by authority and entity."""

    SORTS = {
        "entity": Sort("entity, A to Z", ("entity__name_folded", "entity_id", "scheme")),
        "scheme": Sort("authority, then entity", ("scheme", "entity__name_folded", "entity_id")),
    }

    entity = RecordLinkFilter(Entity, "entity", label="Entity", help_text=_ENTITY)
    scheme = KindFilter(Scheme, label="Authority")

    class Meta:
        model = Identifier
        fields: list[str] = []
        form = FilterForm


class SourceAgentFilter(RecordFilter):
    """Entities' parts in sources, by source, entity, role and basis."""

    SORTS = {
        "source": Sort("source, A to Z", ("source__title_folded", "source_id", "role")),
        "entity": Sort("entity, A to Z", ("entity__name_folded", "entity_id", "role")),
    }

    source = RecordLinkFilter(
        Source, "source", label="Source", help_text="The last part of the source’s address."
    )
    entity = RecordLinkFilter(Entity, "entity", label="Entity", help_text=_ENTITY)
    role = KindFilter(AgentRole, label="Role")
    basis = KindFilter(Basis, label="Basis")

    class Meta:
        model = SourceAgent
        fields: list[str] = []
        form = FilterForm
