"""The known words of groups and sessions, and those there are already."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

from profiles.search import trigrams

BATCH = 500
SHORTEST, LONGEST = 4, 40


def learn(apps, schema_editor):
    words = set()
    for name in ("Group", "Session"):
        rows = apps.get_model("community", name).objects.order_by("pk")
        for found in rows.values_list("search_text", flat=True).iterator(BATCH):
            words |= {word for word in found.split() if SHORTEST <= len(word) <= LONGEST}
    GroupWord = apps.get_model("community", "GroupWord")
    rows = (GroupWord(word=word, trigrams=trigrams(word)) for word in sorted(words))
    GroupWord.objects.bulk_create(rows, BATCH)


class Migration(migrations.Migration):
    dependencies = [("community", "0007_follow_ups_to_answers")]

    operations = [
        migrations.CreateModel(
            name="GroupWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=40, unique=True)),
                (
                    "trigrams",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3), default=list, size=None
                    ),
                ),
            ],
            options={"ordering": ["word"], "abstract": False},
        ),
        migrations.AddIndex(
            model_name="groupword",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["trigrams"], name="community_group_word_pieces"
            ),
        ),
        migrations.RunPython(learn, migrations.RunPython.noop, elidable=True),
    ]
