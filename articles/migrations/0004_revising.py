"""Texts that change: versions readers saw, corrections, merges and readers' reports.

The new columns are empty in every row there is, but for the keys of web addresses, which the next
migration fills. On the way back, corrections, merges and reports are lost.
"""

import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import articles.models.change


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_undo"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="url_key",
            field=models.CharField(
                blank=True, db_index=True, default="", editable=False, max_length=500
            ),
        ),
        migrations.AddField(
            model_name="entity",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="The record this one turned out to be the same as.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="articles.entity",
            ),
        ),
        migrations.AddField(
            model_name="historicalarticle",
            name="url_key",
            field=models.CharField(
                blank=True, db_index=True, default="", editable=False, max_length=500
            ),
        ),
        migrations.AddField(
            model_name="historicalentity",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                help_text="The record this one turned out to be the same as.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="articles.entity",
            ),
        ),
        migrations.AddField(
            model_name="historicalsource",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                help_text="The record this one turned out to be the same as.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="articles.source",
            ),
        ),
        migrations.AddField(
            model_name="historicaltextversion",
            name="shown_at",
            field=models.DateTimeField(
                blank=True,
                editable=False,
                help_text="When readers could first see it, as far as that is known; what they saw, they can go on reading.",
                null=True,
                verbose_name="shown to readers",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="The record this one turned out to be the same as.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="articles.source",
            ),
        ),
        migrations.AddField(
            model_name="textversion",
            name="shown_at",
            field=models.DateTimeField(
                blank=True,
                editable=False,
                help_text="When readers could first see it, as far as that is known; what they saw, they can go on reading.",
                null=True,
                verbose_name="shown to readers",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalReport",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        db_index=True, editable=False, max_length=20, verbose_name="public id"
                    ),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("modified_at", models.DateTimeField(blank=True, editable=False)),
                ("record", models.CharField(db_index=True, help_text="Public id.", max_length=20)),
                ("label", models.TextField(help_text="What the record was called then.")),
                ("start", models.PositiveIntegerField(blank=True, null=True)),
                ("end", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "exact",
                    models.TextField(
                        blank=True, help_text="The words the reader selected.", verbose_name="words"
                    ),
                ),
                ("message", models.TextField(max_length=4000)),
                (
                    "sender",
                    models.CharField(blank=True, db_index=True, editable=False, max_length=64),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                        ],
                        db_index=True,
                        default="open",
                        max_length=8,
                    ),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True, help_text="What was found and done, for colleagues."
                    ),
                ),
                ("handled_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "history_id",
                    models.BigAutoField(editable=False, primary_key=True, serialize=False),
                ),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        blank=True,
                        default=articles.models.change.change_under_way_pk,
                        help_text="Empty for a state found before its first recorded change.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.change",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "text_version",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="articles.textversion",
                        verbose_name="text version",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical report",
                "verbose_name_plural": "historical reports",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        editable=False, max_length=20, unique=True, verbose_name="public id"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text_corrected", "text corrected"),
                            ("attribution_corrected", "attribution corrected"),
                            ("identification_corrected", "identification corrected"),
                            ("description_corrected", "description corrected"),
                            ("withdrawn", "withdrawn"),
                            ("restored", "restored"),
                            ("merged", "merged"),
                            ("separated", "merge undone"),
                            ("deleted", "deleted"),
                        ],
                        db_index=True,
                        max_length=24,
                    ),
                ),
                (
                    "record",
                    models.CharField(
                        db_index=True,
                        help_text="Public id of the record that was corrected.",
                        max_length=20,
                    ),
                ),
                ("label", models.TextField(help_text="What that record was called then.")),
                ("previous", models.TextField(blank=True, verbose_name="previous value")),
                ("new", models.TextField(blank=True, verbose_name="new value")),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="articles.article",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="articles.change",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="articles.entity",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="articles.source",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "default_permissions": ("view", "export"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("article__isnull", False), ("entity", None), ("source", None)
                            ),
                            models.Q(
                                ("article", None), ("entity", None), ("source__isnull", False)
                            ),
                            models.Q(
                                ("article", None), ("entity__isnull", False), ("source", None)
                            ),
                            _connector="OR",
                        ),
                        name="correction_of_one",
                        violation_error_message="A correction is about one article, source or entity.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "text_corrected",
                                    "attribution_corrected",
                                    "identification_corrected",
                                    "description_corrected",
                                    "withdrawn",
                                    "restored",
                                    "merged",
                                    "separated",
                                    "deleted",
                                ],
                            )
                        ),
                        name="correction_kind",
                        violation_error_message="Unknown kind of correction.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntityMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        editable=False, max_length=20, unique=True, verbose_name="public id"
                    ),
                ),
                ("moved", models.JSONField(default=dict)),
                (
                    "change",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="articles.change",
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbed",
                        to="articles.entity",
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges",
                        to="articles.entity",
                    ),
                ),
                (
                    "undone",
                    models.OneToOneField(
                        blank=True,
                        help_text="The change that undid it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_%(class)s",
                        to="articles.change",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "abstract": False,
                "default_permissions": ("add", "view", "export"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone", None)),
                        fields=("merged",),
                        name="entitymerge_once",
                        violation_error_message="This record is merged already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        editable=False, max_length=20, unique=True, verbose_name="public id"
                    ),
                ),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("modified_at", models.DateTimeField(auto_now=True)),
                ("record", models.CharField(db_index=True, help_text="Public id.", max_length=20)),
                ("label", models.TextField(help_text="What the record was called then.")),
                ("start", models.PositiveIntegerField(blank=True, null=True)),
                ("end", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "exact",
                    models.TextField(
                        blank=True, help_text="The words the reader selected.", verbose_name="words"
                    ),
                ),
                ("message", models.TextField(max_length=4000)),
                (
                    "sender",
                    models.CharField(blank=True, db_index=True, editable=False, max_length=64),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                        ],
                        db_index=True,
                        default="open",
                        max_length=8,
                    ),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True, help_text="What was found and done, for colleagues."
                    ),
                ),
                ("handled_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reports",
                        to="articles.article",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "text_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="articles.textversion",
                        verbose_name="text version",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "default_permissions": ("view", "change", "export"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("message", ""), _negated=True),
                        name="report_message",
                        violation_error_message="Say what is wrong.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "accepted", "declined"])),
                        name="report_status",
                        violation_error_message="Unknown status.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "declined"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="report_answered",
                        violation_error_message="Say why it is declined.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end", None), ("start", None)),
                            models.Q(
                                ("end__gt", models.F("start")),
                                ("end__isnull", False),
                                ("start__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="report_passage",
                        violation_error_message="A passage has a start and a later end.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        editable=False, max_length=20, unique=True, verbose_name="public id"
                    ),
                ),
                ("moved", models.JSONField(default=dict)),
                (
                    "change",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="articles.change",
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbed",
                        to="articles.source",
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges",
                        to="articles.source",
                    ),
                ),
                (
                    "undone",
                    models.OneToOneField(
                        blank=True,
                        help_text="The change that undid it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_%(class)s",
                        to="articles.change",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "abstract": False,
                "default_permissions": ("add", "view", "export"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone", None)),
                        fields=("merged",),
                        name="sourcemerge_once",
                        violation_error_message="This record is merged already.",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="citationspan",
            index=models.Index(
                condition=models.Q(("state", "ok"), _negated=True),
                fields=["text_version"],
                name="citationspan_pending",
            ),
        ),
        migrations.AddIndex(
            model_name="derivationspan",
            index=models.Index(
                condition=models.Q(("state", "ok"), _negated=True),
                fields=["text_version"],
                name="derivationspan_pending",
            ),
        ),
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(
                condition=models.Q(("state", "ok"), _negated=True),
                fields=["text_version"],
                name="mention_pending",
            ),
        ),
        migrations.AddIndex(
            model_name="quotationspan",
            index=models.Index(
                condition=models.Q(("state", "ok"), _negated=True),
                fields=["text_version"],
                name="quotationspan_pending",
            ),
        ),
        migrations.AddIndex(
            model_name="sourceagentspan",
            index=models.Index(
                condition=models.Q(("state", "ok"), _negated=True),
                fields=["text_version"],
                name="sourceagentspan_pending",
            ),
        ),
    ]
