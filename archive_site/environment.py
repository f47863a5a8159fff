"""Typed reading of the variables the site is configured by.

They come from the process environment and from the file `.env` beside
manage.py; the process environment wins. An empty value counts as not set, so
`DATABASE_URL= make test` sets aside what `.env` says.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from dotenv import dotenv_values

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


class Environment:
    """Variables by name, each asked for in the type it is needed in."""

    def __init__(self, values: Mapping[str, str | None]):
        self._values = values

    @classmethod
    def of_project(cls, root: Path) -> "Environment":
        """Return the process environment, on top of `.env` in `root`."""
        return cls({**dotenv_values(root / ".env"), **os.environ})

    def text(self, name: str, default: str = "") -> str:
        """Return the value without surrounding space, or `default`."""
        return (self._values.get(name) or "").strip() or default

    def flag(self, name: str, default: bool = False) -> bool:
        """Return yes or no; anything but a plain yes or no is refused."""
        value = self.text(name).lower()
        if not value:
            return default
        if value not in TRUE | FALSE:
            raise ImproperlyConfigured(
                f"{name} is {value!r}; write 1 (or true, yes, on) or 0 (or false, no, off)."
            )
        return value in TRUE

    def words(self, name: str) -> list[str]:
        """Return the values of a list separated by commas or spaces."""
        return [word for word in re.split(r"[,\s]+", self.text(name)) if word]
