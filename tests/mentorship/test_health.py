import datetime as dt

import pytest
from django.db import DatabaseError
from django.utils import timezone

from outbox.models import Heartbeat, Message
from profiles.models import User

pytestmark = pytest.mark.django_db


def tick(age: dt.timedelta) -> None:
    Heartbeat.objects.update_or_create(name="tick", defaults={"at": timezone.now() - age})


def test_alive_needs_nothing(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_alive_asks_the_database_nothing_about_a_reader(client, django_assert_num_queries):
    client.force_login(User.objects.create_user("ada@example.com"))
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


def test_ready_when_every_migration_is_applied(client):
    assert client.get("/healthz/ready").json() == {"status": "ok"}


def test_not_ready_while_a_migration_is_pending(client):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'checkins'")
    response = client.get("/healthz/ready")
    assert (response.status_code, response.json()["status"]) == (503, "migrations are pending")


def test_not_ready_without_a_database(client, monkeypatch):
    def fail(*args):
        raise DatabaseError

    monkeypatch.setattr("mentorship.health.MigrationExecutor", fail)
    assert client.get("/healthz/ready").status_code == 503


@pytest.mark.parametrize(("age", "status"), [(179, 200), (185, 503)])
def test_jobs_are_late_after_180_seconds(client, age, status):
    tick(dt.timedelta(seconds=age))
    assert client.get("/healthz/jobs").status_code == status


def test_jobs_tell_how_long_the_oldest_due_row_waits(client):
    tick(dt.timedelta())
    reader = User.objects.create_user("ada@example.com")
    for number, minutes in enumerate((1, 5, -10)):
        Message.objects.create(
            key=str(number), kind="x", policy="at_most_once", recipient=reader,
            not_before=timezone.now() - dt.timedelta(minutes=minutes),
        )  # fmt: skip
    body = client.get("/healthz/jobs").json()
    assert 300 <= body["oldest_due_s"] < 330
    assert set(body) == {"status", "last_tick_age_s", "oldest_due_s"}


def test_jobs_are_late_before_the_first_tick(client):
    response = client.get("/healthz/jobs")
    assert (response.status_code, response.json()["last_tick_age_s"]) == (503, None)
