from django.db import migrations

BODY = """
CREATE OR REPLACE FUNCTION checkins_concern_log_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    -- Retention sets this flag for its own transaction and nothing else does.
    IF current_setting('mentorship.purge', true) = 'on' THEN
        RETURN COALESCE(OLD, NEW);
    END IF;
    %s
    RAISE EXCEPTION 'checkins_concern_log_is_insert_only' USING ERRCODE = 'check_violation';
END $$;
"""
# Who did what, and when, stays: only the words may lose a name.
ERASURE = """
    IF TG_OP = 'UPDATE' AND current_setting('mentorship.erasure', true) = 'on'
        AND (NEW.id, NEW.concern_id, NEW.at, NEW.author_id, NEW.act)
            IS NOT DISTINCT FROM (OLD.id, OLD.concern_id, OLD.at, OLD.author_id, OLD.act)
    THEN
        RETURN NEW;
    END IF;
"""


class Migration(migrations.Migration):
    dependencies = [("checkins", "0016_wishes_are_handled")]
    operations = [migrations.RunSQL(BODY % ERASURE, BODY % "")]
