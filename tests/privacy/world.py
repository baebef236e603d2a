"""Ben, with something in as many tables as the cast can give him."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from checkins import delegates, feeds
from checkins.models import (
    HoldOut,
    MeetingValue,
    MentorWish,
    NotTakenOff,
    Nudge,
    OwnDate,
    SkillRating,
    StoryDraft,
    Talk,
    Thanks,
)
from community import exercises, joining, path_progress, plans, posts, shelf
from community.models import CircleRound, CircleSeat, Path, PathStep, ProposedCircle
from insights.models import ReportReader, ReportWords
from matching import rounds
from matching.models import (
    Away,
    ExitReason,
    Invitation,
    MentorRequest,
    PairRule,
    ReviewComment,
    Wish,
)
from outbox.models import Channel, DirectLine, MailPreference, Suppression
from outbox.queue import enqueue
from profiles import audit
from profiles.models import DoNotMatch, Letter, PeopleImport
from tests.checkins.asked import answered
from tests.checkins.reported import report
from tests.checkins.space import (
    add_action,
    booked,
    held,
    signed_agreement,
    write_note,
)
from tests.community.groups.world import make_group, put_in, resource
from tests.community.library import mine as library
from tests.community.questions import mine as questions
from tests.community.recognition import held as recognition
from tests.community.sessions.world import sessions_with
from tests.people import make_person, make_skill

NAME, ADDRESS = "Ben Ito", "ben.ito@example.com"
# Not his words but what a person is found by, and what has a fixed form.
NOT_SEEDED = {("profiles_profile", "name"), ("profiles_user", "email")}
TEXTS = """
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = current_schema() AND is_generated = 'NEVER'
  AND (data_type IN ('text', 'character varying', 'json', 'jsonb')
       OR (data_type = 'ARRAY' AND udt_name IN ('_text', '_varchar')))
ORDER BY 1, 2
"""


def fill(cast):
    """A row of Ben's in every table the cast can reach without a run of its own; gives somebody
    whose name and address hold his."""
    now = timezone.now()
    together(cast)
    alone(cast, now)
    on_paths(cast, now)
    in_programs(cast, now)
    in_hr(cast)
    in_mails(cast)
    in_groups(cast, now)
    in_sessions(cast)
    library.fill(cast, NAME)
    recognition.fill(cast, NAME)
    questions.fill(cast, NAME)
    in_reports(cast, now)
    return make_person("Joben Itoh", email="joben.ito@example.com", bio=f"Knows {NAME} well.")


def together(cast):
    signed_agreement(cast, goals=f"What {NAME} wants")
    add_action(cast)
    add_action(cast, "Both read it", owner="")
    met = held(cast.pair)
    MeetingValue.objects.create(meeting=met, author=cast.ben, score=4, said_at=timezone.now())
    booked(cast.pair, place="Room 3, ask ben.ito@example.com", booked_by=cast.ben)
    answered(cast, "met_helped", words="It was good")
    answered(cast, "met_helped", words=f"{NAME} listens", author=cast.ada)
    report(cast)
    report(cast, reporter=cast.dan, named=[cast.ben], words=f"It was {NAME}, {ADDRESS}.")


def alone(cast, now):
    ben, pair, week = cast.ben, cast.pair, "2027-W21"
    write_note(cast, f"I am {NAME}")
    delegates.name(ben, cast.emil, now=now)
    feeds.renew(ben, now=now)
    HoldOut.objects.create(profile=ben, template="tip-1", period=week, is_held=True, at=now)
    Nudge.objects.create(profile=ben, period=week, decided_at=now, steps=["tip-1"])
    MentorWish.objects.create(profile=ben, said_at=now)
    Talk.objects.create(pair=pair, number=1, topic="The suppliers", written_by=ben)
    StoryDraft.objects.create(pair=pair, author=ben, words="We did it", updated_at=now)
    Thanks.objects.create(pair=pair, author=ben, words="Thank you", sent_at=now)
    Thanks.objects.create(pair=pair, author=cast.ada, words=f"Thank you, {NAME}", sent_at=now)
    NotTakenOff.objects.create(pair=pair, author=ben, reason="no_time", said_at=now)
    OwnDate.objects.create(pair=pair, said_by=ben, said_at=now)
    SkillRating.objects.create(
        pair=pair, profile=ben, skill=make_skill(), stage="start", level=2, rated_at=now
    )


def in_reports(cast, now):
    words = dict.fromkeys(("went_well", "did_not", "we_ask"), f"{NAME} helped")
    ReportReader.objects.create(program=cast.program, profile=cast.ben)
    ReportWords.objects.create(
        program=cast.program, starts_on=now.date().replace(day=1), months=1, version=1,
        written_by=cast.ben.user, written_at=now, **words,
    )  # fmt: skip


def on_paths(cast, now):
    path = Path.objects.create(slug="a-path", name="A path", state="published")
    step = PathStep.objects.create(path=path, kind="exercise", title="Write", position=1)
    path_progress.finish_step(step, cast.ben, now=now)
    exercises.save(cast.ben, step, f"I am {NAME}", seen=None, now=now)


def in_programs(cast, now):
    ben, ada, pair, program = cast.ben, cast.ada, cast.pair, cast.program
    today, later = now.date(), now + dt.timedelta(days=3)
    ExitReason.objects.create(program=program, pair=pair, author=ben, reason="goal", said_on=today)
    Away.objects.create(pair=pair, person=ben, since=today, until=later.date(), back_on=today)
    Invitation.objects.create(program=program, profile=ben)
    Wish.objects.create(enrollment=cast.ben_enrolled, wished=ada, rank=1)
    DoNotMatch.objects.create(author=ben, other=cast.otto)
    DoNotMatch.objects.create(author=cast.dan, other=ben)
    MentorRequest.objects.create(
        mentee=cast.ben_enrolled, mentor=cast.ada_enrolled, message=f"I am {NAME}", state="not_now",
        asked_at=now, answer_by=later, answered_at=now,
    )  # fmt: skip


def in_hr(cast):
    hana = cast.hana.user
    round_, _is_new = rounds.open_round(cast.program, by=hana)
    ReviewComment.objects.create(
        round=round_, mentor=cast.ada_enrolled, mentee=cast.ben_enrolled, author=hana,
        text=f"{NAME} again",
    )  # fmt: skip
    PairRule.objects.create(
        program=cast.program, mentor=cast.ada, mentee=cast.ben, kind="forbid", scope="always",
        reason=f"About {NAME}",
    )  # fmt: skip
    Letter.objects.create(author=hana, list_name="people", subject=NAME, body=f"Dear {NAME}")
    rows = [[NAME, ADDRESS]]
    PeopleImport.objects.create(
        filename="people.csv", state="done", sample=rows, file=NAME.encode()
    )
    words = {"reason": f"{NAME} asked", "data": {"name": NAME}}
    audit.record("deactivated", cast.ben, by=hana, about=cast.ben, **words)


def in_sessions(cast):
    sessions_with(cast.ben, cast.ada, words=f"{NAME} was here")


def in_mails(cast):
    user = cast.ben.user
    MailPreference.objects.create(user=user)
    Suppression.objects.create(address=ADDRESS, reason="5.1.1")
    chat = Channel.objects.create(name="Town", service="mattermost", secret="x", host="chat.test")
    DirectLine.objects.create(user=user, channel=chat, handle="@ben")
    EmailAddress.objects.create(user=user, email="benny@example.org")
    for kind in ("account-mail", "weekly-nudge"):
        enqueue(kind, key=f"{kind}:test", to=user, context={"words": f"Hi {NAME}"})


def in_groups(cast, now):
    """Started, joined, written in, mentioned, ticked, on a shelf, seated in a circle."""
    ben, ada = cast.ben, cast.ada
    group = make_group(ben, name=f"What {NAME} likes", entry="ask")
    put_in(group, ada)
    posts.write(group, ben, f"I am {NAME}, {ADDRESS}", now=now)
    posts.write(group, ada, f"Thanks, @{NAME}", now=now)
    plans.tick(plans.add(group, f"Ask {NAME}", None, now=now), by=ben, now=now)
    shelf.put(group, resource(), by=ben, now=now)
    asked = make_group(ada, entry="ask")
    joining.join(asked, ben, words=f"I am {NAME}", now=now)
    skill = make_skill("Singing")
    made = CircleRound.objects.create(
        state="published", asked_by=ben, made_at=now, decided_at=now, decided_by=cast.hana.user
    )
    circle = ProposedCircle.objects.create(round=made, skill=skill, group=asked)
    CircleSeat.objects.create(circle=circle, profile=ben)


def seed_every_text(limit=NOT_SEEDED) -> set[tuple[str, str]]:
    """Write name and address into a row of every text column that takes them."""
    words, seeded = f"{NAME} {ADDRESS}", set()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL mentorship.erasure = 'on'")
        cursor.execute(TEXTS)
        for table, column, kind in cursor.fetchall():
            if (table, column) in limit or table.startswith("django_migrations"):
                continue
            value = {"json": f'{{"x": "{words}"}}', "jsonb": f'{{"x": "{words}"}}'}.get(kind, words)
            given = [value] if kind == "ARRAY" else value
            rows = f'(SELECT ctid FROM "{table}" LIMIT 1)'
            try:
                with transaction.atomic():
                    cursor.execute(
                        f'UPDATE "{table}" SET "{column}" = %s WHERE ctid = {rows}', [given]
                    )
                    seeded |= {(table, column)} if cursor.rowcount else set()
            except DatabaseError:
                continue
        cursor.execute("SET LOCAL mentorship.erasure = 'off'")
    return seeded


def found(*words: str) -> list[str]:
    """Every text column of the database in which one of these stands."""
    hits = []
    with connection.cursor() as cursor:
        cursor.execute(TEXTS)
        for table, column, _kind in cursor.fetchall():
            for word in words:
                cursor.execute(
                    f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ILIKE %s', [f"%{word}%"]
                )
                if cursor.fetchone()[0]:
                    hits.append(f"{table}.{column}: {word}")
    return hits
