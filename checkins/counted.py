"""Pairs that end by themselves once they have had what their format gives: one talk, six meetings,
or a handover with every talk written down.

    counted.tick(now=now)      # each minute: ends them kindly, and asks for what is missing

A single talk whose time has passed is asked about once, two hours later (`ASK_AFTER`): was it
worth it? An answer says that it took place. Without any word the pair ends after three days
(`SILENT_AFTER`), with thanks and as no meeting of theirs.
"""

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from checkins import closing, met, questions, reviews, talks
from checkins.models import CheckIn, Meeting, Talk
from matching import presets
from matching.models import Pair, Program
from matching.models.pairs import PairQuerySet
from outbox.queue import enqueue, known_keys
from profiles.models import Profile

Format = Program.Format
ASK_AFTER, SILENT_AFTER = dt.timedelta(hours=2), dt.timedelta(days=3)
WRITE_WITHIN = dt.timedelta(days=14)
BATCH = 200
ASKED, WRITE = "talk-over", "write-down"


def tick(*, now: dt.datetime, limit: int = BATCH) -> int:
    """Returns how many pairs ended."""
    _ask_about_talks(now)
    _ask_to_write(now)
    ended = 0
    for pair in due(now=now)[:limit]:
        ended += closing.complete(pair, now=now)
    return ended


def due(*, now: dt.datetime) -> list[Pair]:
    """Active pairs that have had all their format gives."""
    reached = [
        Q(program__format=kind, held_count__gte=preset.meetings)
        for kind, preset in presets.PRESETS.items()
        if preset.meetings and not preset.fewest
    ]
    passed = Meeting.objects.booked().filter(pair=OuterRef("pk"))
    was_silent = passed.filter(ends_at__lte=now - SILENT_AFTER)
    flash = Q(program__format=Format.FLASH)
    flash &= Q(last_met__isnull=False) | (Exists(was_silent) & ~_ahead(now))
    rows = _counted().filter(flash | _any(reached)).with_people()
    return [*rows.order_by("pk"), *_handed_over()]


def _any(conditions: list[Q]) -> Q:
    found = Q(pk__in=[])
    for one in conditions:
        found |= one
    return found


def _counted() -> PairQuerySet:
    """Active pairs with `held_count` and `last_met`."""
    # Both narrow a PairQuerySet, which django-stubs loses on the way.
    return reviews.with_held(met.with_last_met(Pair.objects.active()))  # type: ignore[return-value]


def _ahead(now: dt.datetime) -> Exists:
    return Exists(Meeting.objects.booked().filter(pair=OuterRef("pk"), ends_at__gt=now))


def _handovers() -> list[tuple[Pair, list[talks.Line]]]:
    rows = _counted().filter(program__format=Format.HANDOVER).with_people()
    pairs = list(rows.prefetch_related("talks").order_by("pk"))
    return [(pair, talks.lines(list(pair.talks.all()), held=_held(pair))) for pair in pairs]


def _held(pair: Pair) -> int:
    count: int = getattr(pair, "held_count", 0)
    return count


def _handed_over() -> list[Pair]:
    return [pair for pair, lines in _handovers() if talks.is_done(lines)]


def _ask_about_talks(now: dt.datetime) -> None:
    """Was it worth it? Once to both, when the booked time of a single talk is over."""
    passed = Meeting.objects.booked().filter(
        pair=OuterRef("pk"), ends_at__lte=now - ASK_AFTER, ends_at__gt=now - SILENT_AFTER
    )
    asked = CheckIn.objects.filter(pair=OuterRef("pk"), kind=CheckIn.Kind.CLOSE)
    rows = Pair.objects.active().filter(Exists(passed), program__format=Format.FLASH)
    for pair in rows.filter(~Exists(asked)).with_people().order_by("pk")[:BATCH]:
        for person in (pair.mentor, pair.mentee):
            checkin = questions.ask_close(pair, person, now=now)
            _tell(ASKED, pair, person, now=now, about=checkin.pk, key=str(pair.pk))


def _ask_to_write(now: dt.datetime) -> None:
    """Both, once, for each talk that was held lately and that nobody has begun to write down."""
    recent = Meeting.objects.held().filter(pair=OuterRef("pk"), ends_at__gt=now - WRITE_WITHIN)
    lately = set(Pair.objects.active().filter(Exists(recent)).values_list("pk", flat=True))
    wanted = [
        (pair, line.talk)
        for pair, lines in _handovers()
        for line in lines
        if line.is_due and pair.pk in lately
    ]
    known = known_keys(WRITE, f"{WRITE}:") if wanted else set()
    for pair, talk in wanted:
        for person in (pair.mentor, pair.mentee):
            if f"{WRITE}:{talk.pk}:{person.pk}" not in known:
                _tell(WRITE, pair, person, now=now, about=talk.pk, key=str(talk.pk))


def _tell(
    kind: str, pair: Pair, person: Profile, *, now: dt.datetime, about: int, key: str
) -> None:
    if person.is_active:
        enqueue(
            kind,
            key=f"{kind}:{key}:{person.pk}",
            to=person.user,
            context={"pair": pair.pk, "person": person.pk, "about": about},
            not_before=now,
        )


def waits_for_words(talk: Talk) -> bool:
    """Nobody has begun its page, and the pair still runs."""
    return talk.pair.state == Pair.State.ACTIVE and not talks.pages_of([talk])
