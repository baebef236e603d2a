"""The real web server and the real worker, as children, on the database of the test."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from time import monotonic, sleep
from urllib.parse import quote
from urllib.request import urlopen

from django.conf import settings

WEB = "granian --interface wsgi --host 127.0.0.1 --no-ws --workers 1 --blocking-threads 2 --port"
WORKER = "celery -A mentorship worker -B -Q default,matching --concurrency 2 --without-gossip -s"


def environment(**more: str) -> dict[str, str]:
    database = settings.DATABASES["default"]
    where = f"{database['HOST']}:{database['PORT']}/{database['NAME']}"
    who = f"{database['USER']}:{quote(database['PASSWORD'], safe='')}"
    return os.environ | {"DATABASE_URL": f"postgres://{who}@{where}"} | more


@contextmanager
def child(command: str, **more: str):
    process = subprocess.Popen(
        [sys.executable, "-m", *command.split()],
        env=environment(**more),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def web(static_root):
    """granian with compressed, hashed static files; gives its address."""
    manage("collectstatic", "--no-input", "-v", "0", STATIC_ROOT=str(static_root))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = f"{WEB} {port} mentorship.wsgi:application"
    with child(command, STATIC_ROOT=str(static_root), PUBLIC_URL=address):
        wait_until(lambda: answers(f"{address}/healthz"))
        yield address


def manage(*arguments: str, **more: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], env=environment(**more), check=True)


def answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def wait_until(is_so, *, seconds=60):
    """What `is_so` gives as soon as it is something."""
    end = monotonic() + seconds
    while monotonic() < end:
        if found := is_so():
            return found
        sleep(0.2)
    raise AssertionError(f"not within {seconds} s")
