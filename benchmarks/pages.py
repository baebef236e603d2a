"""Pages under load against the health check of the same server: `python -m benchmarks.pages`.

PostgreSQL, granian (2 workers × 4 threads, database connections kept) and the clients share this
machine. Each page gets 4 persistent connections × 100 requests after 5 for warming up.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep
from urllib.parse import quote_plus

from mentorship.embedded import start_postgres
from mentorship.embedded.keys import random_key

SIZES = (10_000, 100_000)
CLIENTS, REQUESTS, WARM_UP = 4, 100, 5
WEB = "--interface wsgi --host 127.0.0.1 --no-ws --workers 2 --blocking-threads 4"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="mentorship-bench-") as folder:
        Path(folder).chmod(0o755)
        with start_postgres(Path(folder)) as postgres:
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            os.environ |= settings_for(folder, port, postgres.url)
            python("manage.py", "migrate", "-v", "0")
            python("manage.py", "collectstatic", "--no-input", "-v", "0")
            readers: dict[str, str] = {}
            for size in SIZES:
                start = perf_counter()
                python("-m", "benchmarks.crowd", "fill", str(size))
                readers = readers or json.loads(python("-m", "benchmarks.crowd", "readers"))
                took = perf_counter() - start
                print(f"{size:,} profiles, {readers['proposals']} proposals ({took:.0f} s to load)")
                with server(port):
                    report(port, readers)


def settings_for(folder: str, port: int, database: str) -> dict[str, str]:
    return {
        "MENTORSHIP_ENV": "embedded",
        "MENTORSHIP_VAR": folder,
        "DJANGO_SETTINGS_MODULE": "mentorship.settings",
        "DATABASE_URL": database,
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "SECRET_KEY": random_key(),
        "LINK_KEY": random_key(),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "LOG_LEVEL": "ERROR",
    }


def python(*arguments: str) -> str:
    command = [sys.executable, "-W", "ignore", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


@contextmanager
def server(port: int) -> Iterator[None]:
    command = [sys.executable, "-m", "granian", *WEB.split(), "--port", str(port)]
    process = subprocess.Popen([*command, "mentorship.wsgi:application"], stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait(20)


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            client(port, "/healthz", "", 1)
        except OSError:
            sleep(0.1)
        else:
            return
    raise SystemExit("The server did not start.")


def report(port: int, readers: dict[str, str]) -> None:
    employee, hr = readers["employee"], readers["hr"]
    name = quote_plus(readers["name"].lower())
    peer = measured(port, "/healthz", "")
    print(line("/healthz (peer)", peer, peer))
    for label, path, cookie in (
        ("home", "/", employee),
        ("review, 50 of the round", f"/hr/rounds/{readers['round']}/?tab=ready", hr),
        ("directory", "/people/", employee),
        ("directory, a name", f"/people/?q={name}", employee),
        ("directory, a typo", f"/people/?q={name[:2]}x{name[3:]}", employee),
    ):
        print(line(label, measured(port, path, cookie), peer), flush=True)


def measured(port: int, path: str, cookie: str) -> list[float]:
    """Seconds of every request, of all clients."""
    with ThreadPoolExecutor(CLIENTS) as pool:
        runs = [pool.submit(client, port, path, cookie, REQUESTS) for _ in range(CLIENTS)]
        return [spent for run in runs for spent in run.result()]


def client(port: int, path: str, cookie: str, number: int) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": cookie, "Accept-Encoding": "gzip"}
    spent = []
    for _ in range(WARM_UP + number):
        start = perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        spent.append(perf_counter() - start)
        if answer.status != 200:
            raise SystemExit(f"{path} answers {answer.status}")
    connection.close()
    return spent[WARM_UP:]


def line(label: str, spent: list[float], peer: list[float]) -> str:
    p95 = quantiles(spent, n=20)[-1]
    ratio = median(spent) / median(peer)
    times = f"p50 {median(spent) * 1e3:7.1f} ms   p95 {p95 * 1e3:7.1f} ms"
    return f"  {label:26} {times}   {ratio:5.1f} × /healthz"


if __name__ == "__main__":
    main()
