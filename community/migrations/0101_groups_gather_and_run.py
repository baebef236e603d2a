import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0001_groups_sessions_and_library'),
        ('profiles', '0007_audit_forgets_names'),
        ('profiles', '__first__'),
    ]

    operations = [
        migrations.AddField(
            model_name='group',
            name='active_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name='group',
            name='quiet_asked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='group',
            name='rhythm',
            field=models.CharField(choices=[('weekly', 'Every week'), ('fortnightly', 'Every 2 weeks'), ('monthly', 'Every month')], default='weekly', max_length=12),
        ),
        migrations.AddField(
            model_name='group',
            name='search_text',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='group',
            name='started_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='group',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name='group',
            name='created_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AlterField(
            model_name='group',
            name='outcome',
            field=models.CharField(blank=True, max_length=2000),
        ),
        migrations.AlterField(
            model_name='group',
            name='state',
            field=models.CharField(choices=[('proposed', 'Gathering members'), ('running', 'Running'), ('archived', 'Archived')], default='running', max_length=10),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(models.F('state'), models.F('name'), name='community_group_by_name'),
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(models.F('profile'), models.F('state'), name='community_membership_mine'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'circle'), _negated=True), models.Q(('size_max__lte', 12), ('size_min__gte', 4)), _connector='OR'), name='community_group_circle_of_4_to_12'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'project'), _negated=True), models.Q(('ends_on__isnull', False), ('size_max__lte', 8), ('size_min__gte', 3)), _connector='OR'), name='community_group_project_of_3_to_8'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('archived_at__isnull', False), ('state', 'archived')), models.Q(models.Q(('state', 'archived'), _negated=True), ('archived_at__isnull', True)), _connector='OR'), name='community_group_archived_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'proposed'), ('started_at__isnull', False), ('state', 'archived'), _connector='OR'), name='community_group_running_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('role', 'lead'), ('state', 'member')), fields=('group',), name='community_membership_one_lead'),
        ),
    ]
