"""Records that cells name by id: looked up for a whole chunk of rows at once."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.db.models import Model

from ...models import Entity, Source
from .entries import Entry
from .run import Run
from .values import Value

_MERGED = (Entity, Source)


class References:
    """What the reference columns of a chunk of rows lead to: primary keys by id."""

    def __init__(self, entries: Iterable[Entry], values: Iterable[Value], run: Run):
        self._run = run
        wanted: dict[type[Model], set[str]] = defaultdict(set)
        references = [value for value in values if value.target is not None]
        for entry in entries:
            for value in references:
                if named := entry.cell(value.name):
                    wanted[value.target].add(named)
        self._keys: dict[type[Model], dict[str, int]] = {}
        self._gone: dict[type[Model], dict[str, str]] = {}
        self._wanted = wanted
        for target, names in wanted.items():
            self._look_up(target, names)

    def look_again(self, target: type[Model]) -> None:
        """Look records of a kind up anew, after whoever was changing them was waited for."""
        if names := self._wanted.get(target):
            self._look_up(target, names)

    def _look_up(self, target: type[Model], names: set[str]) -> None:
        if target is get_user_model():
            self._keys[target] = self._people(names)
            return
        found = target.objects.filter(public_id__in=names)
        self._keys[target] = dict(found.values_list("public_id", "pk"))
        if target in _MERGED:
            gone = found.exclude(merged_into=None).select_related("merged_into")
            self._gone[target] = {
                one.public_id: f"“{one}” was merged into “{one.merged_into}”: choose that one."
                for one in gone
            }

    def _people(self, names: set[str]) -> dict[str, int]:
        """Accounts by their names. For the operator those that are missing are made, without a
        password and not active, so that who did what is not lost.
        """
        people = get_user_model().objects
        found = dict(people.filter(username__in=names).values_list("username", "pk"))
        for name in sorted(names - found.keys()) if self._run.by is None else ():
            person = people.model(username=name, is_active=False)
            person.set_unusable_password()
            person.full_clean(exclude=["password"])
            person.save()
            found[name] = person.pk
            self._run.notices.append(
                f"An account “{name}” was made, not active and without a password, because the "
                "file says that it did something."
            )
        return found

    def key(self, value: Value, name: str) -> int | None:
        """The primary key of the record with this id. Raises ValueError for an unknown one."""
        if not name:
            return None
        key = self._keys.get(value.target, {}).get(name)
        if key is None:
            if value.target is get_user_model():
                raise ValueError(f"There is no account of the name “{name}”.")
            what = value.target._meta.verbose_name
            raise ValueError(f"There is no {what} with the id “{name}”.")
        return key

    def keys_of(self, target: type[Model]) -> list[int]:
        """The primary keys of all records of a kind that the chunk refers to."""
        return list(self._keys.get(target, {}).values())

    def merged(self, value: Value, name: str) -> str:
        """Why a record cannot be referred to any more: it was merged; empty if it can."""
        return self._gone.get(value.target, {}).get(name, "")
