"""The services a test run needs: real PostgreSQL and Valkey, started once by the controller.

DATABASE_URL and REDIS_URL from outside are honoured; pytest-xdist workers inherit ours.
"""

import os
import secrets
import shutil
import tempfile
from pathlib import Path

from mentorship.embedded import Service, start_postgres, start_valkey

FIXED = {
    "MENTORSHIP_ENV": "test",
    "PUBLIC_URL": "http://testserver",
    "SIGN_UP_DOMAINS": "example.com",
    "DJANGO_SETTINGS_MODULE": "mentorship.settings",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    "LOG_LEVEL": "ERROR",
}
running: list[Service] = []
folder: list[Path] = []


def start() -> None:
    os.environ.update(FIXED)
    for name in ("SECRET_KEY", "LINK_KEY"):
        os.environ.setdefault(name, secrets.token_urlsafe(40))
    missing = [name for name in ("DATABASE_URL", "REDIS_URL") if name not in os.environ]
    if not missing:
        return
    folder.append(Path(tempfile.mkdtemp(prefix="mentorship-test-")))
    folder[0].chmod(0o755)
    if "DATABASE_URL" in missing:
        running.append(start_postgres(folder[0]))
        os.environ["DATABASE_URL"] = running[-1].url
    if "REDIS_URL" in missing:
        running.append(start_valkey(folder[0]))
        os.environ["REDIS_URL"] = running[-1].url
    os.environ["MENTORSHIP_VAR"] = str(folder[0])
    (folder[0] / "static").mkdir()


def stop() -> None:
    while running:
        running.pop().stop()
    while folder:
        shutil.rmtree(folder.pop(), ignore_errors=True)
