"""A verb asked for, the transaction it is carried out in, and the annotation it means."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from ...editing import annotate, ledger
from ...editing.locks import lock_derivations
from ...models import (
    Article,
    Change,
    CitationSpan,
    DerivationSpan,
    Mention,
    Quotation,
    QuotationSpan,
    RelationSpan,
    SourceAgentSpan,
)
from .forms import ObjectForm
from .making import add_entity

KINDS = {
    "men": (Mention, "mention"),
    "quo": (Quotation, "quotation"),
    "qsp": (QuotationSpan, "piece"),
    "csp": (CitationSpan, "passage of a citation"),
    "dsp": (DerivationSpan, "passage that states a derivation"),
    "asp": (SourceAgentSpan, "passage that states a part in a source"),
    "rsp": (RelationSpan, "passage that states a relation"),
}
"""Kinds of annotation by how their public ids begin, and what editors call them."""


@dataclass
class Asked:
    """A verb asked for: on which article, by whom, and the values its form has checked."""

    article: Article
    by: object
    request: str
    text_version: int
    form: ObjectForm

    def __getitem__(self, name: str):
        """The value of a field or part; None or empty if none was sent."""
        return self.form.cleaned_data.get(name)

    def __contains__(self, name: str) -> bool:
        return name in self.form.given

    @contextmanager
    def writing(self, verb: str, reason: str = "") -> Iterator[Change]:
        """The transaction and the one Change of all that is written. Raises Stale."""
        known = {"by": self.by, "request": self.request}
        with ledger.change(
            verb, article=self.article, based_on_text=self.text_version, reason=reason, **known
        ) as change:
            if "derivation" in self:
                lock_derivations()  # before the article's lock: `editing.locks` says why
            with annotate.writing(verb, self.article, based_on=self.text_version, **known):
                yield change

    def entity(self, existing: str, made: str):
        """The entity given in one of two fields, made if it is new; None if neither was sent."""
        if self[made]:
            return add_entity(self[made], made, by=self.by)
        return self[existing]


def meant(asked: Asked, *models):
    """The annotation with the id sent, as stored now; call it with the article locked.

    Raises Stale if it was deleted, or is no longer at the row version that was sent (if one was),
    and ValidationError if there never was one.
    """
    model, what = kind_of(asked, *models)
    public_id, row = asked["id"], asked["row"]
    home = "article" if model is Quotation else "text_version__article"
    record = model.objects.filter(public_id=public_id, **{home: asked.article}).first()
    if record is None:
        if model.history.filter(public_id=public_id).exists():
            raise ledger.Stale(None, f"This {what} was deleted by somebody else in the meantime.")
        raise ValidationError({"id": f"There is no {what} {public_id} here."}, code="unknown")
    if row is not None and record.row_version != row:
        raise ledger.Stale(record, f"This {what} was changed by somebody else in the meantime.")
    ledger.describe_change(record, asked.article, based_on=row)
    return record


def kind_of(asked: Asked, *models) -> tuple[type, str]:
    """Which of `models` the id sent is of, and what editors call it.

    Raises ValidationError if it is none of them.
    """
    model, what = KINDS.get(asked["id"].partition("-")[0], (None, ""))
    if model not in models:
        names = " or a ".join(name for kind, name in KINDS.values() if kind in models)
        raise ValidationError({"id": f"This is not the id of a {names}."}, code="other_kind")
    return model, what
