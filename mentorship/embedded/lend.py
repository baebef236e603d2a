"""Run one command with test settings and servers of its own, for checks that want a database.

python -m mentorship.embedded.lend python manage.py makemigrations --check
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from mentorship.embedded.keys import random_key
from mentorship.embedded.postgres import start_postgres
from mentorship.embedded.valkey import start_valkey


def main(command: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="mentorship-") as folder:
        directory = Path(folder)
        with start_postgres(directory) as postgres, start_valkey(directory) as valkey:
            ours = {
                "MENTORSHIP_ENV": "test",
                "MENTORSHIP_VAR": folder,
                "LOG_LEVEL": "ERROR",
                "PUBLIC_URL": "http://testserver",
                "SECRET_KEY": random_key(),
                "LINK_KEY": random_key(),
                "DATABASE_URL": postgres.url,
                "REDIS_URL": valkey.url,
            }
            return subprocess.run(command, env={**os.environ, **ours}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
