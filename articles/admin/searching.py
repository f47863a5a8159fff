"""Search in the admin: accents, capitals and kinds of quotation mark do not matter."""

from django.contrib.admin.utils import lookup_spawns_duplicates
from django.db.models import Q
from django.utils.text import smart_split, unescape_string_literal

from ..text.folding import fold


class SearchesFolded:
    """Mix into a ModelAdmin: every word must stand in one of `search_fields`.

    Columns that end in `_folded` are compared with the folded word, others as typed but for
    capitals; those marked ^ must begin with it. Words in quotation marks stay together.
    """

    def get_search_results(self, request, queryset, search_term):
        fields = self.get_search_fields(request)
        asked = words(search_term)
        for word in asked:
            found = Q()
            for field in fields:
                if field.endswith("_folded"):
                    found |= Q(**{f"{field}__contains": fold(word)})
                elif field.startswith("^"):
                    found |= Q(**{f"{field[1:]}__istartswith": word})
                else:
                    found |= Q(**{f"{field}__icontains": word})
            queryset = queryset.filter(found)
        paths = [field.removeprefix("^") for field in fields] if asked else []
        return queryset, any(lookup_spawns_duplicates(self.opts, path) for path in paths)


def words(term: str) -> list[str]:
    """The words of a search, `"quoted ones"` together; NUL, which no column holds, left out."""
    found = []
    for bit in smart_split(term.replace("\x00", "")):
        if bit.startswith(('"', "'")) and len(bit) > 1 and bit[0] == bit[-1]:
            bit = unescape_string_literal(bit)
        if bit.strip():
            found.append(bit)
    return found
