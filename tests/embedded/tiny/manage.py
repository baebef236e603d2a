"""Stands in for the real manage.py: enough for the supervisor, done in no time."""

import os
import sys
import time
from pathlib import Path

VAR = Path(os.environ["MENTORSHIP_VAR"])


def main(command, *options):
    if options == ("--sign-ins",):
        print("ada@example.com  mentor")
    else:
        with (VAR / "commands").open("a") as file:
            file.write(f"{command}\n")
    if command == "collectstatic":
        (VAR / "static").mkdir(exist_ok=True)
    time.sleep(float(os.environ.get("SLOW", "0")))
    if command == os.environ.get("FAILING"):
        sys.exit("no such luck")


main(*sys.argv[1:])
