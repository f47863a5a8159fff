"""Records of exports and imports; the file a text was read from; import of every record."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_addresses_and_editors"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="alias",
            options={
                "default_permissions": ("add", "change", "delete", "view", "export", "import"),
                "ordering": ["name_folded", "pk"],
                "verbose_name_plural": "aliases",
            },
        ),
        migrations.AlterModelOptions(
            name="change",
            options={
                "default_permissions": ("add", "change", "delete", "view", "export"),
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="citation",
            options={
                "default_permissions": ("add", "change", "delete", "view", "export", "import"),
                "ordering": ["article", "pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="citationspan",
            options={
                "default_permissions": ("add", "change", "delete", "view", "export", "import"),
                "ordering": ["text_version", "start", "pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="derivation",
            options={
                "default_permissions": ("add", "change", "delete", "view", "export", "import"),
                "ordering": ["source", "pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="derivationspan",
            options={
                "default_permissions": ("add", "change", "delete", "view", "export", "import"),
                "ordering": ["text_version", "start", "pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="identifier",
            options={
                "default_permissions": ("add", "change", "delete", "view", "export", "import"),
                "ordering": ["scheme", "value"],
            },
        ),
        migrations.AlterModelOptions(
            name="mention",
            options={
                "default_permissions": ("add", "change", "delete", "view", "export", "import"),
                "ordering": ["article", "start", "-end", "pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="quotation",
            options={
                "default_permissions": ("add", "change", "delete", "view", "export", "import"),
                "ordering": ["article", "number"],
            },
        ),
        migrations.AlterModelOptions(
            name="quotationspan",
            options={
                "default_permissions": ("add", "change", "delete", "view", "export", "import"),
                "ordering": ["quotation", "role", "order", "pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="sourceagent",
            options={
                "default_permissions": ("add", "change", "delete", "view", "export", "import"),
                "ordering": ["source", "pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="sourceagentspan",
            options={
                "default_permissions": ("add", "change", "delete", "view", "export", "import"),
                "ordering": ["text_version", "start", "pk"],
            },
        ),
        migrations.AddField(
            model_name="historicaltextversion",
            name="origin",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="Name of the file it was read from, if it was.",
                max_length=1000,
            ),
        ),
        migrations.AddField(
            model_name="historicaltextversion",
            name="origin_sha256",
            field=models.CharField(
                blank=True,
                db_index=True,
                editable=False,
                help_text="Of the file as it came, so that the same one is known again.",
                max_length=64,
                verbose_name="SHA-256 of the file",
            ),
        ),
        migrations.AddField(
            model_name="textversion",
            name="origin",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="Name of the file it was read from, if it was.",
                max_length=1000,
            ),
        ),
        migrations.AddField(
            model_name="textversion",
            name="origin_sha256",
            field=models.CharField(
                blank=True,
                db_index=True,
                editable=False,
                help_text="Of the file as it came, so that the same one is known again.",
                max_length=64,
                verbose_name="SHA-256 of the file",
            ),
        ),
        migrations.AlterField(
            model_name="articlepastslug",
            name="retired_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AlterField(
            model_name="entitypastslug",
            name="retired_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AlterField(
            model_name="sourcepastslug",
            name="retired_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("export", "export"), ("import", "import")], max_length=6
                    ),
                ),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "datasets",
                    models.CharField(
                        help_text="Names of the datasets, in the order they were taken.",
                        max_length=500,
                    ),
                ),
                (
                    "filter",
                    models.TextField(
                        blank=True,
                        help_text="Query string of the list that was exported; empty for all of it.",
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=300)),
                (
                    "sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the file"),
                ),
                (
                    "rows",
                    models.PositiveIntegerField(default=0, help_text="Rows written, or rows read."),
                ),
                ("new", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                (
                    "is_refused",
                    models.BooleanField(
                        default=False,
                        help_text="Nothing was imported; the result says why.",
                        verbose_name="refused",
                    ),
                ),
                ("result", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty when a command did it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "default_permissions": ("view", "export"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["export", "import"])),
                        name="transfer_kind",
                        violation_error_message="Unknown kind of transfer.",
                    )
                ],
            },
        ),
        migrations.AlterField(
            model_name="article",
            name="slug",
            field=models.SlugField(
                help_text="The last part of the public address. Once readers know it, it goes on leading here when it is changed.",
                max_length=100,
                unique=True,
            ),
        ),
        migrations.AlterField(
            model_name="entity",
            name="slug",
            field=models.SlugField(
                help_text="The last part of the public address. Once readers know it, it goes on leading here when it is changed.",
                max_length=100,
                unique=True,
            ),
        ),
        migrations.AlterField(
            model_name="historicalarticle",
            name="slug",
            field=models.SlugField(
                help_text="The last part of the public address. Once readers know it, it goes on leading here when it is changed.",
                max_length=100,
            ),
        ),
        migrations.AlterField(
            model_name="historicalentity",
            name="slug",
            field=models.SlugField(
                help_text="The last part of the public address. Once readers know it, it goes on leading here when it is changed.",
                max_length=100,
            ),
        ),
        migrations.AlterField(
            model_name="historicalsource",
            name="slug",
            field=models.SlugField(
                help_text="The last part of the public address. Once readers know it, it goes on leading here when it is changed.",
                max_length=100,
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="slug",
            field=models.SlugField(
                help_text="The last part of the public address. Once readers know it, it goes on leading here when it is changed.",
                max_length=100,
                unique=True,
            ),
        ),
    ]
