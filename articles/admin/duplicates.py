"""Forms that ask, before something is entered, whether it is there already under another guise."""

from dataclasses import dataclass

from django import forms

from ..editing.duplicates import like_entities, same_articles
from .links import change_address
from .record_form import RecordForm


@dataclass(frozen=True)
class Like:
    """A record that may be the one being entered: what it is, and its page."""

    label: str
    address: str


class AsksIfThere(RecordForm):
    """A form that is refused once when what is entered may be there already.

    With the tick “it is another one” it is stored all the same. Subclasses say what is looked for
    in `find_like`, and in `like_words` what was found.
    """

    another = forms.BooleanField(required=False)

    UNCOMPARED = RecordForm.UNCOMPARED | {"another"}
    like: tuple[Like, ...] = ()
    like_words = ""

    def find_like(self, cleaned: dict) -> list[Like]:
        raise NotImplementedError

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("another"):
            self.like = tuple(self.find_like(cleaned))
            if self.like:
                self.add_error("another", self.like_words)
        return cleaned


class AsksForEntity(AsksIfThere):
    """Asks when an entity is entered or renamed."""

    like_words = "There are entities of nearly the same name. Is it one of these?"

    def find_like(self, cleaned: dict) -> list[Like]:
        if "name" not in self.changed_data:
            return []
        return [
            Like(_entity_label(found), change_address(found.entity))
            for found in like_entities(cleaned["name"], but=self.instance)
        ]


class AsksForArticle(AsksIfThere):
    """Asks when an article is entered, or gets another web address."""

    like_words = "The same web address or the same text is in the archive. Is it this one?"

    def find_like(self, cleaned: dict) -> list[Like]:
        url = cleaned.get("url", "") if "url" in self.changed_data else ""
        found = same_articles(url=url, body=cleaned.get("body", ""), but=self.instance)
        return [
            Like(f"{one} ({one.date_in_words()}, {one.get_status_display()})", change_address(one))
            for one in found
        ]


def _entity_label(found) -> str:
    entity = found.entity
    told = [entity.get_kind_display(), entity.dates_in_words(), entity.description]
    also = f" – also “{found.name}”" if found.name != entity.name else ""
    return f"{entity} ({', '.join(filter(None, told))}){also}"
