"""The search index, in the tables of the engine at hand."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_fill_visibility")]
    operations = []
