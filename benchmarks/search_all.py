"""One search over everything: 100,000 people, 20,000 items of the library, 20,000 sessions and
2,000 groups of which a tenth is by invitation. The last part of `python -m benchmarks library`.

It is asked as the search page and the palette ask it, with what the reader may see, one query after
the other, against the same words looked for with ILIKE in the same lists in the same run. Each kind
of query is asked with 60 different words.
"""

import datetime as dt
import random
import sys
from statistics import median, quantiles
from typing import TYPE_CHECKING

import django
from django.utils import timezone

from benchmarks.crowd import a_name, analyze
from benchmarks.library import ASKED, queries, text, timed, vocabulary

if TYPE_CHECKING:
    from profiles.models import Profile

GROUPS, SESSIONS = 2_000, 20_000
BATCH, HIDDEN = 500, 0.1
NAMES = 400


def fill() -> None:
    from profiles.models import Profile, Skill

    words, dice = vocabulary(), random.Random(17)
    people = list(Profile.objects.order_by("pk")[:5_000])
    skills = list(Skill.objects.all())
    _groups(dice, words, people, skills)
    _sessions(dice, words, people, skills)
    analyze()


def _groups(dice: random.Random, words: list[str], people: list, skills: list) -> None:  # type: ignore[type-arg]
    """The reader, the first of all people, is a member of every tenth one nobody else sees."""
    from community import found_by
    from community.models import Group, Membership

    now = timezone.now()
    for first in range(0, GROUPS, BATCH):
        made = []
        for _number in range(first, first + BATCH):
            name, topic = text(dice, words, 3).capitalize(), text(dice, words, 12)
            found = found_by.group_fields(name[:120], topic[:400], dice.sample(skills, 2))
            entry = "invited" if dice.random() < HIDDEN else "open"
            made.append(
                Group(kind="community", name=name[:120], topic=topic[:400], entry=entry, used=1,
                      starts_on=now.date(), started_at=now, **found)
            )  # fmt: skip
        Group.objects.bulk_create(made)
        Membership.objects.bulk_create(
            Membership(
                group=group,
                profile=people[0] if number % 10 == 0 else dice.choice(people[1:]),
                role="lead",
                state="member",
                since=now,
            )
            for number, group in enumerate(made)
        )


def _sessions(dice: random.Random, words: list[str], people: list, skills: list) -> None:  # type: ignore[type-arg]
    from community import found_by
    from community.models import Group, Session

    now, groups = timezone.now(), list(Group.objects.values_list("pk", flat=True))
    for first in range(0, SESSIONS, BATCH):
        made = []
        for _n in range(first, first + BATCH):
            at = now + dt.timedelta(minutes=dice.randint(-1_000_000, 100_000))
            session = Session(
                kind="lunch",
                state="held" if at < now else "published",
                title=text(dice, words, 4).capitalize()[:120],
                outcome=text(dice, words, 12)[:400],
                host=dice.choice(people),
                group_id=dice.choice(groups) if dice.random() < 0.3 else None,
                starts_at=at,
                ends_at=at + dt.timedelta(hours=1),
            )
            found_by.fill_sessions([session], dice.sample(skills, 2))
            made.append(session)
        Session.objects.bulk_create(made)


def asked() -> dict[str, list[str]]:
    """The kinds of queries of the library, and people by their names."""
    dice = random.Random(23)
    names = [a_name(dice, NAMES) for _n in range(ASKED)]
    both = [f"{a_name(dice, NAMES)} {a_name(dice, 2_000)[:3]}" for _n in range(ASKED)]
    return queries() | {"a first name": names, "name and a beginning": both}


def search() -> None:
    """Prints a line for each kind of query."""
    from mentorship.search import everything
    from profiles.models import Profile

    reader = Profile.objects.select_related("user").earliest("pk")
    now = timezone.now()

    def ours(query: str) -> None:
        everything(query, reader=reader, pages=[], now=now)

    def ilike(query: str) -> None:
        _ilike(query, reader)

    total: list[float] = []
    for kind, words in asked().items():
        mine, peer = timed(ours, words), timed(ilike, words)
        total += mine
        ratio = median(peer) / median(mine)
        print(f"  everything, {kind:20} {_times(mine)}   ILIKE takes {ratio:5.1f} ×", flush=True)
    print(f"  everything, all of them          {_times(total)}   (goal: p95 100 ms)")


def _times(spent: list[float]) -> str:
    p95 = quantiles(spent, n=20)[-1]
    return f"p50 {median(spent) * 1e3:7.1f} ms   p95 {p95 * 1e3:7.1f} ms"


def _ilike(query: str, reader: "Profile") -> None:
    """What is written in an hour: the same lists, each word anywhere in them."""
    from community.models import Group, Resource, Session
    from profiles.models import Profile

    lists = (
        Profile.objects.active().order_by("name"),
        Group.objects.alive().visible_to(reader).order_by("name"),
        Session.objects.visible_to(reader).order_by("-starts_at"),
        Resource.objects.published().light(),
    )
    for rows in lists:
        found = rows
        for word in query.split():
            found = found.filter(search_text__icontains=word)
        list(found[:5])


if __name__ == "__main__":
    django.setup()
    {"fill": fill, "search": search}[sys.argv[1]]()
