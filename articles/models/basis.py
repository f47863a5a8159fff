"""On what a claim about a source or an entity rests: a text that states it, or the editor."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat, Length, Replace, Substr

from .article import Status
from .identity import IdentifiedQuerySet
from .record import NoteField
from .span import AnchorState


class Basis(models.TextChoices):
    """Whether the text says so, or the editor concludes it."""

    STATED = "stated", "stated in a text"
    INFERRED = "inferred", "inferred by the editor"


class Based(models.Model):
    """Abstract: a claim with its basis. `stated` names spans; `inferred` needs a note."""

    basis = models.CharField(
        max_length=8,
        choices=Basis,
        help_text="“Stated” if a text says so (add the words that do); “inferred” if you "
        "conclude it (say why in the note).",
    )
    note = NoteField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_basis",
                condition=Q(basis="stated") | (Q(basis="inferred") & ~Q(note="")),
                violation_error_message="What the editor infers needs a note that says why.",
            ),
        ]

    @classmethod
    def about_public(cls) -> Q:
        """The condition that readers may see what the claim is about: its source."""
        return Q(source__is_public=True, source__merged_into=None)

    def clean(self) -> None:
        super().clean()
        if self.basis == Basis.INFERRED and not self.note.strip():
            raise ValidationError(
                {"note": "What the editor infers needs a note that says why."},
                code="inferred_without_note",
            )


class BasedQuerySet(IdentifiedQuerySet):
    def public(self):
        """Claims about what is public that are inferred, or that a published article states."""
        return self.claimed().filter(self.model.about_public())

    def claimed(self):
        """Claims that are inferred, or that a published article states, about whatever it is."""
        evidence = self.model.spans.rel.related_model.objects.filter(
            **{self.model.spans.field.name: OuterRef("pk")},
            text_version__article__status=Status.PUBLISHED,
        ).exclude(state=AnchorState.ORPHAN)
        return self.filter(Q(basis=Basis.INFERRED) | Exists(evidence))


class EvidenceQuerySet(IdentifiedQuerySet):
    def public(self):
        """Words of evidence standing in texts readers may see.

        A claim that only a text not shown states is public all the same, without the words.
        """
        return self.filter(
            text_version__article__status=Status.PUBLISHED,
            text_version__article__text_is_public=True,
        ).exclude(state=AnchorState.ORPHAN)

    def with_anchors(self):
        """Adds `anchor`, the id on its article's page of the paragraph in which each begins.

        The database counts the lines: no body is read for it. A paragraph has that id as long as
        the text is the article's current one, which a span that is no orphan stands in.
        """
        before = Substr("text_version__body", 1, F("start"))
        line = Length(before) - Length(Replace(before, Value("\n"))) + 1
        return self.annotate(anchor=Concat(Value("p"), Cast(line, models.CharField())))
