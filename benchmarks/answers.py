"""People, pairs, meetings and check-ins for `benchmarks.insights`:
`python -m benchmarks.answers [programs]`.

Written in bulk: 40 programs of 500 pairs, each pair with half a year of weekly questions to both
sides, of which seven in ten are answered, and a meeting every two weeks.
"""

import datetime as dt
import random
import sys

import django
from django.utils import timezone

PROGRAMS, PAIRS, WEEKS = 40, 500, 25
PEOPLE_PER_PROGRAM = 2_500
BATCH = 2_500
# Per pair and week; the last of them closes within the week that ended last.
ASKED = """
INSERT INTO checkins_checkin (pair_id, author_id, kind, period, asked_at, closes_at, answer, words,
    tell_coordinator, answered_at)
SELECT p.id, a.author, 'weekly', 'W' || w, %(last)s - w * interval '7 days',
    %(last)s - w * interval '7 days' + interval '5 days',
    CASE WHEN (p.id * 7 + w * 3 + a.side) %% 10 < 7 THEN 'met_helped' ELSE '' END, '', false,
    CASE WHEN (p.id * 7 + w * 3 + a.side) %% 10 < 7
        THEN %(last)s - w * interval '7 days' + interval '9 hours' END
FROM matching_pair p
CROSS JOIN LATERAL (VALUES (p.mentor_id, 0), (p.mentee_id, 1)) AS a(author, side)
CROSS JOIN generate_series(0, %(weeks)s - 1) AS w
"""
MET = """
INSERT INTO checkins_meeting (pair_id, state, starts_at, ends_at, place, has_time, is_own_date, uid,
    sequence, created_at)
SELECT p.id, 'held', %(last)s - w * interval '14 days' + interval '1 hour',
    %(last)s - w * interval '14 days' + interval '105 minutes', '', true, false,
    gen_random_uuid(), 0, now()
FROM matching_pair p CROSS JOIN generate_series(0, %(weeks)s / 2 - 1) AS w
WHERE (p.id + w) %% 5 > 0
"""


def fill(programs: int) -> None:
    from django.db import connection

    from benchmarks.crowd import analyze, person
    from checkins.models import CheckIn
    from insights import weeks
    from matching.models import Pair
    from profiles.models import Profile, User

    dice = random.Random(1)
    for start in range(0, programs * PEOPLE_PER_PROGRAM, BATCH):
        numbers = range(start, start + BATCH)
        users = User.objects.bulk_create(
            User(email=f"person.{n}@example.com", password="!") for n in numbers
        )
        Profile.objects.bulk_create(
            [person(user, n, dice) for user, n in zip(users, numbers, strict=True)]
        )
    monday = weeks.last_over(timezone.now())
    people = list(Profile.objects.order_by("pk").values_list("pk", flat=True))
    for n in range(programs):
        pair_up(people[n * 2 * PAIRS :][: 2 * PAIRS], n, monday)
    last = dt.datetime.combine(monday, dt.time(8), tzinfo=dt.UTC)
    with connection.cursor() as cursor:
        cursor.execute(ASKED, {"last": last, "weeks": WEEKS})
        cursor.execute(MET, {"last": last, "weeks": WEEKS})
    analyze()
    asked, pairs = CheckIn.objects.count(), Pair.objects.count()
    print(f"{len(people):,} profiles, {pairs:,} pairs, {asked:,} check-ins")


def pair_up(people: list[int], number: int, monday: dt.date) -> None:
    from matching.models import Enrollment, Pair, Program

    starts = monday - dt.timedelta(weeks=WEEKS + 1)
    program = Program.objects.create(
        name=f"Program {number}",
        format=Program.Format.MENTORING,
        state=Program.State.RUNNING,
        sign_up_opens=starts - dt.timedelta(weeks=6),
        sign_up_closes=starts - dt.timedelta(weeks=3),
        matching_on=starts - dt.timedelta(weeks=2),
        starts_on=starts,
        ends_on=monday + dt.timedelta(weeks=12),
    )
    enrolled = Enrollment.objects.bulk_create(
        Enrollment(program=program, profile_id=pk, role=("mentor", "mentee")[n % 2], used=1)
        for n, pk in enumerate(people)
    )
    seen = dt.datetime.combine(starts, dt.time(), tzinfo=dt.UTC)
    Enrollment.objects.filter(program=program).update(joined_at=seen)
    Pair.objects.bulk_create(
        Pair(
            program=program,
            mentor_enrollment=mentor,
            mentee_enrollment=mentee,
            mentor_id=mentor.profile_id,
            mentee_id=mentee.profile_id,
            state=Pair.State.ACTIVE,
            starts_on=starts,
            ends_on=program.ends_on,
            visible_at=seen,
        )
        for mentor, mentee in zip(enrolled[::2], enrolled[1::2], strict=True)
    )


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]) if sys.argv[1:] else PROGRAMS)
