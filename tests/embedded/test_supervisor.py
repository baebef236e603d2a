"""`make run` over a tiny project: what it starts, says, and leaves behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

from mentorship.embedded.processes import free_port

pytestmark = pytest.mark.xdist_group("embedded")
ROOT = Path(__file__).resolve().parents[2]


def launch(var, port, **extra):
    env = os.environ | {"MENTORSHIP_VAR": str(var), "PORT": str(port), "PYTHONPATH": str(ROOT)}
    env |= {"DATABASE_URL": "postgres://elsewhere/real", **extra}
    env.pop("MAKELEVEL", None)
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("run_tiny.py"))],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def read_until(process, words):
    lines = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return "".join(lines)
    raise AssertionError("".join(lines))


def everything_ends(processes, within=15):
    _, alive = psutil.wait_procs(processes, timeout=within)
    return [line for process in alive if (line := command_of(process))]


def command_of(process) -> str:
    """ "" for one that has ended, also while whoever inherited it has not collected it yet."""
    try:
        return " ".join(process.cmdline()) or process.name()
    except psutil.NoSuchProcess:  # psutil.ZombieProcess is one of them
        return ""


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    return tmp_path_factory.mktemp("run") / "var"


@pytest.fixture
def run(var):
    """Start one; whatever the test does to it, it is gone afterwards."""
    started = []

    def _run(**extra):
        port = free_port()
        process = launch(var, port, **extra)
        started.append(process)
        process.said = read_until(process, "Ctrl-C")
        process.address = f"http://127.0.0.1:{port}"
        process.children = psutil.Process(process.pid).children(recursive=True)
        return process

    yield _run
    for process in started:
        process.terminate()
        process.communicate(timeout=30)


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux only")
def test_kill_9_leaves_no_child(run, var):
    process = run()
    assert (var / "commands").read_text().split() == ["collectstatic", "migrate", "demo"]
    assert len(process.children) > 8
    process.kill()
    assert everything_ends(process.children) == []
    assert list((var / "run").glob("*.pid"))  # the next start, in the next test, cleans up


def test_second_start_skips_what_is_done_and_stops_in_order(run, var):
    (var / "commands").unlink()
    process = run()
    assert f"Mentorship runs at {process.address}/" in process.said
    assert "ada@example.com  mentor" in process.said
    assert not (var / "commands").exists()

    with urllib.request.urlopen(process.address) as answer:
        env = json.load(answer)
    assert env["MENTORSHIP_ENV"] == "embedded"
    assert env["PUBLIC_URL"] == process.address
    assert env["MAIL_DIR"] == str(var / "mail")
    assert env["DATABASE_URL"].startswith("postgres://mentorship:")
    assert env["DATABASE_URL"] in (var / "environment").read_text()

    second = launch(var, free_port())
    said, _ = second.communicate(timeout=10)
    assert second.returncode == 1
    assert said == f"Mentorship is already running at {process.address}/\n"

    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=30)
    assert (process.returncode, said.strip().endswith("Stopping …")) == (0, True)
    assert everything_ends(process.children, within=0) == []
    assert not list((var / "run").glob("*.pid"))
    assert not (var / "environment").exists()
    last_words = [
        (var / "log" / f"{name}.log").stat().st_mtime_ns for name in ("web", "valkey", "postgres")
    ]
    assert last_words == sorted(last_words)


def test_a_child_that_dies_takes_all_down(run, var):
    process = run()
    os.kill(int((var / "run" / "smtp.pid").read_text().split()[0]), signal.SIGKILL)
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "smtp ended by itself (exit code -9)" in said
    assert everything_ends(process.children, within=0) == []


@pytest.mark.parametrize("port", ["0", "65536", "web", "-1"])
def test_port_that_is_none_is_named(tmp_path, port):
    process = launch(tmp_path / "var", port)
    said, _ = process.communicate(timeout=10)
    assert (process.returncode, said) == (
        1,
        f"PORT must be a number from 1 to 65535, not {port!r}\n",
    )


def test_taken_port_is_named_with_the_way_out(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        process = launch(tmp_path / "var", port)
        said, _ = process.communicate(timeout=10)
    assert process.returncode == 1
    assert said == f"Port {port} is taken: choose another one with make run PORT={port + 1}\n"


def test_failing_step_shows_its_last_words_and_stops_the_servers(tmp_path):
    var = tmp_path / "var"
    process = launch(var, free_port(), FAILING="demo")
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "manage.py demo failed:\n    no such luck" in said
    assert not list((var / "run").glob("*.pid"))


def test_dev_reloads_the_web(run, var):
    module = ROOT / "tests" / "embedded" / "tiny" / "mentorship" / "wsgi.py"
    log = var / "log" / "web.log"
    process = run(DEV="1")
    before = log.read_text().count("Started worker")
    time.sleep(0.6)
    module.touch()
    read_until(process, "the web starts anew")
    deadline = time.monotonic() + 10
    while log.read_text().count("Started worker") < before + 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert log.read_text().count("Started worker") == before + 2


@pytest.mark.parametrize("goal", ["help", "reset"])
def test_make_knows_its_goals(goal):
    planned = subprocess.run(["make", "-n", goal], cwd=ROOT, capture_output=True, check=False)
    assert planned.returncode == 0
