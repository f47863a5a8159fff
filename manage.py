#!/usr/bin/env python
"""The command line of the archive: `manage.py help` lists what it can do."""

import os
import sys


def main() -> None:
    """Run one command; where Django or a setting is missing, say how to get it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive_site.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit(
            "Django is not installed for this Python. Run `make run` once,"
            " then use .venv/bin/python manage.py …"
        ) from error
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        raise SystemExit(f"The settings are not right: {error}") from error


if __name__ == "__main__":
    main()
