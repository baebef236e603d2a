import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# No round of a program that wants two HR admins is published without a confirmed request for
# exactly the version that is published, confirmed by who publishes.
GUARD = """
CREATE FUNCTION matching_round_check_two_reviewers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM matching_program WHERE id = NEW.program_id AND two_reviewers
    ) AND NOT EXISTS (
        SELECT 1 FROM matching_publishrequest
        WHERE round_id = NEW.id AND version = OLD.version AND confirmed_by_id = NEW.published_by_id
    ) THEN
        RAISE EXCEPTION 'matching_round_two_reviewers' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER matching_round_two_reviewers BEFORE UPDATE OF state ON matching_round
    FOR EACH ROW WHEN (OLD.state <> 'published' AND NEW.state = 'published')
    EXECUTE FUNCTION matching_round_check_two_reviewers();
"""
GUARD_BACK = """
DROP TRIGGER matching_round_two_reviewers ON matching_round;
DROP FUNCTION matching_round_check_two_reviewers();
"""


class Migration(migrations.Migration):
    """Publishing may need two HR admins; the database holds it."""

    dependencies = [
        ('matching', '0011_matching_lab'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='program',
            name='two_reviewers',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name='PublishRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('seen', models.BigIntegerField(db_default=0, default=0)),
                ('requested_at', models.DateTimeField()),
                ('other_admins', models.PositiveIntegerField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='publish_requests', to='matching.round')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(fields=('round', 'version'), name='matching_publish_asked_once_per_version'), models.CheckConstraint(condition=models.Q(('other_admins', 0), models.Q(('requested_by', models.F('confirmed_by')), _negated=True), _connector='OR'), name='matching_publish_two_people'), models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), ('confirmed_at__isnull', False), _connector='OR'), name='matching_publish_confirmed_has_a_date')],
            },
        ),
        migrations.RunSQL(GUARD, GUARD_BACK),
    ]
