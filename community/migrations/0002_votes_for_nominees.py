"""A vote goes to somebody nominated in the same call: one key over both columns."""

from django.db import migrations

KEY = """
ALTER TABLE community_vote ADD CONSTRAINT community_vote_for_a_nominee
FOREIGN KEY (call_id, choice_id) REFERENCES community_nominee (call_id, profile_id)
ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
"""
NO_KEY = "ALTER TABLE community_vote DROP CONSTRAINT community_vote_for_a_nominee"


class Migration(migrations.Migration):
    dependencies = [("community", "0001_groups_sessions_library_recognition")]

    operations = [migrations.RunSQL(KEY, NO_KEY)]
