"""Child processes that never outlive us, and their pid files.

A child gets its own session, so Ctrl-C reaches only the launcher, which then stops the children
in order. A pid file holds the process id and its start time: a number used again is not ours.
"""

import contextlib
import os
import pwd
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType

CHILD = Path(__file__).with_name("child.py")
LOG_LIMIT = 5_000_000


class StartError(Exception):
    """Something did not start; the message is one readable line, sometimes with log lines below."""


@dataclass(frozen=True)
class Account:
    uid: int = -1
    gid: int = -1

    @property
    def is_other(self) -> bool:
        return self.uid >= 0

    def own(self, path: Path) -> None:
        if self.is_other:
            os.chown(path, self.uid, self.gid)


@dataclass
class Service:
    """A running child. `stop()` twice is harmless; the data stays."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    pid_file: Path
    url: str = ""
    port: int = 0
    stop_signal: signal.Signals = signal.SIGTERM
    harsh_signal: signal.Signals = signal.SIGQUIT
    cleanups: list[Callable[[], None]] = field(default_factory=list)

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def stop(self, timeout: float = 10) -> None:
        for number, patience in ((self.stop_signal, timeout), (self.harsh_signal, 3.0)):
            if not self.is_alive:
                break
            self.process.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(patience)
        kill_group(self.process.pid)
        self.process.wait()
        self.pid_file.unlink(missing_ok=True)
        while self.cleanups:
            self.cleanups.pop()()

    def __enter__(self) -> "Service":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def spawn(
    name: str,
    program: list[str],
    directory: Path,
    *,
    cwd: Path,
    env: dict[str, str],
    account: Account | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
    guarded: bool = False,
) -> Service:
    """Start a program whose output goes to `log/<name>.log` below the folder.

    Guard one that has children of its own and does not always take them along.
    """
    log = log_file(directory, name)
    pid_file = directory / "run" / f"{name}.pid"
    make_private(pid_file.parent)
    with log.open("ab") as output:
        process = subprocess.Popen(
            bound_to_us(program, stop_signal, account or Account(), guarded=guarded),
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    pid_file.write_text(f"{process.pid}\n{started_at(process.pid)}\n")
    return Service(name, process, log, pid_file, stop_signal=stop_signal)


def log_file(directory: Path, name: str) -> Path:
    """Where a program's output goes; an old file that grew too long is put aside."""
    log = directory / "log" / f"{name}.log"
    make_private(log.parent)
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))
    return log


def make_private(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)


def bound_to_us(
    program: list[str], death_signal: signal.Signals, account: Account, *, guarded: bool = False
) -> list[str]:
    numbers = (os.getpid(), int(death_signal), account.uid, account.gid, int(guarded))
    return [sys.executable, "-I", "-S", str(CHILD), *map(str, numbers), *program]


def plain_environment() -> dict[str, str]:
    """For the servers: no locale, no home, nothing of ours."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def unprivileged_account(preferred: int = 0) -> Account:
    """Whom a server runs as: ourselves; as root the preferred user, else `nobody`."""
    if os.geteuid() != 0:
        return Account()
    try:
        entry = pwd.getpwuid(preferred) if preferred else pwd.getpwnam("nobody")
    except KeyError:
        return Account(preferred or 65534, 65534)
    return Account(entry.pw_uid, entry.pw_gid)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_with_port(start: Callable[[int], Service], ready: Callable[[Service], bool]) -> Service:
    """A free port can be taken by somebody else before we use it: three tries."""
    for _ in range(3):
        service = start(free_port())
        with contextlib.ExitStack() as undo:
            undo.callback(service.stop)
            if wait_until(partial(ready, service), service):
                undo.pop_all()
                return service
        end = last_lines(service.log)
        if "in use" not in end:
            break
    raise StartError(f"{service.name} did not start:\n{end}")


def wait_until(ready: Callable[[], bool], service: Service, timeout: float = 60) -> bool:
    deadline = time.monotonic() + timeout
    while service.is_alive and time.monotonic() < deadline:
        if ready():
            return True
        time.sleep(0.02)
    return False


def accepts(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def last_lines(log: Path, count: int = 8) -> str:
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    return "\n".join(f"    {line}" for line in lines[-count:])


def kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def started_at(pid: int) -> str:
    """When the process began, in whatever words the system has; empty when it is gone."""
    if sys.platform == "linux":
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return ""
        return "" if fields[0] in "ZX" else fields[19]
    asked = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip()


def end_leftovers(directory: Path, timeout: float = 10) -> list[str]:
    """End what a crash left running, told by the pid files; give their names."""
    ended = []
    for pid_file in sorted((directory / "run").glob("*.pid")):
        number, _, birth = pid_file.read_text().strip().partition("\n")
        if birth and number.isdigit() and started_at(int(number)) == birth:
            end_process(int(number), birth, timeout)
            ended.append(pid_file.stem)
        pid_file.unlink(missing_ok=True)
    return ended


def end_process(pid: int, birth: str, timeout: float) -> None:
    """SIGINT is a fast shutdown to PostgreSQL and an orderly one to the others."""
    for number, patience in ((signal.SIGINT, timeout), (signal.SIGQUIT, 3)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        deadline = time.monotonic() + patience
        while started_at(pid) == birth and time.monotonic() < deadline:
            time.sleep(0.05)
    kill_group(pid)
