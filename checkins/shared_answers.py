"""A mentor of a group is asked once a week for all of them: one answer counts for each pair.

The question stands with the mentor's oldest pair of the program (`asked`). That they met, or have a
date, is true of the whole group, so it is kept with the other pairs too; a call for help is about
the pair it was asked for.
"""

import datetime as dt
from collections.abc import Iterable

from checkins.models import CheckIn
from matching.models import Pair, Program
from profiles.models import Profile

Answer = CheckIn.Answer
OF_ALL = (*CheckIn.MET, Answer.BOOKED, Answer.KEEP_GOING)


def is_shared(pair: Pair, person: Profile) -> bool:
    return pair.program.format == Program.Format.GROUP and pair.mentor_id == person.pk


def asked(person: Profile, pairs: Iterable[Pair]) -> list[Pair]:
    """Of these pairs, in their order: those this person is asked about."""
    found, programs = [], set()
    for pair in sorted(pairs, key=lambda pair: pair.pk):
        if is_shared(pair, person):
            if pair.program_id in programs:
                continue
            programs.add(pair.program_id)
        found.append(pair.pk)
    return [pair for pair in pairs if pair.pk in found]


def spread(checkin: CheckIn, *, now: dt.datetime) -> int:
    """The mentor's weekly answer, for the other pairs of the group. Returns for how many."""
    pair = checkin.pair
    is_weekly = checkin.kind == CheckIn.Kind.WEEKLY and checkin.answer in OF_ALL
    if not (is_weekly and is_shared(pair, checkin.author)):
        return 0
    others = Pair.objects.active().filter(program=pair.program_id, mentor=pair.mentor_id)
    others = others.exclude(pk=pair.pk)
    for other in others:
        CheckIn.objects.update_or_create(
            pair=other,
            author=checkin.author,
            kind=checkin.kind,
            period=checkin.period,
            defaults={
                "answer": checkin.answer,
                "answered_at": now,
                "since": checkin.since,
                "asked_at": checkin.asked_at,
                "closes_at": checkin.closes_at,
            },
        )
    return len(others)
