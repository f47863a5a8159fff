"""Filter of derivations."""

from ..models import Basis, Derivation, DerivationKind, Source
from .base import FilterForm, KindFilter, RecordFilter, RecordLinkFilter, Sort


class DerivationFilter(RecordFilter):
    """Derivations by the source that derives, what it derives from, kind and basis."""

    SORTS = {
        "source": Sort("source, A to Z", ("source__title_folded", "source_id")),
        "derived_from": Sort(
            "what it derives from, A to Z", ("derived_from__title_folded", "derived_from_id")
        ),
    }

    source = RecordLinkFilter(
        Source, "source", label="Source", help_text="The last part of the source’s address."
    )
    derived_from = RecordLinkFilter(
        Source,
        "derived_from",
        label="Derived from",
        help_text="The last part of the address of the source behind it.",
    )
    kind = KindFilter(DerivationKind, label="Kind")
    basis = KindFilter(Basis, label="Basis")

    class Meta:
        model = Derivation
        fields: list[str] = []
        form = FilterForm
