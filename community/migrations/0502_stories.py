import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0501_kudos'),
        ('matching', '0022_program_sponsor'),
        ('profiles', '0007_audit_forgets_names'),
    ]

    operations = [
        migrations.CreateModel(
            name='Story',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('asking', 'Asking the people named'), ('waiting', 'HR reads it'), ('published', 'Published'), ('taken_down', 'Taken down')], default='draft', max_length=10)),
                ('title', models.CharField(max_length=120)),
                ('beginning', models.TextField(blank=True)),
                ('doing', models.TextField()),
                ('now', models.TextField(blank=True)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('nonce', models.UUIDField(default=uuid.uuid4)),
                ('named', models.PositiveSmallIntegerField(default=0)),
                ('agreed', models.PositiveSmallIntegerField(default=0)),
                ('written_at', models.DateTimeField()),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('was_taken_down', models.BooleanField(default=False)),
                ('taken_down_reason', models.CharField(blank=True, max_length=400)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stories', to='profiles.profile')),
                ('pair', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='stories', to='matching.pair')),
            ],
            options={
                'ordering': ['-published_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='StoryConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('named', 'Not asked yet'), ('asked', 'Asked'), ('agreed', 'Agrees'), ('declined', 'Would rather not'), ('withdrawn', 'Has taken the yes back')], default='named', max_length=10)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='story_consents', to='profiles.profile')),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='community.story')),
            ],
            options={
                'ordering': ['profile__name', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(fields=['state', '-published_at'], name='community_story_latest'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.UniqueConstraint(fields=('author', 'pair'), name='community_story_once_per_pair'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.UniqueConstraint(fields=('author', 'nonce'), name='community_story_form_once'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.CheckConstraint(condition=models.Q(('agreed__lte', models.F('named'))), name='community_story_agreed_among_named'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'asking']), ('agreed', models.F('named')), _connector='OR'), name='community_story_shown_with_all_consents'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='community_story_published_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'taken_down'), _negated=True), models.Q(('taken_down_reason', ''), _negated=True), _connector='OR'), name='community_story_taken_down_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='storyconsent',
            constraint=models.UniqueConstraint(fields=('story', 'profile'), name='community_consent_once_per_person'),
        ),
        migrations.AddConstraint(
            model_name='storyconsent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('state__in', ['named', 'asked'])), models.Q(('answered_at__isnull', False), ('state__in', ['agreed', 'declined', 'withdrawn'])), _connector='OR'), name='community_consent_answered_has_a_time'),
        ),
    ]
