"""The address of a record: made from its name unless the editor chooses one."""

from django import forms


class OptionalSlug(forms.ModelForm):
    """Mix into the form of a record with a slug: a new one may leave it empty."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk and "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text += " Left empty, it is made from the name."
