"""The two roles: Annotators write drafts, Editors also change what readers see."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ANNOTATION = (
    "alias",
    "citation",
    "citationspan",
    "derivation",
    "derivationspan",
    "entity",
    "identifier",
    "mention",
    "quotation",
    "quotationspan",
    "source",
    "sourceagent",
    "sourceagentspan",
)
ANNOTATOR = [
    *(
        f"{action}_{model}"
        for model in ANNOTATION
        for action in ("add", "change", "delete", "view")
    ),
    "add_article",
    "change_article",
    "view_article",
    "view_change",
    "view_textversion",
]
EDITOR = [
    *ANNOTATOR,
    *(f"export_{model}" for model in (*ANNOTATION, "article", "textversion")),
    *(f"import_{model}" for model in ("article", "source", "entity")),
    "delete_article",
    "publish_article",
    "withdraw_article",
    "change_public",
]


def create_groups(apps, schema_editor):
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


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=["Annotator", "Editor"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_records"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(create_groups, remove_groups)]
