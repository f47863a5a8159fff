"""Editors import every kind of annotation, export the journal, and see what was taken or brought."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITOR = [
    "import_alias",
    "import_citation",
    "import_citationspan",
    "import_derivation",
    "import_derivationspan",
    "import_identifier",
    "import_mention",
    "import_quotation",
    "import_quotationspan",
    "import_sourceagent",
    "import_sourceagentspan",
    "export_change",
    "view_transfer",
    "export_transfer",
]


def add_permissions(apps, schema_editor):
    # Django creates permissions after all migrations; the groups need them now.
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects
    groups = apps.get_model("auth", "Group").objects
    found = permissions.filter(content_type__app_label="articles", codename__in=EDITOR)
    if len(found) != len(EDITOR):
        raise LookupError(set(EDITOR) - {p.codename for p in found})
    groups.get_or_create(name="Editor")[0].permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_transfers")]
    # On the way back the permissions go with their models.
    operations = [migrations.RunPython(add_permissions, migrations.RunPython.noop)]
