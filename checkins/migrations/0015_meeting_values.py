import django.db.models.deletion
from django.db import migrations, models

AUTHORS = """
CREATE FUNCTION checkins_check_value_author() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM checkins_meeting m JOIN matching_pair p ON p.id = m.pair_id
        WHERE m.id = NEW.meeting_id AND NEW.author_id IN (p.mentor_id, p.mentee_id)
    ) THEN
        RAISE EXCEPTION 'profile % was not in meeting %', NEW.author_id, NEW.meeting_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER checkins_value_author_was_there BEFORE INSERT OR UPDATE ON checkins_meetingvalue
    FOR EACH ROW EXECUTE FUNCTION checkins_check_value_author();
"""
AUTHORS_BACK = """
DROP TRIGGER checkins_value_author_was_there ON checkins_meetingvalue;
DROP FUNCTION checkins_check_value_author();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('checkins', '0014_actions'),
        ('profiles', '0003_people_import'),
    ]

    operations = [
        migrations.CreateModel(
            name='MeetingValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.PositiveSmallIntegerField(choices=[(1, 'Not useful'), (2, 'A little useful'), (3, 'Useful'), (4, 'Very useful'), (5, 'Exactly what I needed')])),
                ('said_at', models.DateTimeField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='profiles.profile')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values_said', to='checkins.meeting')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('meeting', 'author'), name='checkins_value_once_per_author'), models.CheckConstraint(condition=models.Q(('score__gte', 1), ('score__lte', 5)), name='checkins_value_score_1_to_5')],
            },
        ),
        migrations.RunSQL(AUTHORS, AUTHORS_BACK),
    ]
