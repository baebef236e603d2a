from django.db import migrations, models


class Migration(migrations.Migration):
    """A round that places late joiners says so."""

    dependencies = [("matching", "0008_cancelled_run")]
    operations = [
        migrations.AddField(
            model_name="round",
            name="is_top_up",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
