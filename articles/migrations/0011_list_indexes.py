"""Indexes in the orders of the readers' lists, and fewer that no question needs.

Indexes that belong to a field are dropped by name: to alter the field, Django would make its whole
table anew on SQLite.
"""

import django.db.models.deletion
from django.db import migrations, models

DROPPED = {
    "articles_article_status_f68a8acd": ("articles_article", "status"),
    "articles_historicalarticle_status_f796c3ca": ("articles_historicalarticle", "status"),
    "articles_entity_merged_into_id_dd67155d": ("articles_entity", "merged_into_id"),
    "articles_source_merged_into_id_19844c6e": ("articles_source", "merged_into_id"),
    "articles_mention_article_id_1a846136": ("articles_mention", "article_id"),
    "articles_mention_entity_id_97027ad7": ("articles_mention", "entity_id"),
    "articles_citation_article_id_367cc829": ("articles_citation", "article_id"),
    "articles_quotation_article_id_76ad669a": ("articles_quotation", "article_id"),
    "articles_quotation_speaker_id_7a6d06cb": ("articles_quotation", "speaker_id"),
    "articles_quotation_source_id_f0ae8ee6": ("articles_quotation", "source_id"),
}
"""Names that Django gave them, the same on every engine: table and column."""


def drop(apps, schema_editor):
    for name in DROPPED:
        schema_editor.execute(f"DROP INDEX IF EXISTS {name}")
        schema_editor.execute(f"DROP INDEX IF EXISTS {name}_like")


def put_back(apps, schema_editor):
    for name, (table, column) in DROPPED.items():
        schema_editor.execute(f"CREATE INDEX {name} ON {table} ({column})")
        if column == "status" and schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE INDEX {name}_like ON {table} ({column} varchar_pattern_ops)"
            )


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_search_index")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop, put_back)],
            state_operations=[
                migrations.AlterField(
                    model_name="article",
                    name="status",
                    field=models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=9,
                    ),
                ),
                migrations.AlterField(
                    model_name="citation",
                    name="article",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="citations",
                        to="articles.article",
                    ),
                ),
                migrations.AlterField(
                    model_name="entity",
                    name="merged_into",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        help_text="The record this one turned out to be the same as.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="articles.entity",
                    ),
                ),
                migrations.AlterField(
                    model_name="historicalarticle",
                    name="status",
                    field=models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=9,
                    ),
                ),
                migrations.AlterField(
                    model_name="mention",
                    name="article",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to="articles.article",
                    ),
                ),
                migrations.AlterField(
                    model_name="mention",
                    name="entity",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to="articles.entity",
                    ),
                ),
                migrations.AlterField(
                    model_name="quotation",
                    name="article",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotations",
                        to="articles.article",
                    ),
                ),
                migrations.AlterField(
                    model_name="quotation",
                    name="speaker",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="Who says it. For “the verdict says”, the maker of the verdict.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotations",
                        to="articles.entity",
                    ),
                ),
                migrations.AlterField(
                    model_name="quotation",
                    name="source",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="The source it stands in.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotations",
                        to="articles.source",
                    ),
                ),
                migrations.AlterField(
                    model_name="source",
                    name="merged_into",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        help_text="The record this one turned out to be the same as.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="articles.source",
                    ),
                ),
            ],
        ),
        migrations.RemoveIndex(
            model_name="mention",
            name="mention_entity_article",
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["status", "title_folded", "id"], name="article_by_title"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["status", "-published_latest", "title_folded", "id"], name="article_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["status", "published_earliest", "title_folded", "id"], name="article_oldest"
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=[
                    "status",
                    "language",
                    "publisher",
                    "published_earliest",
                    "published_latest",
                ],
                name="article_language",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["status", "publisher", "published_earliest", "published_latest"],
                name="article_publisher",
            ),
        ),
        migrations.AddIndex(
            model_name="citation",
            index=models.Index(fields=["article", "role"], name="citation_role"),
        ),
        migrations.AddIndex(
            model_name="entity",
            index=models.Index(
                condition=models.Q(("is_public", True), ("merged_into", None)),
                fields=["name_folded", "id"],
                name="entity_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="entity",
            index=models.Index(
                condition=models.Q(("is_public", True), ("merged_into", None)),
                fields=["kind", "name_folded", "id"],
                name="entity_by_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="entity",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)),
                fields=["merged_into"],
                name="entity_merged",
            ),
        ),
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(fields=["entity", "article", "state"], name="mention_of_entity"),
        ),
        migrations.AddIndex(
            model_name="quotation",
            index=models.Index(
                fields=["article", "kind", "medium", "speaker", "source"], name="quotation_facets"
            ),
        ),
        migrations.AddIndex(
            model_name="quotation",
            index=models.Index(fields=["speaker", "article"], name="quotation_speaker"),
        ),
        migrations.AddIndex(
            model_name="quotation",
            index=models.Index(fields=["source", "article"], name="quotation_source"),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                condition=models.Q(("is_public", True), ("merged_into", None)),
                fields=["title_folded", "id"],
                name="source_by_title",
            ),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                condition=models.Q(("is_public", True), ("merged_into", None)),
                fields=["-date_latest", "title_folded", "id"],
                name="source_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                condition=models.Q(("is_public", True), ("merged_into", None)),
                fields=["date_earliest", "title_folded", "id"],
                name="source_oldest",
            ),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                condition=models.Q(("is_public", True), ("merged_into", None)),
                fields=["kind", "title_folded", "id"],
                name="source_by_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)),
                fields=["merged_into"],
                name="source_merged",
            ),
        ),
    ]
