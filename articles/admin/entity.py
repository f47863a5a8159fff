"""Entities: one preferred name, other names, identifiers, and every passage that names them."""

from django.contrib import admin
from django.db.models import Prefetch
from django.utils.html import format_html

from ..exchange.resources import import_resource
from ..models import (
    INVERSE,
    Alias,
    Article,
    Entity,
    Identifier,
    Mention,
    Quotation,
    Relation,
    SourceAgent,
)
from .duplicates import AsksForEntity
from .filters import exists_filter, year_filter
from .links import add_address, claims, count_of, link, linked_count, list_address
from .merging import MergesRecords
from .record import PartInline, RecordAdmin
from .slug import OptionalSlug


class EntityForm(OptionalSlug, AsksForEntity):
    pass


class AliasInline(PartInline):
    model = Alias
    fields = ("name", "language")


class IdentifierInline(PartInline):
    model = Identifier
    fields = ("scheme", "value", "at_the_authority")
    readonly_fields = ("at_the_authority",)

    @admin.display(description="entry")
    def at_the_authority(self, identifier):
        if not identifier.pk:
            return "–"
        return format_html(
            '<a href="{}" rel="noreferrer">{}</a>', identifier.get_absolute_url(), identifier
        )


@admin.register(Entity)
class EntityAdmin(MergesRecords, RecordAdmin):
    form = EntityForm
    resource_classes = (import_resource("entities"),)
    inlines = (AliasInline, IdentifierInline)
    list_display = (
        "name",
        "kind",
        "description",
        "other_names",
        "ids",
        linked_count("mentions_count", Mention, "entity", "passages"),
        linked_count("quotations_count", Quotation, "speaker", "quotations"),
        linked_count("parts_count", SourceAgent, "entity", "parts in sources"),
        "modified_at",
    )
    list_filter = (
        "kind",
        exists_filter("identified", "identifier", Identifier, "entity", ("has one", "has none")),
        exists_filter("named", "passages", Mention, "entity", ("name it", "none names it")),
        year_filter("began", "began in"),
        "modified_at",
    )
    search_fields = (
        "name_folded",
        "aliases__name_folded",
        "^identifiers__value",
        "slug",
        "^public_id",
    )
    search_help_text = "Any of its names (accents do not matter), an identifier or a public id."
    readonly_fields = ("public_id", "passages", "stands_to", "others_stand_to_it")
    history_parts = ((Relation, "entity"),)
    fieldsets = (
        (None, {"fields": ("name", "name_language", "kind", "description")}),
        ("Dates", {"fields": ("began", "ended")}),
        ("Remarks and address", {"fields": ("note", "slug")}),
    )

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                mentions_count=count_of(Mention, "entity"),
                quotations_count=count_of(Quotation, "speaker"),
                parts_count=count_of(SourceAgent, "entity"),
                articles_count=count_of(Article, "publisher"),
            )
            .prefetch_related(
                Prefetch("aliases", to_attr="known_aliases"),
                Prefetch("identifiers", to_attr="known_identifiers"),
            )
        )

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        return [("In the archive", {"fields": self.readonly_fields}), *fieldsets]

    @staticmethod
    def choice_label(entity) -> str:
        """What tells entities of one name apart."""
        told = [entity.get_kind_display(), entity.dates_in_words(), entity.description]
        return f"{entity} ({', '.join(filter(None, told))})"

    @admin.display(description="also called")
    def other_names(self, entity):
        return ", ".join(dict.fromkeys(alias.name for alias in entity.known_aliases)) or "–"

    @admin.display(description="identifiers")
    def ids(self, entity):
        return ", ".join(str(identifier) for identifier in entity.known_identifiers) or "–"

    @admin.display(description="passages and more")
    def passages(self, entity):
        told = (
            (Mention, {"entity": entity.pk}, entity.mentions_count, "Passages that name it"),
            (Quotation, {"speaker": entity.pk}, entity.quotations_count, "quotations of it"),
            (SourceAgent, {"entity": entity.pk}, entity.parts_count, "parts in sources"),
            (Article, {"publisher": entity.pk}, entity.articles_count, "articles published"),
        )
        links = [
            format_html('<a href="{}">{}: {}</a>', list_address(model, **filters), text, number)
            for model, filters, number, text in told
        ]
        add = add_address(Mention, entity=entity.pk)
        return format_html('{} · {} · {} · {} (<a href="{}">mark a passage</a>)', *links, add)

    @admin.display(description="relations")
    def stands_to(self, entity):
        return claims(
            entity.relations.select_related("other"),
            lambda row: (link(row, row.get_kind_display()), link(row.other)),
            "add how it stands to another",
            entity=entity.pk,
        )

    @admin.display(description="relations of others to it")
    def others_stand_to_it(self, entity):
        return claims(
            entity.inverse_relations.select_related("entity"),
            lambda row: (link(row, INVERSE[row.kind]), link(row.entity)),
            "add how another stands to it",
            other=entity.pk,
        )
