import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0102_group_life'),
        ('profiles', '0007_audit_forgets_names'),
        ('profiles', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='CircleRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('review', 'Ready to review'), ('published', 'Published'), ('dropped', 'Dropped')], default='review', max_length=10)),
                ('made_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('receipt', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CircleSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facilitates', models.BooleanField(default=False)),
                ('is_out', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['-facilitates', 'profile__name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ProposedCircle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.CharField(choices=[('open', 'Not decided'), ('accepted', 'Accepted'), ('dropped', 'Dropped')], default='open', max_length=10)),
            ],
            options={
                'ordering': ['skill__name', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='circleround',
            name='asked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='profiles.profile'),
        ),
        migrations.AddField(
            model_name='circleround',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='circleround',
            name='skills',
            field=models.ManyToManyField(blank=True, related_name='+', to='profiles.skill'),
        ),
        migrations.AddField(
            model_name='circleseat',
            name='profile',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='circle_seats', to='profiles.profile'),
        ),
        migrations.AddField(
            model_name='proposedcircle',
            name='group',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposed', to='community.group'),
        ),
        migrations.AddField(
            model_name='proposedcircle',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='circles', to='community.circleround'),
        ),
        migrations.AddField(
            model_name='proposedcircle',
            name='skill',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='profiles.skill'),
        ),
        migrations.AddField(
            model_name='circleseat',
            name='circle',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='community.proposedcircle'),
        ),
        migrations.AddConstraint(
            model_name='circleround',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'review'), ('decided_at__isnull', False), _connector='OR'), name='community_circle_round_decided_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='circleseat',
            constraint=models.UniqueConstraint(fields=('circle', 'profile'), name='community_circle_seat_once'),
        ),
        migrations.AddConstraint(
            model_name='circleseat',
            constraint=models.UniqueConstraint(condition=models.Q(('facilitates', True), ('is_out', False)), fields=('circle',), name='community_circle_one_facilitator'),
        ),
    ]
