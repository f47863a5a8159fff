"""The Django project around the archive: settings, addresses, server entry points."""
