from django.db import migrations

FORWARD = """
CREATE TABLE cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX cache_expires ON cache (expires);
"""


class Migration(migrations.Migration):
    """Rate limits live in PostgreSQL too, so that Redis may be away."""

    dependencies = [("outbox", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, "DROP TABLE cache;")]
