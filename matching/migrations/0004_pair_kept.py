from django.db import migrations, models


class Migration(migrations.Migration):
    """Two partners who came into one reporting line may agree to go on to the end date."""

    dependencies = [("matching", "0003_join_draft")]
    operations = [
        migrations.AddField(
            model_name="pair",
            name=name,
            field=models.DateTimeField(blank=True, null=True),
        )
        for name in ("mentor_agreed_at", "mentee_agreed_at", "kept_at")
    ]
