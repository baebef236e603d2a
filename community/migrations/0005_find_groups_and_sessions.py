"""The words of the groups and sessions there are."""

from django.db import migrations

from profiles.search import fields_for, trigrams

BATCH = 500


def fill(apps, schema_editor):
    groups = apps.get_model("community", "Group").objects.order_by("pk").only("pk", "search_text")
    for group in groups.iterator(BATCH):
        groups.filter(pk=group.pk).update(trigrams=trigrams(group.search_text))
    sessions = apps.get_model("community", "Session").objects.order_by("pk")
    for session in sessions.prefetch_related("skills").iterator(BATCH):
        skills = [name for skill in session.skills.all() for name in (skill.name, *skill.aliases)]
        found = fields_for(session.title, session.outcome, session.speaker, *skills)
        sessions.filter(pk=session.pk).update(**found)


class Migration(migrations.Migration):
    dependencies = [("community", "0004_words_of_groups_and_sessions")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
