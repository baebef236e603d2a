"""`make run`: the servers, the commands, the worker and the web, one above the other.

They start in this order and stop in the opposite one. The first child that dies takes all down.
"""

import http.client
import os
import shlex
import signal
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from mentorship.embedded.address import refuse_taken, run_lock, wanted_port
from mentorship.embedded.child import die_with_parent
from mentorship.embedded.keys import load_keys, write_private
from mentorship.embedded.mailsink import start_smtp
from mentorship.embedded.manage import Manage
from mentorship.embedded.postgres import start_postgres
from mentorship.embedded.processes import (
    Service,
    StartError,
    end_leftovers,
    last_lines,
    make_private,
    spawn,
    wait_until,
)
from mentorship.embedded.sources import Watch
from mentorship.embedded.terminal import say
from mentorship.embedded.valkey import start_valkey

PROJECT = Path(__file__).resolve().parents[2]
NOT_FOR_CHILDREN = {"DJANGO_SETTINGS_MODULE", "PORT"}
WEB = (
    "granian --interface wsgi --host 127.0.0.1 --no-ws --workers 2 --blocking-threads 4"
    " --respawn-interval 0.2 --workers-kill-timeout 2 mentorship.wsgi:application --port"
)
WORKER = (
    "celery -A mentorship worker -B -Q default,matching --concurrency 2 --loglevel INFO"
    " --without-gossip --without-mingle -s"
)


class Stopped(BaseException):
    """Somebody asked us to stop: Ctrl-C, SIGTERM, or the terminal was closed."""


@dataclass
class Supervisor:
    directory: Path
    port: int
    undo: ExitStack
    dev: bool = False
    services: list[Service] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self) -> None:
        self.undo.enter_context(run_lock(self.directory, f"{self.address}/"))
        end_leftovers(self.directory)
        refuse_taken(self.port)
        say("Mentorship is starting …")
        manage = Manage(PROJECT, self.directory, self.start_servers())
        sign_ins = manage.prepare()
        self.start_application(manage.env)
        self.welcome(sign_ins)
        self.watch_over(manage)

    def start_servers(self) -> dict[str, str]:
        postgres = self.keep(start_postgres(self.directory, durable=True, max_connections=100))
        valkey = self.keep(start_valkey(self.directory, durable=True))
        smtp = self.keep(start_smtp(self.directory))
        keys = load_keys(self.directory)
        ours = {
            "MENTORSHIP_ENV": "embedded",
            "MENTORSHIP_VAR": str(self.directory),
            "DATABASE_URL": postgres.url,
            "REDIS_URL": valkey.url,
            "SECRET_KEY": keys.secret_key,
            "LINK_KEY": keys.link_key,
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(smtp.port),
            "MAIL_DIR": str(self.directory / "mail"),
            "STATIC_ROOT": str(self.directory / "static"),
            "PUBLIC_URL": self.address,
        }
        self.write_environment(ours)
        theirs = {name: value for name, value in os.environ.items() if name not in NOT_FOR_CHILDREN}
        return {**theirs, **ours, "PYTHONUNBUFFERED": "1"}

    def write_environment(self, values: dict[str, str]) -> None:
        """For commands typed beside us: `set -a; . var/environment`."""
        path = self.directory / "environment"
        write_private(path, "".join(f"{k}={shlex.quote(v)}\n" for k, v in values.items()))
        self.undo.callback(path.unlink, missing_ok=True)

    def start_application(self, env: dict[str, str]) -> None:
        make_private(self.directory / "celery")
        schedule = str(self.directory / "celery" / "schedule")
        self.start("worker", WORKER, schedule, env)
        web = self.start("web", WEB, str(self.port), env)
        if not wait_until(self.is_answering, web):
            raise StartError(f"The web did not start:\n{last_lines(web.log, 20)}")

    def start(self, name: str, module: str, last: str, env: dict[str, str]) -> Service:
        program = [sys.executable, "-m", *module.split(), last]
        env = env | {"PROCESS_NAME": f"mentorship-{name}"}
        return self.keep(spawn(name, program, self.directory, cwd=PROJECT, env=env, guarded=True))

    def keep(self, service: Service) -> Service:
        self.services.append(service)
        self.undo.callback(service.stop)
        return service

    def is_answering(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        with suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/healthz")
            return connection.getresponse().status < 500
        return False

    def welcome(self, sign_ins: str) -> None:
        say(f"\nMentorship runs at {self.address}/\n")
        if sign_ins:
            say(sign_ins.rstrip() + "\n")
        say("Ctrl-C stops it. The data stays in var/ until make reset.")

    def watch_over(self, manage: Manage) -> None:
        watch = Watch(PROJECT) if self.dev else None
        while True:
            time.sleep(0.5)
            for service in self.services:
                if not service.is_alive:
                    raise StartError(obituary(service))
            if watch and watch.changed():
                manage.collect_static()
                self.services[-1].process.send_signal(signal.SIGHUP)
                say("  Files changed: the web starts anew")


def obituary(service: Service) -> str:
    code = service.process.returncode
    return (
        f"{service.name} ended by itself (exit code {code}); the last lines of {service.log}:\n"
        f"{last_lines(service.log, 20)}"
    )


def main() -> int:
    if "MAKELEVEL" in os.environ:
        die_with_parent(signal.SIGTERM)
    catch_signals()
    directory = Path(os.environ.get("MENTORSHIP_VAR") or PROJECT / "var").resolve()
    code = 0
    with ExitStack() as undo:
        try:
            port = wanted_port(os.environ.get("PORT") or "8000")
            Supervisor(directory, port, undo, dev=bool(os.environ.get("DEV"))).run()
        except Stopped:
            say("\nStopping …")
        except (StartError, OSError) as error:
            ignore_signals()
            say(str(error))
            code = 1
    return code


def catch_signals() -> None:
    """`nohup make run` goes on when the terminal closes."""

    def stop(number: int, frame: FrameType | None) -> None:
        ignore_signals()
        raise Stopped

    set_signals(stop)


def ignore_signals() -> None:
    """Once is enough: stopping is not to be stopped half-way."""
    set_signals(lambda number, frame: None)


def set_signals(handler: Callable[[int, FrameType | None], None]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)
