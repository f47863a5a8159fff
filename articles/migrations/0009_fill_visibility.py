"""What readers may see of the entities and sources there are; roles for relations."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

MODELS = ("relation", "relationspan")
ANNOTATOR = [
    f"{action}_{model}" for model in MODELS for action in ("add", "change", "delete", "view")
]
EDITOR = [
    *ANNOTATOR,
    *(f"{action}_{model}" for model in MODELS for action in ("export", "import")),
]

# As the records define it at this moment; written out, so that it stays so.
SOURCES = """
WITH RECURSIVE reachable(id) AS (
    SELECT citation.source_id
      FROM articles_citation citation
      JOIN articles_article article ON article.id = citation.article_id
     WHERE article.status = 'published'
    UNION
    SELECT quotation.source_id
      FROM articles_quotation quotation
      JOIN articles_article article ON article.id = quotation.article_id
     WHERE article.status = 'published' AND quotation.source_id IS NOT NULL
    UNION
    SELECT derivation.derived_from_id
      FROM articles_derivation derivation
      JOIN reachable ON reachable.id = derivation.source_id
     WHERE derivation.basis = 'inferred' OR EXISTS (
           SELECT 1
             FROM articles_derivationspan span
             JOIN articles_textversion version ON version.id = span.text_version_id
             JOIN articles_article article ON article.id = version.article_id
            WHERE span.derivation_id = derivation.id
              AND span.state <> 'orphan'
              AND article.status = 'published')
)
UPDATE articles_source SET is_public = TRUE WHERE id IN (SELECT id FROM reachable)
"""
ENTITIES = """
UPDATE articles_entity SET is_public = TRUE WHERE id IN (
    SELECT mention.entity_id
      FROM articles_mention mention
      JOIN articles_article article ON article.id = mention.article_id
     WHERE article.status = 'published' AND article.text_is_public AND mention.state <> 'orphan'
    UNION
    SELECT quotation.speaker_id
      FROM articles_quotation quotation
      JOIN articles_article article ON article.id = quotation.article_id
     WHERE article.status = 'published' AND quotation.speaker_id IS NOT NULL
    UNION
    SELECT publisher_id FROM articles_article
     WHERE status = 'published' AND publisher_id IS NOT NULL
    UNION
    SELECT agent.entity_id
      FROM articles_sourceagent agent
      JOIN articles_source source ON source.id = agent.source_id
     WHERE source.is_public AND source.merged_into_id IS NULL
       AND (agent.basis = 'inferred' OR EXISTS (
            SELECT 1
              FROM articles_sourceagentspan span
              JOIN articles_textversion version ON version.id = span.text_version_id
              JOIN articles_article article ON article.id = version.article_id
             WHERE span.agent_id = agent.id
               AND span.state <> 'orphan'
               AND article.status = 'published'))
)
"""


def add_permissions(apps, schema_editor):
    # Django creates permissions after all migrations; the groups need them now.
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects
    groups = apps.get_model("auth", "Group").objects
    for name, codenames in (("Annotator", ANNOTATOR), ("Editor", EDITOR)):
        found = permissions.filter(content_type__app_label="articles", codename__in=codenames)
        if len(found) != len(set(codenames)):
            raise LookupError(set(codenames) - {p.codename for p in found})
        groups.get_or_create(name=name)[0].permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_visibility_and_relations")]
    # On the way back the columns and the permissions go with their models.
    operations = [
        migrations.RunSQL(SOURCES, migrations.RunSQL.noop),
        migrations.RunSQL(ENTITIES, migrations.RunSQL.noop),
        migrations.RunPython(add_permissions, migrations.RunPython.noop),
    ]
