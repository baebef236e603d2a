import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0502_stories'),
        ('profiles', '0007_audit_forgets_names'),
    ]

    operations = [
        migrations.CreateModel(
            name='AwardCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('what_for', models.CharField(max_length=400)),
                ('decision', models.CharField(choices=[('jury', 'A jury reads the nominations'), ('vote', 'Everybody votes')], max_length=4)),
                ('opens_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('decides_by', models.DateTimeField()),
                ('announced_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-closes_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at')), ('decides_by__gt', models.F('closes_at'))), name='community_award_dates_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Juror',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='jurors', to='community.awardcall')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='juries', to='profiles.profile')),
            ],
            options={
                'ordering': ['profile__name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('call', 'profile'), name='community_juror_once')],
            },
        ),
        migrations.CreateModel(
            name='Nomination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=1000)),
                ('made_at', models.DateTimeField()),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nominations', to='community.awardcall')),
                ('nominator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nominations', to='profiles.profile')),
                ('nominee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='profiles.profile')),
            ],
            options={
                'ordering': ['made_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('call', 'nominator'), name='community_nomination_one_per_person'), models.CheckConstraint(condition=models.Q(('nominator', models.F('nominee')), _negated=True), name='community_nomination_not_oneself')],
            },
        ),
        migrations.CreateModel(
            name='Nominee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('asked', 'Has not answered'), ('named', 'May be named'), ('unnamed', 'Takes part without being named'), ('out', 'Does not take part')], default='asked', max_length=8)),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('is_winner', models.BooleanField(default=False)),
                ('citation', models.CharField(blank=True, max_length=400)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nominees', to='community.awardcall')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nominated_for', to='profiles.profile')),
            ],
            options={
                'ordering': ['profile__name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('call', 'profile'), name='community_nominee_once'), models.CheckConstraint(condition=models.Q(('is_winner', True), ('state', 'out'), _negated=True), name='community_nominee_out_wins_nothing')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(default=1)),
                ('cast_at', models.DateTimeField()),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='community.awardcall')),
                ('choice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='profiles.profile')),
                ('voter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='award_votes', to='profiles.profile')),
            ],
            options={
                'ordering': ['rank', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('call', 'voter', 'rank'), name='community_vote_one_per_place'), models.UniqueConstraint(fields=('call', 'voter', 'choice'), name='community_vote_one_place_each'), models.CheckConstraint(condition=models.Q(('voter', models.F('choice')), _negated=True), name='community_vote_not_for_oneself'), models.CheckConstraint(condition=models.Q(('rank__gte', 1), ('rank__lte', 3)), name='community_vote_ranks')],
            },
        ),
    ]
