"""The data folder of PostgreSQL: made whole or not at all, and free of leftovers before a start."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from mentorship.embedded.keys import Keys, write_private
from mentorship.embedded.processes import (
    Account,
    StartError,
    last_lines,
    plain_environment,
    spawn,
    unprivileged_account,
)
from mentorship.embedded.programs import Programs

MAJOR = "18"
OPTIONS = "-U postgres -A scram-sha-256 -E UTF8 --locale-provider=builtin --locale=C.UTF-8"


def account_for(home: Path) -> Account:
    """As root the data keeps the owner it has, so `sudo make run` works in anybody's clone."""
    owner = home.stat().st_uid if home.exists() else os.geteuid()
    account = unprivileged_account(preferred=owner)
    expected = account.uid if account.is_other else os.geteuid()
    if owner not in (expected, os.geteuid()):
        raise StartError(f"{home} belongs to another user: start as that user, or remove it")
    return account


def data_argument(data: Path, account: Account) -> str:
    """The account may not be able to walk to the folder, but it stands in it already."""
    return "/proc/self/cwd" if account.is_other and sys.platform == "linux" else str(data)


def ensure_cluster(
    directory: Path, programs: Programs, account: Account, keys: Keys, *, durable: bool
) -> Path:
    home = directory / "postgres"
    data = home / "data"
    if not data.exists():
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o700)
        account.own(home)
        create_cluster(directory, programs, account, keys, durable=durable)
    version = (data / "PG_VERSION").read_text().strip()
    if version != MAJOR:
        raise StartError(f"{data} was made by PostgreSQL {version}: run make reset")
    return data


def create_cluster(
    directory: Path, programs: Programs, account: Account, keys: Keys, *, durable: bool
) -> None:
    """Into a folder beside, renamed when whole. The password file lives as long as initdb runs."""
    home = directory / "postgres"
    fresh, password = home / "data.new", home / "password"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    account.own(fresh)
    write_private(password, keys.postgres_owner)
    account.own(password)
    options = [*OPTIONS.split(), "--pwfile=../password", *([] if durable else ["--no-sync"])]
    program = [str(programs.initdb), "-D", data_argument(fresh, account), *options]
    try:
        service = spawn(
            "initdb", program, directory, cwd=fresh, env=plain_environment(), account=account
        )
        code = service.process.wait()
        service.stop()
    finally:
        password.unlink()
    if code:
        raise StartError(f"initdb failed:\n{last_lines(service.log)}")
    fresh.rename(home / "data")


def end_postmaster(data: Path, timeout: float = 20) -> None:
    """Nobody else may be at the data: end a postmaster a crash left, drop a stale pid file."""
    pid_file = data / "postmaster.pid"
    deadline = time.monotonic() + timeout
    while present := holders(data, pid_file):
        late = time.monotonic() > deadline
        for pid in present if late else present[:1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL if late else signal.SIGINT)
        time.sleep(0.1)
    pid_file.unlink(missing_ok=True)


def holders(data: Path, pid_file: Path) -> list[int]:
    """The PostgreSQL processes at work in this data folder, the postmaster first."""
    postmaster = 0
    with contextlib.suppress(OSError, ValueError):
        postmaster = int(pid_file.read_text().split("\n", 1)[0])
    if sys.platform == "linux":
        found = [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if works_in(entry, data)]
        return sorted(found, key=lambda pid: pid != postmaster)
    asked = subprocess.run(
        ["ps", "-o", "command=", "-p", str(postmaster)], capture_output=True, text=True, check=False
    )
    return [postmaster] if str(data) in asked.stdout else []


def works_in(entry: Path, data: Path) -> bool:
    with contextlib.suppress(OSError):
        name = (entry / "comm").read_text().strip()
        return name == "postgres" and (entry / "cwd").samefile(data)
    return False
