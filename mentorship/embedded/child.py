"""Become another program, bound to the life of the launcher.

    python -I -S child.py PARENT SIGNAL UID GID GUARD program argument…

Runs as a plain script and drops privileges itself: PR_SET_PDEATHSIG is forgotten when the user
changes, so it has to be set after that and before the program takes over. UID -1 changes nothing.

GUARD 1 stays above the program instead, for one with children of its own (granian, celery): it
passes signals on, and when the program or the launcher is gone nothing of its group remains.
"""

import contextlib
import ctypes
import os
import signal
import sys
import time

PR_SET_PDEATHSIG = 1
PASSED_ON = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
HANDLED = {*PASSED_ON, signal.SIGQUIT}
GRACE = 4  # seconds to end in order once the launcher is gone


def become(parent: int, death_signal: int, uid: int, gid: int, program: list[str]) -> None:
    for number in HANDLED:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, HANDLED)
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


def guard(parent: int, death_signal: int, uid: int, gid: int, program: list[str]) -> int:
    """Run the program in a group of its own; its exit code."""
    ourselves = os.getpid()
    signal.pthread_sigmask(signal.SIG_BLOCK, HANDLED)
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        become(ourselves, death_signal, uid, gid, program)
    for number in PASSED_ON:
        signal.signal(number, lambda passed, frame: send(child, passed))
    signal.signal(signal.SIGQUIT, lambda number, frame: end_group(child))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, HANDLED)
    status = wait_for(child, parent, death_signal)
    end_group(child)
    return os.waitstatus_to_exitcode(status)


def wait_for(child: int, parent: int, death_signal: int) -> int:
    deadline = float("inf")
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status
        if os.getppid() != parent and deadline == float("inf"):
            send(child, death_signal)
            deadline = time.monotonic() + GRACE
        if time.monotonic() > deadline:
            end_group(child)
        time.sleep(0.1)


def send(child: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, number)


def end_group(child: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)


def main(words: list[str]) -> int:
    launcher, number, user, group, guarded = map(int, words[:5])
    if guarded:
        code = guard(launcher, number, user, group, words[5:])
        return code if code >= 0 else 128 - code
    become(launcher, number, user, group, words[5:])
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
