import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0301_library_of_links_files_and_documents'),
        ('profiles', '0007_audit_forgets_names'),
    ]

    operations = [
        migrations.CreateModel(
            name='NamelessPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('country', models.CharField(blank=True, max_length=80, unique=True, verbose_name='country')),
                ('since', models.DateTimeField()),
            ],
            options={
                'ordering': ['country'],
            },
        ),
        migrations.CreateModel(
            name='RecognitionChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shows_kudos', models.BooleanField(default=True, verbose_name='show kudos to me in public')),
                ('shows_acts', models.BooleanField(default=True, verbose_name='show what I do as a leader')),
                ('profile', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='recognition_choice', to='profiles.profile')),
            ],
        ),
        migrations.CreateModel(
            name='RecognitionRules',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('stories_wait_for_hr', models.BooleanField(default=False, verbose_name='HR reads each story before it is published')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='community_recognition_rules_one_row')],
            },
        ),
        migrations.CreateModel(
            name='Kudos',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(blank=True, max_length=500)),
                ('audience', models.CharField(choices=[('public', 'Everybody here'), ('private', 'Only the two of you')], default='public', max_length=8)),
                ('is_kept_private', models.BooleanField(default=False)),
                ('nonce', models.UUIDField(default=uuid.uuid4)),
                ('given_at', models.DateTimeField()),
                ('gone_at', models.DateTimeField(blank=True, null=True)),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kudos_given', to='profiles.profile')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kudos_received', to='profiles.profile')),
                ('skill', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='kudos', to='profiles.skill')),
            ],
            options={
                'ordering': ['-given_at', '-pk'],
                'indexes': [models.Index(fields=['-given_at'], name='community_kudos_latest'), models.Index(fields=['recipient', '-given_at'], name='community_kudos_received')],
                'constraints': [models.CheckConstraint(condition=models.Q(('giver', models.F('recipient')), _negated=True), name='community_kudos_not_to_oneself'), models.UniqueConstraint(fields=('giver', 'nonce'), name='community_kudos_form_once'), models.CheckConstraint(condition=models.Q(models.Q(('gone_at__isnull', False), ('words', '')), models.Q(django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length('words'), 0), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('words'), 500), ('gone_at__isnull', True)), _connector='OR'), name='community_kudos_words_while_it_stands')],
            },
        ),
    ]
