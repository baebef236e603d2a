"""10,000 mails that fall due at one moment, handed to a mail server: `python -m benchmarks.outbox`.

PostgreSQL, Valkey, a mail server that takes MILLISECONDS for a mail, beat and one worker with two
processes share this machine. The mails are rendered from real templates for real people; nothing is
faster than in production but the mail server. Says when 50, 95, 99 and 100 of a hundred were taken.

    python -m benchmarks.outbox 1000      # fewer, to look at
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from time import monotonic, sleep

import psutil  # type: ignore[import-untyped]

from benchmarks.figures import Goal, Table
from mentorship.embedded import start_postgres, start_valkey
from mentorship.embedded.keys import random_key

MAILS, PROCESSES, MILLISECONDS = 10_000, 2, 5
GOAL, PATIENCE = 15 * 60, 60 * 60
COLUMNS = {"mails": ">8", "p50 s": ">8.0f", "p95 s": ">8.0f", "p99 s": ">8.0f", "last s": ">8.0f",
           "a second": ">10.1f", "CPU ms each": ">13.1f", "load": ">7.1f"}  # fmt: skip


def main(*options: str) -> None:
    mails = int(options[0]) if options else MAILS
    with tempfile.TemporaryDirectory(prefix="mentorship-bench-") as name, ExitStack() as undo:
        folder = Path(name)
        folder.chmod(0o755)
        postgres = undo.enter_context(start_postgres(folder))
        broker = undo.enter_context(start_valkey(folder))
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        os.environ |= settings_for(name, port, postgres.url, broker.url)
        run("manage.py", "migrate", "-v", "0")
        run("-m", "benchmarks.outbox_rows", "fill", str(mails))
        arrivals = folder / "arrivals"
        for command in (
            ["-m", "benchmarks.outbox_rows", "take", str(port), str(MILLISECONDS), str(arrivals)],
            ["-m", "celery", "-A", "mentorship", "worker", "-c", str(PROCESSES), "-l", "ERROR"],
        ):
            undo.callback(end, start(folder, *command))
        sleep(20)  # a worker that is already up is what a company has
        before, began = cpu(), monotonic()
        run("-m", "benchmarks.outbox_rows", "due")
        undo.callback(end, start(folder, *BEAT, str(folder / "beat")))
        report(mails, wait(arrivals, mails, began), cpu() - before)


BEAT = ("-m", "celery", "-A", "mentorship", "beat", "-l", "ERROR", "-s")


def settings_for(folder: str, port: int, database: str, broker: str) -> dict[str, str]:
    return {
        "MENTORSHIP_ENV": "embedded",
        "MENTORSHIP_VAR": folder,
        "DJANGO_SETTINGS_MODULE": "mentorship.settings",
        "DATABASE_URL": database,
        "REDIS_URL": broker,
        "SECRET_KEY": random_key(),
        "LINK_KEY": random_key(),
        "PUBLIC_URL": "http://127.0.0.1:1",
        "LOG_LEVEL": "ERROR",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(port),
    }


def run(*arguments: str) -> None:
    subprocess.run([sys.executable, "-W", "ignore", *arguments], check=True)


def start(folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    with (folder / "processes.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", *arguments],
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def end(process: "subprocess.Popen[bytes]") -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait(arrivals: Path, mails: int, began: float) -> list[float]:
    """Seconds after the due time at which each mail was taken."""
    while monotonic() < began + PATIENCE:
        lines = arrivals.read_text().splitlines() if arrivals.exists() else []
        if len(lines) >= mails:
            return sorted(float(line) - began for line in lines)
        sleep(1)
    raise SystemExit(f"Only {len(lines)} of {mails} mails arrived.")


def cpu() -> float:
    """Seconds that what we have started (database, broker, workers, beat, server) has worked."""
    spent = 0.0
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            spent += times.user + times.system
    return spent


def report(mails: int, seconds: list[float], spent: float) -> None:
    def at(share: float) -> float:
        return seconds[min(len(seconds) - 1, int(share * len(seconds)))]

    table = Table(f"{mails:,} mails due at one moment, {PROCESSES} processes", COLUMNS)
    table.add(
        {
            "mails": mails,
            "p50 s": at(0.5),
            "p95 s": at(0.95),
            "p99 s": at(0.99),
            "last s": seconds[-1],
            "a second": mails / seconds[-1],
            "CPU ms each": 1000 * spent / mails,
            "load": os.getloadavg()[0],
        }
    )
    goal = Goal("99 % of the mails", "900 s", f"{at(0.99):.0f} s", at(0.99) <= GOAL)
    table.store("outbox", [goal])


if __name__ == "__main__":
    main(*sys.argv[1:])
