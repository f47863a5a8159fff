"""Make a new archive usable: the founding document to read, a login to edit with."""

import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.models import Article

EDITOR = "editor"


class Command(BaseCommand):
    """See `help`."""

    help = (
        "Makes a new archive usable: loads the founding document if there is no article yet,"
        " and makes an editor's login if there is no user yet. Its password is shown once."
        " An archive in use is left as it is, so running this again does nothing."
    )

    def add_arguments(self, parser):
        """Let an operator leave out either half."""
        parser.add_argument(
            "--no-document", action="store_true", help="do not load the founding document"
        )
        parser.add_argument(
            "--no-login",
            action="store_true",
            help="make no editor's login (then make your own with createsuperuser)",
        )

    @transaction.atomic
    def handle(self, *args, no_document: bool, no_login: bool, **options):
        """Do what is missing and report it."""
        if not no_document and not Article.objects.exists():
            call_command("loaddata", "founding_document", verbosity=0)
            self.stdout.write("Loaded the founding document.")
        if not no_login and not get_user_model().objects.exists():
            password = self._make_editor()
            self.stdout.write(
                f"Made a login for the editors' pages. Name: {EDITOR}  Password: {password}\n"
                "Write the password down, it is not shown again."
                " (manage.py changepassword editor sets a new one.)"
            )

    def _make_editor(self) -> str:
        try:
            editors = Group.objects.get(name="Editor")
        except Group.DoesNotExist as error:
            raise CommandError("No group “Editor”: run manage.py migrate first.") from error
        password = secrets.token_urlsafe(12)
        user = get_user_model().objects.create_user(EDITOR, password=password, is_staff=True)
        user.groups.add(editors)
        return password
