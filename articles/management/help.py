"""How the commands explain themselves."""

import argparse

from django.core.management.base import DjangoHelpFormatter


class ExamplesFormatter(DjangoHelpFormatter, argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of a description and of examples as they are written."""
