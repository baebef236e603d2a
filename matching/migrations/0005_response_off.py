from django.db import migrations


def switch_off(apps, schema_editor):
    """The presets used to weigh it; nobody had been told. The old versions stay as they are."""
    Policy = apps.get_model("matching", "Policy")
    newest = Policy.objects.order_by("program_id", "-version").distinct("program_id")
    for policy in newest:
        weights = policy.document.get("weights", {})
        if weights.get("response"):
            Policy.objects.create(
                program_id=policy.program_id,
                version=policy.version + 1,
                document={**policy.document, "weights": {**weights, "response": 0}},
            )


class Migration(migrations.Migration):
    """A mentor's record of answers counts only where HR switches it on."""

    dependencies = [("matching", "0004_pair_kept")]
    operations = [migrations.RunPython(switch_off, migrations.RunPython.noop, elidable=True)]
