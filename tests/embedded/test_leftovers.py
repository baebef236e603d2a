import os

import pytest

from mentorship.embedded import processes
from mentorship.embedded.processes import end_leftovers, spawn

pytestmark = pytest.mark.xdist_group("embedded")


def sleeper(directory, script="exec sleep 100"):
    return spawn("sleeper", ["/bin/sh", "-c", script], directory, cwd=directory, env={})


def test_what_still_runs_is_ended(tmp_path):
    service = sleeper(tmp_path)
    assert end_leftovers(tmp_path) == ["sleeper"]
    assert service.process.wait(1) < 0
    assert not service.pid_file.exists()


def test_what_ignores_it_is_killed(tmp_path):
    service = sleeper(tmp_path, "trap '' INT QUIT; echo ready; while :; do sleep 0.1; done")
    while "ready" not in service.log.read_text():
        assert service.is_alive
    assert end_leftovers(tmp_path, timeout=0.2) == ["sleeper"]
    assert service.process.wait(1) < 0


def test_a_number_used_again_is_left_alone(tmp_path):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "web.pid").write_text(f"{os.getpid()}\n1\n")
    (tmp_path / "run" / "worker.pid").write_text("")
    assert end_leftovers(tmp_path) == []
    assert list((tmp_path / "run").iterdir()) == []


def test_long_log_makes_room(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "LOG_LIMIT", 3)
    for word in ("first", "second"):
        sleeper(tmp_path, f"echo {word}").process.wait(5)
    assert (tmp_path / "log" / "sleeper.log").read_text() == "second\n"
    assert (tmp_path / "log" / "sleeper.log.1").read_text() == "first\n"
