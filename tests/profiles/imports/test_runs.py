"""Workers: claimed by lease, taken over after a kill, given up after three, one at a time."""

import datetime as dt
import threading

import pytest
from django.db import OperationalError, connection, connections

from profiles import tasks
from profiles.imports import apply, runs, uploads
from profiles.models import PeopleImport, Profile, User
from tests.people import NOW, make_person
from tests.profiles.imports.files import upload

FILE = "Email,Name\nana@example.com,Ana Ruiz\n"
LATER = NOW + runs.EXPIRY + dt.timedelta(seconds=1)


def queued(text=FILE, **fields) -> PeopleImport:
    import_ = upload(text)
    fields = {"state": "queued"} | fields
    PeopleImport.objects.filter(pk=import_.pk).update(**fields)
    return import_


@pytest.mark.django_db
def test_a_worker_checks_large_files(monkeypatch):
    monkeypatch.setattr(uploads, "CHECKED_AT_ONCE", 0)
    import_ = upload(FILE)
    assert uploads.choose_columns(import_, {"email": 0, "name": 1}, day_first=True)
    assert import_.state == "checking"
    assert runs.work_next("one", now=NOW)
    import_.refresh_from_db()
    assert (import_.state, import_.counts["new"], import_.progress) == ("ready", 1, 100)
    assert not runs.work_next("one", now=NOW)


@pytest.mark.django_db
def test_two_workers_do_not_take_the_same_import():
    queued()
    assert runs.claim("one", now=NOW).lease_owner == "one"
    assert runs.claim("two", now=NOW) is None


@pytest.mark.django_db
def test_a_killed_worker_is_followed_by_another_and_its_late_result_is_undone():
    import_ = queued()
    dead = runs.claim("one", now=NOW)
    assert runs.work_next("two", now=LATER)
    import_.refresh_from_db()
    assert (import_.state, import_.attempts, Profile.objects.count()) == ("done", 2, 1)
    User.objects.all().delete()
    with pytest.raises(runs.LostLeaseError):
        runs.execute(dead, now=LATER)
    assert not Profile.objects.exists()


@pytest.mark.django_db
def test_a_broken_import_is_tried_three_times(monkeypatch):
    def broken(*args, **kwargs):
        Profile.objects.update(bio="half done")
        raise OperationalError("lock timeout")

    monkeypatch.setattr(apply, "write", broken)
    import_ = queued()
    for _attempt in range(3):
        assert runs.work_next("one", now=NOW)
    assert not runs.work_next("one", now=NOW)
    import_.refresh_from_db()
    assert import_.state == "failed"
    assert import_.failure == "The import broke off three times. Upload the file again."


@pytest.mark.django_db
def test_a_collision_with_somebody_who_signs_up_is_tried_again(monkeypatch):
    import_ = queued()
    plan_of = uploads.plan_of

    def overtaken(*args):
        plan = plan_of(*args)
        monkeypatch.setattr(uploads, "plan_of", plan_of)
        make_person("Ana Ruiz", email="ana@example.com")
        return plan

    monkeypatch.setattr(uploads, "plan_of", overtaken)
    assert runs.work_next("one", now=NOW)
    import_.refresh_from_db()
    assert (import_.state, import_.attempts) == ("running", 1)
    assert runs.work_next("one", now=NOW)
    import_.refresh_from_db()
    assert import_.state == "done"
    assert import_.counts["new"] == 1


@pytest.mark.django_db
def test_a_file_that_is_gone_is_said():
    import_ = queued(file=None)
    assert runs.work_next("one", now=NOW)
    import_.refresh_from_db()
    assert (import_.state, import_.failure) == (
        "failed", "The file was removed after a day. Upload it again.",
    )  # fmt: skip


@pytest.mark.django_db
def test_the_directory_may_have_changed_since_the_dry_run():
    import_ = queued("Email,Name,Manager\nana@example.com,Ana Ruiz,bo@example.com\n")
    assert runs.work_next("one", now=NOW)
    import_.refresh_from_db()
    assert import_.state == "failed"
    assert import_.errors == [
        [2, "Manager bo@example.com must be in the file or already in the directory."]
    ]


@pytest.mark.django_db
def test_the_tasks_find_nothing_to_do_and_do_nothing():
    tasks.run_imports()
    tasks.forget_import_files()
    assert not PeopleImport.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_while_the_import_is_open(monkeypatch):
    monkeypatch.setattr(runs, "REPORT_SECONDS", 0)
    import_ = queued()
    seen = []

    def look() -> None:
        seen.append(PeopleImport.objects.values_list("state", "progress").get(pk=import_.pk))
        connections.close_all()

    keep = apply.keep_grades

    def keep_grades(level_of):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
        keep(level_of)

    monkeypatch.setattr(apply, "keep_grades", keep_grades)
    assert runs.work_next("one", now=NOW)
    assert seen == [("running", 92)]
    import_.refresh_from_db()
    assert (import_.state, import_.progress) == ("done", 100)


@pytest.mark.django_db(transaction=True)
def test_one_import_at_a_time():
    import_ = queued()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [runs.LOCK])
        assert runs.work_next("one", now=NOW)
        import_.refresh_from_db()
        assert (import_.state, import_.attempts) == ("running", 0)
        assert not Profile.objects.exists()
    other.close()
    assert runs.work_next("two", now=NOW)
    import_.refresh_from_db()
    assert import_.state == "done"
