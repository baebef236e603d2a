import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0504_votes_for_nominees'),
        ('profiles', '0007_audit_forgets_names'),
    ]

    operations = [
        migrations.CreateModel(
            name='LeaderMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField()),
                ('profile', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='leader_mark', to='profiles.profile')),
            ],
        ),
        migrations.CreateModel(
            name='LeaderInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('sent_at', models.DateTimeField()),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leader_invitations', to='profiles.profile')),
            ],
            options={
                'ordering': ['-sent_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('profile', 'day'), name='community_leader_invited_once_a_day')],
            },
        ),
    ]
