"""Dataset: mentions."""

from ...models import Certainty, Mention
from ..columns import NOTE, Column, ColumnType, editorial, identity, reference
from ..dataset import Dataset
from .spans import SPAN, STATE

MENTIONS = Dataset(
    name="mentions",
    title="Mentions",
    description="Where a text names an entity: one row per passage.",
    model=Mention,
    is_public=True,
    columns=(
        *identity("articles:article", "article__slug", "public_id"),
        *reference("article", "title", "the article"),
        *SPAN,
        *reference("entity", "name", "the entity named"),
        Column(
            "certainty",
            "certainty",
            ColumnType.ENUM,
            "How sure the editor is that this entity is meant.",
            choices=Certainty,
        ),
        STATE,
        NOTE,
    ),
    editorial=editorial(),
)
