from django.db import migrations

BODY = """
CREATE OR REPLACE FUNCTION profiles_audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The retention purge sets this flag for its own transaction and nothing else does.
    IF current_setting('mentorship.purge', true) = 'on' THEN
        RETURN COALESCE(OLD, NEW);
    END IF;
    %s
    RAISE EXCEPTION 'profiles_audit_is_insert_only' USING ERRCODE = 'check_violation';
END $$;
"""
# Who did what, and when, stays: only words and their details may lose a name.
ERASURE = """
    IF TG_OP = 'UPDATE' AND current_setting('mentorship.erasure', true) = 'on'
        AND (NEW.id, NEW.at, NEW.actor_id, NEW.action, NEW.object_type, NEW.object_id, NEW.about)
            IS NOT DISTINCT FROM
            (OLD.id, OLD.at, OLD.actor_id, OLD.action, OLD.object_type, OLD.object_id, OLD.about)
    THEN
        RETURN NEW;
    END IF;
"""


class Migration(migrations.Migration):
    dependencies = [("profiles", "0006_erasures")]
    operations = [migrations.RunSQL(BODY % ERASURE, BODY % "")]
