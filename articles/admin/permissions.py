"""What the admin offers is what the verbs would allow: it asks `editing.permission.may`."""

from django.forms.models import _get_foreign_key

from ..editing.permission import may, owner


def allowed(request, action: str, record) -> bool:
    """`may`, remembered for the length of the request: the admin asks many times a page.

    A form that was refused is shown again as it was filled in, even if it was refused because
    the record may no longer be changed: it cannot be saved, and nothing typed is lost.
    """
    if getattr(request, "refusals", None):
        return True
    if getattr(owner(record), "merged_into_id", None) is not None:
        return False
    answers = request.__dict__.setdefault("_answers_of_may", {})
    top = owner(record)
    key = (action, type(record), type(top), top.pk)
    if key not in answers:
        answers[key] = may(request.user, action, record)
    return answers[key]


class Guarded:
    """Mix into a ModelAdmin: what readers see is shown to an Annotator, but not to be changed."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (
            obj is None or allowed(request, "change", obj)
        )

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (
            obj is None or allowed(request, "delete", obj)
        )


class GuardedInline:
    """Mix into an inline: its rows may be changed when the record they are part of lets them."""

    def has_add_permission(self, request, obj):
        return super().has_add_permission(request, obj) and self._allowed(request, "add", obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._allowed(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._allowed(request, "delete", obj)

    def _allowed(self, request, action: str, parent) -> bool:
        if parent is None:
            return True
        link = _get_foreign_key(self.parent_model, self.model, fk_name=self.fk_name)
        return allowed(request, action, self.model(**{link.name: parent}))


class ReadOnly:
    """Mix into a ModelAdmin: to look through and export; nobody adds, changes or deletes here."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
