"""The keys by which web addresses are compared, and what Editors may do with the new records."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

from articles.text.web_address import canonical

ANNOTATOR = ["view_correction", "view_entitymerge", "view_sourcemerge"]
EDITOR = [
    *ANNOTATOR,
    *("export_correction", "export_entitymerge", "export_sourcemerge"),
    *("add_entitymerge", "add_sourcemerge"),
    *("view_report", "change_report", "export_report"),
]


def fill_keys(apps, schema_editor):
    """The same key in the history: it tells what the record is like now."""
    for name in ("Article", "HistoricalArticle"):
        articles = apps.get_model("articles", name).objects.exclude(url="")
        for url in articles.order_by().values_list("url", flat=True).distinct().iterator():
            articles.filter(url=url).update(url_key=canonical(url)[:500])


def add_permissions(apps, schema_editor):
    # Django creates permissions after all migrations; the groups need them now.
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects
    groups = apps.get_model("auth", "Group").objects
    for name, codenames in (("Annotator", ANNOTATOR), ("Editor", EDITOR)):
        group, _ = groups.get_or_create(name=name)
        found = permissions.filter(content_type__app_label="articles", codename__in=codenames)
        if len(found) != len(set(codenames)):
            raise LookupError(set(codenames) - {p.codename for p in found})
        group.permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_revising")]
    operations = [
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
        # On the way back the permissions go with their models.
        migrations.RunPython(add_permissions, migrations.RunPython.noop),
    ]
