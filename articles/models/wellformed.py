"""What every record checks before it is stored, and where it says what is wrong."""

from typing import ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, router

from ..text.folding import fold
from ..text.normalise import normalise


def validate_characters(value: str) -> None:
    """Refuse what no database can keep: NUL, and halves of characters (lone surrogates)."""
    if "\x00" in value:
        raise ValidationError(
            f"The text is damaged at character {value.index(chr(0)) + 1}: a NUL character "
            "cannot be kept. Remove it.",
            code="nul",
        )
    try:
        normalise(value)
    except ValueError as error:
        raise ValidationError(str(error), code="surrogate") from error


class Wellformed(models.Model):
    """Abstract: values are checked first, rules between values only once these are all right.

    So `clean` and the constraints meet no value of a wrong kind. Every message stands at a
    field, those of constraints too: a constraint named `<model>_<field>` speaks at that field,
    the others where `MESSAGES_AT` says by the rest of their name. A field that the caller left
    out (a form that does not show it) cannot bear a message: it goes to the record as a whole.
    """

    MESSAGES_AT: ClassVar[dict[str, str]] = {}

    class Meta:
        abstract = True

    def derive(self) -> None:
        """Fill the columns that follow from others; `save` calls it, bulk writers must.

        Needs values of the right kind.
        """

    def full_clean(self, exclude=None, validate_unique=True, validate_constraints=True) -> None:
        left_out = frozenset(exclude or ())
        self.clean_fields(exclude=left_out)
        steps = [lambda refused: self.clean()]
        if validate_unique:
            steps.append(lambda refused: self.validate_unique(exclude=refused))
        if validate_constraints:
            steps.append(self._try_constraints)
        errors: dict[str, list] = {}
        for step in steps:
            try:
                step(left_out | errors.keys() - {NON_FIELD_ERRORS})
            except ValidationError as error:
                error.update_error_dict(errors)
        if errors:
            raise ValidationError(_where_shown(errors, left_out))

    def clean_fields(self, exclude=None) -> None:
        """Check each value by itself: kind, length, characters, the field's own rules."""
        exclude = frozenset(exclude or ())
        unreadable = {}
        for field in self._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField):
                try:
                    self._read_text(field)
                except ValidationError as error:
                    unreadable[field.name] = error
        if not unreadable:
            self.derive()
        shown = {name: error for name, error in unreadable.items() if name not in exclude}
        try:
            super().clean_fields(exclude=exclude | unreadable.keys())
        except ValidationError as error:
            error.update_error_dict(shown)
        if shown:
            raise ValidationError(shown)

    def _read_text(self, field) -> None:
        """See that a text field holds text the database can keep, and that it shows something."""
        value = getattr(self, field.attname)
        if value is None:
            if field.null:
                return
            raise ValidationError(field.error_messages["null"], code="null")
        if not isinstance(value, str):
            value = str(value)
            setattr(self, field.attname, value)
        validate_characters(value)
        if value and not field.blank and field.editable and not _shows(field, value):
            raise ValidationError(field.error_messages["blank"], code="blank")

    def validate_constraints(self, exclude=None) -> None:
        left_out = frozenset(exclude or ())
        try:
            self._try_constraints(left_out)
        except ValidationError as error:
            raise ValidationError(_where_shown(error.error_dict, left_out)) from None

    def _try_constraints(self, exclude: frozenset[str]) -> None:
        """Check those that look at none of the excluded fields, each message at its field."""
        using = router.db_for_write(type(self), instance=self)
        errors: dict[str, list] = {}
        for model, constraints in self.get_constraints():
            # Each check asks the database; all of them hold as a rule, which one question tells.
            checks = [one for one in constraints if isinstance(one, models.CheckConstraint)]
            if checks and not exclude and self._all_hold(model, checks, using):
                constraints = [one for one in constraints if one not in checks]
            for constraint in constraints:
                try:
                    constraint.validate(model, self, exclude=exclude, using=using)
                except ValidationError as error:
                    errors.setdefault(self._place_of(constraint), []).extend(error.error_list)
        if errors:
            raise ValidationError(errors)

    def _all_hold(self, model, checks: list[models.CheckConstraint], using: str) -> bool:
        values = self._get_field_expression_map(meta=model._meta)
        together = models.Q(*(models.Q(check.condition) for check in checks))
        return together.check(values, using=using)

    @classmethod
    def _place_of(cls, constraint) -> str:
        rest = constraint.name.removeprefix(f"{cls._meta.model_name}_")
        return cls.MESSAGES_AT.get(rest, rest)


def _shows(field, value: str) -> bool:
    """Whether a reader would see anything; in a whole text, only white space is nothing."""
    return bool(fold(value) if field.max_length else value.strip())


def _where_shown(errors: dict[str, list], left_out: frozenset[str]) -> dict[str, list]:
    shown: dict[str, list] = {}
    for name, messages in errors.items():
        shown.setdefault(NON_FIELD_ERRORS if name in left_out else name, []).extend(messages)
    return shown
