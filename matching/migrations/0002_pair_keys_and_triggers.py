from django.db import migrations

KEYS = """
ALTER TABLE matching_enrollment
    ADD CONSTRAINT matching_enrollment_pair_key UNIQUE (id, program_id, profile_id, role);
ALTER TABLE matching_pair
    ADD CONSTRAINT matching_pair_mentor_enrolled_in_program
        FOREIGN KEY (mentor_enrollment_id, program_id, mentor_id, mentor_role)
        REFERENCES matching_enrollment (id, program_id, profile_id, role)
        DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT matching_pair_mentee_enrolled_in_program
        FOREIGN KEY (mentee_enrollment_id, program_id, mentee_id, mentee_role)
        REFERENCES matching_enrollment (id, program_id, profile_id, role)
        DEFERRABLE INITIALLY DEFERRED;
"""
KEYS_BACK = """
ALTER TABLE matching_pair
    DROP CONSTRAINT matching_pair_mentor_enrolled_in_program,
    DROP CONSTRAINT matching_pair_mentee_enrolled_in_program;
ALTER TABLE matching_enrollment DROP CONSTRAINT matching_enrollment_pair_key;
"""
MOVES = """
CREATE FUNCTION matching_pair_check_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = NEW.state THEN RETURN NEW; END IF;
    IF (OLD.state, NEW.state) NOT IN (
        ('scheduled', 'offered'), ('scheduled', 'active'), ('scheduled', 'recalled'),
        ('scheduled', 'declined'), ('scheduled', 'ended'),
        ('offered', 'active'), ('offered', 'declined'), ('offered', 'ended'),
        ('active', 'away'), ('active', 'ended'), ('away', 'active'), ('away', 'ended')
    ) THEN
        RAISE EXCEPTION 'matching_pair_illegal_move: % to %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER matching_pair_legal_moves BEFORE UPDATE OF state ON matching_pair
    FOR EACH ROW EXECUTE FUNCTION matching_pair_check_move();

CREATE FUNCTION matching_pair_check_reporting_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM profiles_profile
        WHERE (id = NEW.mentor_id AND manager_id = NEW.mentee_id)
           OR (id = NEW.mentee_id AND manager_id = NEW.mentor_id)
    ) THEN
        RAISE EXCEPTION 'matching_pair_in_reporting_line' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER matching_pair_not_manager_and_report BEFORE INSERT ON matching_pair
    FOR EACH ROW EXECUTE FUNCTION matching_pair_check_reporting_line();
"""
MOVES_BACK = """
DROP TRIGGER matching_pair_not_manager_and_report ON matching_pair;
DROP FUNCTION matching_pair_check_reporting_line();
DROP TRIGGER matching_pair_legal_moves ON matching_pair;
DROP FUNCTION matching_pair_check_move();
"""


class Migration(migrations.Migration):
    """What Django cannot express: composite foreign keys and the two triggers of a pair.

    A manager and a direct report are never *created* as a pair; a later change of manager leaves
    the pair and puts it under "Needs you".
    """

    dependencies = [("matching", "0001_initial")]
    operations = [migrations.RunSQL(KEYS, KEYS_BACK), migrations.RunSQL(MOVES, MOVES_BACK)]
