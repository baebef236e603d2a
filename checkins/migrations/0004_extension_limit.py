from django.db import migrations

FORWARD = """
CREATE FUNCTION checkins_extension_check_limit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM matching_pair pair JOIN matching_program program
            ON program.id = pair.program_id
        WHERE pair.id = NEW.pair_id
          AND NEW.asked_by_id IN (pair.mentor_id, pair.mentee_id)
          AND NEW.until > pair.ends_on
          AND NEW.until <= program.ends_on + program.extension_weeks * 7
    ) THEN
        RAISE EXCEPTION 'checkins_extension_within_the_program' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER checkins_extension_within_the_program
    BEFORE INSERT OR UPDATE OF pair_id, asked_by_id, until ON checkins_extension
    FOR EACH ROW EXECUTE FUNCTION checkins_extension_check_limit();
"""
REVERSE = """
DROP TRIGGER checkins_extension_within_the_program ON checkins_extension;
DROP FUNCTION checkins_extension_check_limit();
"""


class Migration(migrations.Migration):
    """A new end is later than the old one, within what the program allows, and asked by a member."""

    dependencies = [("checkins", "0003_closing")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
