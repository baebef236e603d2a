"""Every table that leads to a person says what of it they download and what an erasure leaves."""

from collections import defaultdict

from django.apps import apps
from django.db import models

from profiles.held import HELD
from profiles.models import Profile, User

# Tables of the frameworks that hold permissions, not people.
FRAMEWORK = {"profiles.User_groups", "profiles.User_user_permissions"}
# Found by an address instead of a key.
BY_ADDRESS = {"outbox.Suppression"}


def leading_to_people() -> set[str]:
    """Tables with a foreign key to a person, or to a table that has one."""
    found = {User, Profile}
    tables = apps.get_models(include_auto_created=True)
    while True:
        more = {
            table
            for table in tables
            if table not in found
            and any(
                isinstance(field, models.ForeignKey) and field.related_model in found
                for field in table._meta.get_fields()
            )
        }
        if not more:
            return {table._meta.label for table in found} - FRAMEWORK
        found |= more


def by_table():
    rows = defaultdict(list)
    for held in HELD:
        rows[held.table._meta.label].append(held)
    return rows


def test_every_table_that_leads_to_a_person_is_in_the_list_and_nothing_else():
    assert set(by_table()) == leading_to_people() | BY_ADDRESS


def test_each_table_is_downloaded_or_says_why_not():
    silent = [
        label
        for label, rows in by_table().items()
        if not any(row.mine is not None or row.not_shown for row in rows)
    ]
    assert silent == []


def test_each_table_is_erased_or_says_why_it_stays():
    silent = [
        label
        for label, rows in by_table().items()
        if not any(row.gone is not None or row.blank is not None or row.stays for row in rows)
    ]
    assert silent == []


def test_a_column_that_is_emptied_is_of_its_table():
    for held in HELD:
        for name in held.emptied:
            held.table._meta.get_field(name)


def test_no_secret_and_no_hash_is_in_a_download():
    shown = {path for held in HELD for path in held.shown}
    for word in ("password", "token", "secret", "nonce", "hash", "session_key", "context"):
        assert [path for path in shown if word in path] == []
