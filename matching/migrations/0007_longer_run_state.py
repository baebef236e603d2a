from django.db import migrations, models


class Migration(migrations.Migration):
    """Room for "cancelled". PostgreSQL only notes the new length: no row is read or written."""

    dependencies = [("matching", "0006_run_proofs")]
    operations = [
        migrations.AlterField(
            model_name="run",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "Waiting for a worker"),
                    ("running", "Running"),
                    ("done", "Done"),
                    ("failed", "Failed"),
                    ("cancelled", "Cancelled"),
                ],
                default="queued",
                max_length=10,
            ),
        ),
    ]
