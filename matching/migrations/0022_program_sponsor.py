import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matching', '0021_program_training'),
        ('profiles', '0007_audit_forgets_names'),
    ]

    operations = [
        migrations.AddField(
            model_name='program',
            name='sponsor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sponsored_programs', to='profiles.profile'),
        ),
    ]
