"""The search index, in the tables of the engine at hand; `migrate` fills it when it has ended."""

from django.db import migrations

# What the index holds follows from the records: whichever form its tables have, `migrate` fills
# them anew, so the form need not be written down here.
from articles.search.indexing import create_tables, drop_tables


def create(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        create_tables(cursor)


def drop(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        drop_tables(cursor)


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_fill_visibility")]
    operations = [migrations.RunPython(create, drop)]
