import django.db.models.deletion
from django.db import migrations, models


def digest_of_data():
    digest = models.Func(
        models.F("data"), function="sha256", output_field=models.BinaryField()
    )
    return models.Func(
        digest, models.Value("hex"), function="encode", output_field=models.CharField()
    )


def columns():
    return [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("digest", models.CharField(max_length=64)),
        ("created_at", models.DateTimeField(auto_now_add=True)),
        ("run", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="matching.run")),
    ]


def whole(name):
    condition = models.Q(data__isnull=True) | models.Q(digest=digest_of_data())
    return models.CheckConstraint(condition=condition, name=name)


class Migration(migrations.Migration):
    """What replay and verify read: a run's inputs without names, and its match with its prices."""

    dependencies = [("matching", "0005_response_off")]
    operations = [
        migrations.CreateModel(
            name="RunProof",
            fields=[*columns(), ("data", models.BinaryField())],
            options={"constraints": [whole("matching_proof_digest")]},
        ),
        migrations.CreateModel(
            name="FrozenInput",
            fields=[
                *columns(),
                ("data", models.BinaryField(null=True)),
                ("erased", models.PositiveIntegerField(default=0)),
                ("deleted_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    whole("matching_frozen_digest"),
                    models.CheckConstraint(
                        condition=models.Q(data__isnull=False) ^ models.Q(deleted_at__isnull=False),
                        name="matching_frozen_or_deleted",
                    ),
                ]
            },
        ),
    ]
