"""People, pairs, meetings and check-ins for `benchmarks.insights`:
`python -m benchmarks.answers [programs]`.

40 programs of 500 pairs among 100,000 people; each pair has 25 weeks of weekly questions to both
sides, seven in ten of them answered, and a meeting every two weeks. Set by set, in SQL.
"""

import datetime as dt
import sys

import django
from django.utils import timezone

PROGRAMS, PAIRS, WEEKS = 40, 500, 25
PEOPLE_PER_PROGRAM = 2_500
USERS = """
INSERT INTO profiles_user (password, is_superuser, email, is_active, created_at)
SELECT '!', false, 'person.' || n || '@example.com', true, now()
FROM generate_series(1, %(people)s) AS n
"""
PROFILES = """
INSERT INTO profiles_profile (user_id, name, preferred_name, department, job_title, grade, level,
    site, country, time_zone, time_zone_confirmed, is_active, languages, bio, weekly_hours,
    worked_before_in, happy_to_talk_about, mentoring_limit, mentoring_used, updated_at, search_text,
    trigrams)
SELECT u.id, 'Person ' || u.id, '', 'Department ' || abs(hashint8(u.id)) %% 30, 'Planner', '',
    1 + abs(hashint8(u.id + 7)) %% 10, (ARRAY['Madrid', 'Pune', 'Austin', 'Osaka'])[z], '',
    (ARRAY['Europe/Madrid', 'Asia/Kolkata', 'America/Chicago', 'Asia/Tokyo'])[z], true, true,
    '{en}', '', '{}', '{}', '{}', 2, 0, now(), '', '{}'
FROM (SELECT id, 1 + abs(hashint8(id + 3)) %% 4 AS z FROM profiles_user) AS u
"""
ENROLLED = """
INSERT INTO matching_enrollment (program_id, profile_id, role, state, capacity, used, by_default,
    times_unmatched, joined_at)
SELECT g.id, p.id, CASE WHEN p.n %% 2 = 0 THEN 'mentor' ELSE 'mentee' END, 'active', 1, 1, false, 0,
    g.starts_on - interval '14 days'
FROM (SELECT id, starts_on, row_number() OVER (ORDER BY id) - 1 AS at FROM matching_program) AS g
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM profiles_profile) AS p
    ON p.n / %(members)s = g.at
"""
PAIRED = """
INSERT INTO matching_pair (program_id, mentor_enrollment_id, mentee_enrollment_id, mentor_id,
    mentee_id, mentor_role, mentee_role, state, starts_on, ends_on, end_reason, visible_at, reasons,
    meetings_before, exception_reason, created_at)
SELECT g.id, a.id, b.id, a.profile_id, b.profile_id, 'mentor', 'mentee', 'active', g.starts_on,
    g.ends_on, '', g.starts_on, '[]', 0, '', now()
FROM matching_program g
JOIN matching_enrollment a ON a.program_id = g.id AND a.role = 'mentor'
JOIN matching_enrollment b ON b.program_id = g.id AND b.role = 'mentee'
    AND b.profile_id = a.profile_id + 1
"""
# Per pair and week; the last of them closes within the week that ended last.
ASKED = """
INSERT INTO checkins_checkin (pair_id, author_id, kind, period, asked_at, closes_at, answer, words,
    tell_coordinator, answered_at)
SELECT p.id, a.author, 'weekly', 'W' || w, %(last)s - w * interval '7 days',
    %(last)s - w * interval '7 days' + interval '5 days',
    CASE WHEN said THEN 'met_helped' ELSE '' END, '', false,
    CASE WHEN said THEN %(last)s - w * interval '7 days' + interval '9 hours' END
FROM matching_pair p
CROSS JOIN LATERAL (VALUES (p.mentor_id), (p.mentee_id)) AS a(author)
CROSS JOIN generate_series(0, %(weeks)s - 1) AS w
CROSS JOIN LATERAL (SELECT abs(hashint8(a.author * 100 + w)) %% 10 < 7) AS s(said)
"""
MET = """
INSERT INTO checkins_meeting (pair_id, state, starts_at, ends_at, place, has_time, is_own_date, uid,
    sequence, created_at)
SELECT p.id, 'held', %(last)s - w * interval '14 days' + interval '1 hour',
    %(last)s - w * interval '14 days' + interval '105 minutes', '', true, false,
    gen_random_uuid(), 0, now()
FROM matching_pair p CROSS JOIN generate_series(0, %(weeks)s / 2 - 1) AS w
WHERE abs(hashint8(p.id + w)) %% 5 > 0
"""


def fill(programs: int) -> None:
    from django.db import connection

    from benchmarks.crowd import analyze
    from checkins.models import CheckIn
    from insights import weeks
    from matching.models import Pair
    from profiles.models import Profile

    monday = weeks.last_over(timezone.now())
    for number in range(programs):
        a_program(number, monday)
    values: dict[str, int | dt.datetime] = {
        "people": programs * PEOPLE_PER_PROGRAM,
        "members": 2 * PAIRS,
        "weeks": WEEKS,
        "last": dt.datetime.combine(monday, dt.time(8), tzinfo=dt.UTC),
    }
    with connection.cursor() as cursor:
        for words in (USERS, PROFILES, ENROLLED, PAIRED, ASKED, MET):
            cursor.execute(words, values)
    analyze()
    people, pairs, asked = (rows.objects.count() for rows in (Profile, Pair, CheckIn))
    print(f"{people:,} profiles, {pairs:,} pairs, {asked:,} check-ins")


def a_program(number: int, monday: dt.date) -> None:
    from matching.models import Program

    starts = monday - dt.timedelta(weeks=WEEKS + 1)
    Program.objects.create(
        name=f"Program {number}",
        format=Program.Format.MENTORING,
        state=Program.State.RUNNING,
        sign_up_opens=starts - dt.timedelta(weeks=6),
        sign_up_closes=starts - dt.timedelta(weeks=3),
        matching_on=starts - dt.timedelta(weeks=2),
        starts_on=starts,
        ends_on=monday + dt.timedelta(weeks=12),
    )


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]) if sys.argv[1:] else PROGRAMS)
