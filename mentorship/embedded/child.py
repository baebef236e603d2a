"""Become another program, bound to the life of the launcher.

    python -I -S child.py PARENT SIGNAL UID GID program argument…

Runs as a plain script and drops privileges itself: PR_SET_PDEATHSIG is forgotten when the user
changes, so it has to be set after that and before the program takes over. UID -1 changes nothing.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def become(parent: int, death_signal: int, uid: int, gid: int, program: list[str]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    die_with_parent(death_signal)
    if os.getppid() != parent:  # it was killed before we could ask to be told
        sys.exit(1)
    os.execv(program[0], program)  # noqa: S606  # nosec B606


def die_with_parent(death_signal: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, death_signal)


if __name__ == "__main__":
    launcher, number, user, group = map(int, sys.argv[1:5])
    become(launcher, number, user, group, sys.argv[5:])
