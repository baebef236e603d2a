from django.db import migrations

# The members of the pair as a multirange: the one type whose overlap an exclusion constraint can
# ask together with that of times, without any extension. The column is the database's own.
MEMBERS = """
ALTER TABLE checkins_meeting ADD COLUMN members int8multirange;
UPDATE checkins_meeting SET members = int8multirange(
    int8range(pair.mentor_id, pair.mentor_id, '[]'), int8range(pair.mentee_id, pair.mentee_id, '[]')
) FROM matching_pair AS pair WHERE pair.id = pair_id;

CREATE FUNCTION checkins_meeting_set_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT int8multirange(
        int8range(mentor_id, mentor_id, '[]'), int8range(mentee_id, mentee_id, '[]')
    ) INTO NEW.members FROM matching_pair WHERE id = NEW.pair_id;
    RETURN NEW;
END $$;
CREATE TRIGGER checkins_meeting_members BEFORE INSERT OR UPDATE OF pair_id ON checkins_meeting
    FOR EACH ROW EXECUTE FUNCTION checkins_meeting_set_members();

ALTER TABLE checkins_meeting
    ALTER COLUMN members SET NOT NULL,
    ADD CONSTRAINT checkins_meeting_no_double_booking
        EXCLUDE USING gist (members WITH &&, tstzrange(starts_at, ends_at) WITH &&)
        WHERE (state = 'booked');
"""
MEMBERS_BACK = """
ALTER TABLE checkins_meeting DROP CONSTRAINT checkins_meeting_no_double_booking;
DROP TRIGGER checkins_meeting_members ON checkins_meeting;
DROP FUNCTION checkins_meeting_set_members();
ALTER TABLE checkins_meeting DROP COLUMN members;
"""


class Migration(migrations.Migration):
    dependencies = [('checkins', '0007_meeting_acts')]
    operations = [migrations.RunSQL(MEMBERS, MEMBERS_BACK)]
