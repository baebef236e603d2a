import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('checkins', '0015_meeting_values'),
        ('profiles', '0003_people_import'),
    ]

    operations = [
        migrations.AddField(
            model_name='mentorwish',
            name='handled_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='mentorwish',
            name='handled_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='profiles.profile'),
        ),
        migrations.AddConstraint(
            model_name='mentorwish',
            constraint=models.CheckConstraint(condition=models.Q(('handled_by__isnull', True), ('handled_at__isnull', False), _connector='OR'), name='checkins_wish_handled_has_a_time'),
        ),
    ]
