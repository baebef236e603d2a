"""The review console as a reviewer waits for it: `python -m benchmarks console`.

Rounds of 500, 1,250 and 5,000 pairs in one database, matched by real runs, behind granian (two
workers, four threads each). One reviewer asks, one answer after the other. Times stand against two
peers of the same server and the same minutes: its health check, and the plain page of one pair.
"cold" is the first answer of a worker that has just started.
"""

import json
import os
import re
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from pathlib import Path
from statistics import median, quantiles

import django

from benchmarks.console_client import Answer, Reviewer, assets
from benchmarks.figures import Goal, Table
from benchmarks.pages import python, server, settings_for
from mentorship.embedded import start_postgres

SIZES = ((500, 320), (1_250, 750), (5_000, 3_000))
EACH, SOME, COLD, WARM_UP = 60, 20, 5, 5
LINK = re.compile(r'href="([^"]*/edit/swap/\?mentor=\d+)"')
OPENED = re.compile(r'id="row-(\d+)"')
COLUMNS = {
    "pairs": "<8",
    "what": "<28",
    "n": ">5",
    "p50 ms": ">9.1f",
    "p95 ms": ">9.1f",
    "x healthz": ">11.1f",
    "x plain page": ">14.2f",
    "load": ">7.1f",
}
MS = 1_000
PEOPLE = 2_000  # up to which an edit is to be proved within a second


def main() -> None:
    table, goals = Table("The review console", COLUMNS), Goals()
    with prepared() as (port, rounds):
        for size, found in zip(SIZES, rounds, strict=True):
            Bench(port, found, size, table, goals).run()
    table.store("console", goals.all)


@contextmanager
def prepared() -> Iterator[tuple[int, list[dict[str, str]]]]:
    """A database with the rounds, and a port for the server."""
    with tempfile.TemporaryDirectory(prefix="mentorship-bench-") as folder:
        Path(folder).chmod(0o755)
        with start_postgres(Path(folder)) as postgres:
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            os.environ |= settings_for(folder, port, postgres.url)
            python("manage.py", "migrate", "-v", "0")
            python("manage.py", "collectstatic", "--no-input", "-v", "0")
            made = [python("-m", "benchmarks.console", *map(str, size)) for size in SIZES]
            yield port, [json.loads(text) for text in made]


class Goals:
    def __init__(self) -> None:
        self.all: list[Goal] = []

    def reach(self, work: str, most: float, measured: float, unit: str) -> None:
        goal = Goal(work, f"<= {most:g} {unit}", f"{measured:.1f} {unit}", measured <= most)
        self.all.append(goal)


class Bench:
    """Everything that is asked of one round."""

    def __init__(
        self,
        port: int,
        found: dict[str, str],
        size: tuple[int, int],
        table: Table,
        goals: Goals,
    ) -> None:
        self.port, self.size, self.table, self.goals = port, size, table, goals
        self.home, self.cookie = f"/hr/rounds/{found['round']}/", found["cookie"]
        self.pairs = [int(pk) for pk in found["pairs"]]

    def run(self) -> None:
        cold = [self._cold() for _ in range(COLD)]
        with server(self.port):
            self.me = Reviewer(self.port, self.cookie)
            self.peers()
            self.first_view()
            self.note("options, cold worker", cold)
            self.opening()
            self.options()
            self.deciding()
            self.bulk()

    def _cold(self) -> float:
        """Options of the first pair that a new worker is asked for."""
        with server(self.port):
            me = Reviewer(self.port, self.cookie)
            return me.fragment(f"/hr/proposals/{self.pairs[0]}/options/", "options").seconds

    def peers(self) -> None:
        pairs = iter(self.pairs)
        healthz = self._times(lambda: self.me.page("/healthz"))
        plain = self._times(lambda: self.me.page(f"/hr/proposals/{next(pairs)}/"))
        self.healthz, self.plain = median(healthz), median(plain)
        self.note("/healthz (peer)", healthz)
        self.note("plain page of a pair (peer)", plain)

    def first_view(self) -> None:
        n = self.size[0]
        p95 = self.ask("first view", lambda: self.me.page(self.home))
        self.goals.reach(f"first view of {n:,}", 200 if n <= 1_250 else 300, p95, "ms p95")
        page = self.me.page(self.home)
        beside = [*assets(page), f"/hr/proposals/{self.pairs[0]}/options/"]
        kilobytes = sum(self.me.transferred(path) for path in [self.home, *beside]) / 1024
        self.goals.reach(f"first view of {n:,}, transferred", 80, kilobytes, "KB")
        self.goals.reach(f"first view of {n:,}", 6, 1 + len(beside), "requests")

    def opening(self) -> None:
        n, pairs = self.size[0], iter(self.pairs)
        address = self.home + "?pair={}"
        p95 = self.ask(
            "open a pair", lambda: self.me.fragment(address.format(next(pairs)), "detail")
        )
        self.goals.reach(f"open a pair of {n:,}", 80, p95, "ms p95")
        for what, query in (
            ("tab Ready", "?tab=ready"),
            ("filter by level", "?tab=look&level=HIGH"),
            ("search a name", "?tab=ready&q=ma"),
            ("order by name", "?tab=ready&sort=name"),
        ):
            p95 = self.ask(what, partial(self.me.fragment, self.home + query, "console"))
            self.goals.reach(f"{what} of {n:,}", 300, p95, "ms p95")

    def options(self) -> None:
        pairs = iter(self.pairs)
        swaps: list[str] = []

        def ask() -> Answer:
            answer = self.me.fragment(f"/hr/proposals/{next(pairs)}/options/", "options")
            swaps.extend(LINK.findall(answer.text)[:1])
            return answer

        self.note("options, warm", self._times(ask, SOME))
        links = iter(swaps)
        preview = self._times(lambda: self.me.fragment(unescape(next(links)), "preview"), SOME - 5)
        self.note("preview of a swap", preview)

    def deciding(self) -> None:
        """Swaps of pairs nobody has decided about yet, each taken back again; then approvals."""
        n, me = self.size[0], self.me
        me.page(self.home)
        swaps = list(self._swaps(SOME))
        p95 = self.note(
            "stage a swap", [seconds for path in swaps for seconds in self._staged(path)]
        )
        if n + self.size[1] <= PEOPLE:
            self.goals.reach(f"stage a swap of {n:,}", 1_000, p95, "ms p95")
        pairs = iter(self.pairs[: EACH + WARM_UP])
        send = "/hr/proposals/{}/approve/?here=console"
        p95 = self.ask("approve", lambda: me.send(send.format(next(pairs)), "detail"))
        self.goals.reach(f"approve one of {n:,}", 200, p95, "ms p95")

    def _swaps(self, most: int) -> Iterator[str]:
        for pk in self.pairs[-most:]:
            found = LINK.findall(self.me.fragment(f"/hr/proposals/{pk}/options/", "options").text)
            yield from map(unescape, found[:1])

    def _staged(self, path: str) -> Iterator[float]:
        answer = self.me.send(path.split("?")[0], "preview", path.split("?")[1])
        if " gets " in answer.text:
            yield answer.seconds
        self.me.send(f"{self.home}undo/", "console")

    def bulk(self) -> None:
        """All that is ready, approved and taken back, over and over."""
        n, me = self.size[0], self.me
        me.page(f"{self.home}?tab=ready")
        approved, undone = [], []
        for _ in range(SOME):
            approved.append(me.send(f"{self.home}approve/", "console").seconds)
            undone.append(me.send(f"{self.home}undo/", "console").seconds)
        p95 = self.note("approve all that is ready", approved)
        self.goals.reach(f"approve all that is ready of {n:,}", 300, p95, "ms p95")
        self.note("undo of that", undone)
        select = f"{self.home}selected/"
        self.ask("select all in the filter", lambda: me.send(select, "console", "action=all"))

    def ask(self, what: str, work: Callable[[], Answer]) -> float:
        return self.note(what, self._times(work))

    def note(self, what: str, spent: list[float]) -> float:
        """One line of the table; gives the p95 in ms."""
        p95 = quantiles(spent, n=20)[-1] if len(spent) >= COLD * 2 else max(spent)
        middle = median(spent)
        line = {
            "pairs": f"{self.size[0]:,}",
            "what": what,
            "n": len(spent),
            "p50 ms": middle * MS,
            "p95 ms": p95 * MS,
            "x healthz": middle / self.healthz,
            "x plain page": middle / self.plain,
            "load": os.getloadavg()[0],
        }
        self.table.add(line)
        return p95 * MS

    def _times(self, work: Callable[[], Answer], number: int = EACH) -> list[float]:
        """After some for warming up."""
        for _ in range(WARM_UP):
            work()
        return [work().seconds for _ in range(number)]


def fill(mentees: int, mentors: int) -> None:
    """In a process of its own: the round, its pairs in the order of the console, a cookie."""
    from benchmarks import crowd, review_round
    from matching import deck
    from matching.access import reviewable
    from matching.forms.review import ReviewFilter

    round_ = review_round.build(mentees, mentors)
    hr = review_round.reviewer()
    shown = deck.of(reviewable(hr.user, round_), ReviewFilter({"tab": "ready"})).ids
    print(json.dumps({"round": round_.pk, "pairs": shown, "cookie": crowd.cookie_of(hr)}))
    crowd.analyze()


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]), int(sys.argv[2]))
