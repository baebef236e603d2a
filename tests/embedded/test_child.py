"""A guarded program: its code comes back, and nothing of its group outlives it."""

import signal
import sys

import psutil
import pytest

from mentorship.embedded.processes import spawn

pytestmark = pytest.mark.xdist_group("embedded")
WITH_CHILD = "sleep 100 & echo ready; {then}"


@pytest.fixture
def guarded(tmp_path):
    started = []

    def _guarded(script):
        program = ["/bin/sh", "-c", script]
        service = spawn("sh", program, tmp_path, cwd=tmp_path, env={}, guarded=True)
        started.append(service)
        while "ready" not in service.log.read_text():
            assert service.is_alive
        service.family = psutil.Process(service.process.pid).children(recursive=True)
        return service

    yield _guarded
    for service in started:
        service.stop(timeout=1)


def gone(processes):
    return psutil.wait_procs(processes, timeout=5)[1] == []


def test_exit_code_comes_back_and_grandchildren_end(guarded):
    service = guarded(WITH_CHILD.format(then="sleep 0.5; exit 7"))
    assert len(service.family) == 3
    assert service.process.wait(5) == 7
    assert gone(service.family)


def test_signals_are_passed_on(guarded):
    service = guarded(WITH_CHILD.format(then="trap 'exit 5' HUP; while :; do sleep 0.1; done"))
    service.process.send_signal(signal.SIGHUP)
    assert service.process.wait(5) == 5
    assert gone(service.family)


def test_one_that_will_not_stop_is_killed(guarded):
    service = guarded(WITH_CHILD.format(then="trap '' TERM; while :; do sleep 0.1; done"))
    service.stop(timeout=0.5)
    assert service.process.returncode == 128 + signal.SIGKILL
    assert gone(service.family)


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux only")
def test_killed_guard_takes_its_program_along(guarded):
    service = guarded("echo ready; exec sleep 100")
    service.process.kill()
    assert gone(service.family)
