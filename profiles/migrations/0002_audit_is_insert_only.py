from django.db import migrations

FORWARD = """
CREATE FUNCTION profiles_audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The retention purge sets this flag for its own transaction and nothing else does.
    IF current_setting('mentorship.purge', true) = 'on' THEN
        RETURN COALESCE(OLD, NEW);
    END IF;
    RAISE EXCEPTION 'profiles_audit_is_insert_only' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER profiles_audit_is_insert_only BEFORE UPDATE OR DELETE ON profiles_auditevent
    FOR EACH ROW EXECUTE FUNCTION profiles_audit_refuse_change();
"""
REVERSE = """
DROP TRIGGER profiles_audit_is_insert_only ON profiles_auditevent;
DROP FUNCTION profiles_audit_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("profiles", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
