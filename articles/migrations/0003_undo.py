"""A change may take another back, and a request of the workbench is carried out once.

Both columns are empty in every row there is: nothing is filled in, and PostgreSQL does not rewrite
the table. On the way back they are dropped; the changes themselves stay.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_groups"),
    ]

    operations = [
        migrations.AddField(
            model_name="change",
            name="undoes",
            field=models.ForeignKey(
                blank=True,
                help_text="The change this one takes back.",
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="undone_by",
                to="articles.change",
            ),
        ),
        migrations.AddField(
            model_name="change",
            name="request",
            field=models.CharField(
                blank=True,
                help_text="Given by the workbench: the same request sent twice is carried out once.",
                max_length=40,
                null=True,
                unique=True,
            ),
        ),
    ]
