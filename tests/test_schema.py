"""The shape of the tables: the import arrow holds for foreign keys, migrations are complete."""

import pytest
from django.apps import apps
from django.core.management import call_command

ORDER = ("outbox", "profiles", "matching", "checkins", "community", "insights")


def test_foreign_keys_obey_the_import_arrow():
    wrong = []
    for label in ORDER:
        allowed = {*ORDER[: ORDER.index(label) + 1], "contenttypes", "auth"}
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.get_fields():
                target = getattr(field, "related_model", None)
                if not field.concrete or target is None or target._meta.label == "profiles.User":
                    continue
                if target._meta.app_label not in allowed:
                    wrong.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert wrong == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
