"""Saying what still uses a record that somebody wants to delete."""

from itertools import groupby

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError, RestrictedError

from .permission import owner

_NAMED = 3  # of each kind; the rest are counted


def in_use(record, error: ProtectedError | RestrictedError) -> ValidationError:
    """The refusal to delete `record`, naming what uses it by kind."""
    users = getattr(error, "protected_objects", None) or error.restricted_objects
    users = sorted(users, key=lambda user: (user._meta.model_name, user.pk))
    kinds = [_sentence_part(list(group)) for _, group in groupby(users, key=type)]
    return ValidationError(
        f"“{record}” cannot be deleted, because it is in use: {'; '.join(kinds)}.",
        code="in_use",
    )


def _sentence_part(users: list) -> str:
    meta = users[0]._meta
    what = meta.verbose_name if len(users) == 1 else meta.verbose_name_plural
    names = [_name(user) for user in users[:_NAMED]]
    more = len(users) - len(names)
    return f"{len(users)} {what} ({', '.join(names)}{f' and {more} more' if more else ''})"


def _name(user) -> str:
    top = owner(user)
    return str(user) if top == user or str(top) in str(user) else f"{user} in “{top}”"
