from django.db import migrations

FORWARD = """
CREATE FUNCTION checkins_concern_log_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Retention sets this flag for its own transaction and nothing else does.
    IF current_setting('mentorship.purge', true) = 'on' THEN
        RETURN COALESCE(OLD, NEW);
    END IF;
    RAISE EXCEPTION 'checkins_concern_log_is_insert_only' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER checkins_concern_log_is_insert_only BEFORE UPDATE OR DELETE ON checkins_concernentry
    FOR EACH ROW EXECUTE FUNCTION checkins_concern_log_refuse_change();
"""
REVERSE = """
DROP TRIGGER checkins_concern_log_is_insert_only ON checkins_concernentry;
DROP FUNCTION checkins_concern_log_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("checkins", "0005_concerns")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
