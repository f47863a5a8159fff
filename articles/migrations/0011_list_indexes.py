"""Indexes in the orders of the readers' lists."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_search_index")]
    operations = []
