"""Search in a library of 20,000 items, 6,000 of them documents of some 300 words:
`python -m benchmarks.library`.

First the search alone, as the page asks it (50 cards and their count), one after the other, against
the same words looked for with ILIKE in the same run; then whole pages under load, as in
`benchmarks.pages`. Each kind of query is asked with 60 different words.
"""

import json
import os
import random
import socket
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

import django

from benchmarks.crowd import SYLLABLES, analyze, cookie_of
from benchmarks.pages import line, measured, python, server, settings_for
from mentorship.embedded import start_postgres

if TYPE_CHECKING:
    from community.models import Resource
    from profiles.models import Profile

ITEMS, DOCUMENTS, PEOPLE = 20_000, 0.3, 2_000
# For the search over everything (`benchmarks.search_all`), at the end.
EVERYBODY = 100_000
BATCH = 500
WORDS, SHORT, LONG = 40_000, 100, 500
ASKED = 60
KINDS = ("common word", "rare word", "beginning", "two words", "typo", "nothing")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="mentorship-bench-") as folder:
        Path(folder).chmod(0o755)
        with start_postgres(Path(folder)) as postgres:
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            os.environ |= settings_for(folder, port, postgres.url)
            python("manage.py", "migrate", "-v", "0")
            python("manage.py", "collectstatic", "--no-input", "-v", "0")
            start = perf_counter()
            python("-m", "benchmarks.crowd", "fill", str(PEOPLE))
            python("-m", "benchmarks.library", "fill", str(ITEMS))
            print(f"{ITEMS:,} items ({perf_counter() - start:.0f} s to load)")
            print(python("-m", "benchmarks.library", "search").rstrip(), flush=True)
            pages = json.loads(python("-m", "benchmarks.library", "pages"))
            with server(port):
                peer = measured(port, "/healthz", "")
                print(line("/healthz (peer)", peer, peer))
                for label, path in pages["paths"].items():
                    print(line(label, measured(port, path, pages["cookie"]), peer), flush=True)
            start = perf_counter()
            python("-m", "benchmarks.crowd", "fill", str(EVERYBODY))
            python("-m", "benchmarks.search_all", "fill")
            print(f"{EVERYBODY:,} people ({perf_counter() - start:.0f} s to load)", flush=True)
            print(python("-m", "benchmarks.search_all", "search").rstrip(), flush=True)


def vocabulary() -> list[str]:
    dice = random.Random(3)
    found: dict[str, None] = {}
    while len(found) < WORDS:
        found["".join(dice.choices(SYLLABLES, k=dice.randint(2, 5)))] = None
    return list(found)


def text(dice: random.Random, words: list[str], number: int) -> str:
    """Few words are frequent and most are rare, as in any language."""
    places = (min(WORDS - 1, int(dice.paretovariate(0.6)) - 1) for _ in range(number))
    return " ".join(words[place] for place in places)


def fill(number: int) -> None:
    from community import library_words
    from community.models import Resource
    from profiles.models import Profile, Skill

    words, dice = vocabulary(), random.Random(11)
    people = list(Profile.objects.all()[:500])
    skills = list(Skill.objects.all())
    tags = Resource.skills.through
    for first in range(0, number, BATCH):
        items = [one(dice, words, first + n, people) for n in range(BATCH)]
        chosen = [dice.sample(skills, 3) for _item in items]
        for item, names in zip(items, chosen, strict=True):
            item.search_text += " " + " ".join(skill.name.lower() for skill in names)
        Resource.objects.bulk_create(items)
        tags.objects.bulk_create(
            tags(resource=item, skill=skill)
            for item, names in zip(items, chosen, strict=True)
            for skill in names
        )
        library_words.learn(items)
    analyze()


def one(dice: random.Random, words: list[str], number: int, people: "list[Profile]") -> "Resource":
    import datetime as dt

    from django.utils import timezone

    from community.models import Resource

    is_document = dice.random() < DOCUMENTS
    title, summary = text(dice, words, 5).capitalize(), text(dice, words, 14)
    body = text(dice, words, dice.randint(SHORT, LONG)) if is_document else ""
    at = timezone.now() - dt.timedelta(minutes=dice.randint(1, 1_000_000))
    return Resource(
        shape="document" if is_document else "link",
        kind=dice.choice(("lesson", "how_to") if is_document else ("book", "article", "video")),
        state="published",
        title=title[:160],
        summary=summary[:400],
        url="" if is_document else f"https://example.com/{number}",
        link_key="" if is_document else f"example.com/{number}",
        body=body,
        minutes=dice.randint(2, 400),
        owner=dice.choice(people),
        suggested_by=dice.choice(people),
        published_at=at,
        title_text=title.lower(),
        search_text=f"{title} {summary} {body}".lower(),
    )


def queries() -> dict[str, list[str]]:
    words, dice = vocabulary(), random.Random(5)

    def typo(word: str) -> str:
        at = dice.randint(1, len(word) - 2)
        return word[:at] + "x" + word[at + 1 :]

    rare = [word for word in dice.sample(words[2_000:], 400) if len(word) >= 6]
    made: dict[str, Callable[[int], str]] = {
        "common word": lambda n: words[n],
        "rare word": lambda n: rare[n],
        "beginning": lambda n: words[n * 31][:3],
        "two words": lambda n: f"{words[n]} {words[n + 7]}",
        "typo": lambda n: typo(rare[n]),
        "nothing": lambda n: f"zzqq{n}xyzzy",
    }
    return {kind: [made[kind](n) for n in range(ASKED)] for kind in KINDS}


def search() -> None:
    """Prints a line for each kind of query."""
    from community import library_lists
    from community.models import Resource

    def ours(query: str) -> None:
        found = library_lists.results({"q": query}, Resource.objects.published(), "1")
        list(found.page), found.page.paginator.count

    def ilike(query: str) -> None:
        rows = Resource.objects.published()
        for word in query.split():
            rows = rows.filter(search_text__icontains=word)
        list(rows.light()[:50]), rows.values("pk")[:1001].count()

    for kind, asked in queries().items():
        mine, peer = timed(ours, asked), timed(ilike, asked)
        p95 = quantiles(mine, n=20)[-1]
        ratio = median(peer) / median(mine)
        times = f"p50 {median(mine) * 1e3:7.1f} ms   p95 {p95 * 1e3:7.1f} ms"
        print(f"  search, {kind:18} {times}   ILIKE takes {ratio:5.1f} ×")


def timed(act: Callable[[str], None], asked: Iterable[str]) -> list[float]:
    spent = []
    for query in asked:
        start = perf_counter()
        act(query)
        spent.append(perf_counter() - start)
    return spent


def pages() -> None:
    """Prints what the server is asked, as the employee with most goals."""
    from profiles.models import Profile

    reader = Profile.objects.filter(goals__isnull=False).select_related("user").first()
    if reader is None:
        raise SystemExit("Nobody has a goal.")
    asked = queries()
    paths = {"library": "/library/", "library, book": "/library/?kind=book&minutes=30"}
    paths |= {f"library, {kind}": f"/library/?q={quote_plus(asked[kind][3])}" for kind in KINDS}
    print(json.dumps({"cookie": cookie_of(reader), "paths": paths}))


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        django.setup()
        acts = {"fill": lambda: fill(int(sys.argv[2])), "search": search, "pages": pages}
        acts[sys.argv[1]]()
