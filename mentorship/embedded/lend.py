"""Run one command with servers of its own, for checks that only want a database.

python -m mentorship.embedded.lend python manage.py makemigrations --check
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from mentorship.embedded.postgres import start_postgres
from mentorship.embedded.valkey import start_valkey


def main(command: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="mentorship-") as folder:
        directory = Path(folder)
        with start_postgres(directory) as postgres, start_valkey(directory) as valkey:
            ours = {"DATABASE_URL": postgres.url, "REDIS_URL": valkey.url}
            return subprocess.run(command, env={**os.environ, **ours}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
