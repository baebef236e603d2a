"""People with everything on their pages, for the test of the query budget.

    world = surround(cast)        # once: more programs, pairs, asks, invitations for every reader
    fill(pair)                    # what two people can have between them, beside what is there

What is made here stands beside whatever a row of the access table prepares for itself.
"""

import datetime as dt
import itertools

from django.utils import timezone

from checkins.models import (
    Action,
    Agreement,
    CheckIn,
    Concern,
    ConcernPart,
    Delegation,
    Meeting,
    MentorWish,
    SkillRating,
    Thanks,
)
from community import joining, path_progress
from community.models import Path, PathProgress, PathStep, PlanStep
from matching import away, engine, policies, training
from matching.models import Enrollment, Invitation, JoinDraft, MentorRequest, Program
from profiles.models import Profile
from tests.community.groups.world import make_group, put_in
from tests.community.questions import world as questions
from tests.community.recognition.world import asked, call, nominate, published, thank
from tests.community.sessions.world import a_session, go, held
from tests.people import enroll, make_goal, make_offer, make_pair, make_person, make_program

DAY, HOUR, WEEK = dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(weeks=1)
SKILLS = ("Negotiation", "SQL", "Presenting")
READERS = ("emil", "ada", "ben", "dan", "cora", "hana")
names = (f"Person{n} Example" for n in itertools.count())


def somebody() -> Profile:
    person = make_person(next(names), mentoring_limit=10, level=7)
    for skill in SKILLS:
        make_offer(person, skill)
    make_goal(person)
    return person


def surround(cast) -> None:
    """Every reader is a mentor and a mentee in programs of their own kind, waits, is asked, …"""
    Profile.objects.update(mentoring_limit=10)
    programs = {
        name: make_program(f"{name} program", takes_requests=True)
        for name in ("Mentor", "Mentee", "Away", "Over", "Offered", "Waiting", "Asked", "Told")
    }
    for name in ("Full", "Invited", "Begun", "Chosen"):
        programs[name] = make_program(f"{name} program", max_size=50)
    for name in READERS:
        person = getattr(cast, name)
        person.refresh_from_db()
        _in_pairs(person, programs)
        _asked(person, programs)
        _waiting(person, programs)
        _to_join(person, programs)
        _beside(person)
        _on_paths(person)
        _in_groups(person)
        _asks(person)
        _recognized(person)
        _in_sessions(person)
    for name in ("Told", "Mentor"):
        _switched_on(programs[name])


def _in_pairs(person: Profile, programs: dict[str, Program]) -> None:
    """Running pairs on both sides, one away, one over, one to answer; a place for one more."""
    # The rows of the access table add negotiation where they need it.
    for skill in SKILLS[1:]:
        make_goal(person, skill)
        make_offer(person, skill)
    mentor = enroll(programs["Mentor"], person, "mentor", capacity=5)
    for _n in range(2):
        fill(make_pair(programs["Mentor"], mentor, enroll(programs["Mentor"], somebody())))
    fill(_led(person, programs["Mentee"]))
    apart = _led(person, programs["Away"])
    fill(apart)
    until = timezone.now().date() + 20 * DAY
    away.start(apart, person=apart.mentor, until=until, by=apart.mentor.user, now=timezone.now())
    fill(_led(person, programs["Over"], state="ended", ended_on=timezone.now().date()))
    asked = enroll(programs["Offered"], person, "mentor", capacity=5)
    to_answer = {"state": "offered", "answer_by": timezone.now() + 3 * DAY}
    make_pair(programs["Offered"], asked, enroll(programs["Offered"], somebody()), **to_answer)


def _led(person: Profile, program: Program, **fields):
    mentor = enroll(program, somebody(), "mentor", capacity=5)
    return make_pair(program, mentor, enroll(program, person), **fields)


def _asked(person: Profile, programs: dict[str, Program]) -> None:
    """Two mentees ask this person to be their mentor."""
    mine = enroll(programs["Asked"], person, "mentor", capacity=5)
    for _n in range(2):
        _ask(enroll(programs["Asked"], somebody()), mine)


def _waiting(person: Profile, programs: dict[str, Program]) -> None:
    """Waits for a mentor and has asked one; waits in a program that has begun to look closer."""
    mentor = enroll(programs["Waiting"], somebody(), "mentor", capacity=5)
    _ask(enroll(programs["Waiting"], person), mentor)
    told = enroll(programs["Told"], person)
    Enrollment.objects.filter(pk=told.pk).update(joined_at=timezone.now() - 30 * DAY)


def _ask(mentee: Enrollment, mentor: Enrollment) -> None:
    now = timezone.now()
    MentorRequest.objects.create(
        mentee=mentee, mentor=mentor, message="Hi", asked_at=now, answer_by=now + WEEK
    )


def _to_join(person: Profile, programs: dict[str, Program]) -> None:
    answers = {"role": "mentee", "goals": [], "sentence": "", "time_zone": "UTC"}
    JoinDraft.objects.create(program=programs["Begun"], profile=person, answers=answers)
    Invitation.objects.create(program=programs["Invited"], profile=person)
    enroll(programs["Chosen"], person, state="notified")


def _on_paths(person: Profile) -> None:
    """Has finished one, is in the middle of another, and a program asks for a third."""
    for slug, steps in (("over", 1), ("begun", 2), (training.USUAL["mentoring"], 2)):
        path, _is_new = Path.objects.get_or_create(
            slug=slug, defaults={"name": slug, "badge": slug, "state": "published"}
        )
        for place in range(path.steps.count(), steps):
            PathStep.objects.create(path=path, kind="reading", title="R", position=place + 1)
    for slug in ("over", "begun"):
        step = PathStep.objects.filter(path__slug=slug).first()
        path_progress.finish_step(step, person, now=timezone.now())
    PathProgress.objects.filter(path__slug="over").update(shows_badge=True)


def _beside(person: Profile) -> None:
    """Books for two colleagues, wants to mentor, has somebody booking, reads a concern."""
    for colleague in (somebody(), somebody()):
        Delegation.objects.create(person=colleague, delegate=person)
    Delegation.objects.create(person=person, delegate=somebody())
    MentorWish.objects.create(profile=person, said_at=timezone.now())
    for _n in range(2):
        now = timezone.now()
        concern = Concern.objects.create(
            kind="other", reporter=somebody(), words="Words.", reported_at=now, answer_by=now + DAY
        )
        ConcernPart.objects.create(concern=concern, profile=person, part="reader", since=now)


def _switched_on(program: Program) -> None:
    document = policies.engine_policy(policies.current(program)).to_document()
    document["weights"] |= {"closeness": 10, "response": 10}
    document["rules"] = [*document["rules"], training.RULE]
    policies.save_version(program, engine.Policy.from_document(document), by=None)


def fill(pair) -> None:
    """Everything between two people that is not there yet; no two dates of a person collide."""
    now = timezone.now()
    _meetings(pair, now=now)
    _questions(pair, now=now)
    _agreement(pair, now=now)
    for owner, days in ((pair.mentor, -2), (pair.mentee, -1), (None, 0), (None, 9)):
        due_on = now.date() + days * DAY
        Action.objects.create(
            pair=pair, text=f"Due in {days}", owner=owner, due_on=due_on, created_at=now
        )
    for stage, level in (("start", 1), ("middle", 2)):
        for goal in pair.mentee.goals.all():
            SkillRating.objects.get_or_create(
                pair=pair, profile=pair.mentee, skill=goal.skill, stage=stage,
                defaults={"level": level, "rated_at": now},
            )  # fmt: skip
    for author in (pair.mentor, pair.mentee):
        Thanks.objects.get_or_create(
            pair=pair, author=author, defaults={"words": "Thank you.", "sent_at": now}
        )


def _meetings(pair, *, now: dt.datetime) -> None:
    apart = (pair.pk % 200) * HOUR + dt.timedelta(minutes=7)
    for state, starts_at in (
        ("held", now - 40 * DAY - apart),
        ("held", now - 60 * DAY - apart),
        ("missed", now - 80 * DAY - apart),
        ("booked", now - DAY - apart),
        ("booked", now + 15 * DAY + apart),
        ("booked", now + 30 * DAY + apart),
    ):
        Meeting.objects.create(
            pair=pair,
            state=state,
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(minutes=45),
        )


def _questions(pair, *, now: dt.datetime) -> None:
    """All four are open for both, and last week's is answered."""
    for author in (pair.mentor, pair.mentee):
        for kind in ("fit", "midpoint", "close"):
            _question(pair, author, kind, "once", asked_at=now - DAY, closes_at=now + WEEK)
        _question(
            pair, author, "weekly", "2020-W01",
            asked_at=now - DAY, closes_at=now + WEEK, since=now.date() - 90 * DAY,
        )  # fmt: skip
        _question(
            pair, author, "weekly", "2019-W52",
            asked_at=now - WEEK, closes_at=now, answer="met_helped", answered_at=now - WEEK,
        )  # fmt: skip


def _question(pair, author: Profile, kind: str, period: str, **fields) -> None:
    key = {"pair": pair, "author": author, "kind": kind, "period": period}
    CheckIn.objects.get_or_create(**key, defaults=fields)


def _agreement(pair, *, now: dt.datetime) -> None:
    """Written and signed by the mentor: it waits for the mentee."""
    words = {"goals": "Lead.", "weeks_between": 2, "minutes": 45, "edited_by": "mentor"}
    Agreement.objects.get_or_create(
        pair=pair, defaults=words | {"edited_at": now, "mentor_signed_at": now}
    )


def _in_groups(person: Profile) -> None:
    """They lead a circle that somebody asks to join and that has a step due, are in a community,
    and are invited to a third."""
    now, other = timezone.now(), somebody()
    led = make_group(person, "circle", entry="ask", name=f"Circle of {person}")
    joining.join(led, somebody(), words="May I?", now=now)
    PlanStep.objects.create(group=led, title="Read", due_on=now.date(), created_at=now)
    put_in(make_group(other, "community", name=f"Community for {person}"), person)
    joining.invite(make_group(other, name=f"For {person}"), [person], by=other.user, now=now)


def _asks(person: Profile) -> None:
    """They asked and were answered, were asked, and may share an answer of theirs."""
    now = timezone.now()
    questions.answered(person, somebody(), now=now)
    questions.make_offer_once(person)
    questions.question_lists.choose(person, 2)
    questions.ask(somebody(), wanted=person, now=now)
    questions.offered(somebody(), person, now=now - 2 * WEEK)


def _recognized(person: Profile) -> None:
    """Thanked and thanking, in stories on every side, nominated, on a jury and free to vote."""
    for audience in ("public", "private"):
        thank(somebody(), person, audience=audience)
        thank(person, somebody(), audience=audience)
    asked(somebody(), person)
    asked(person, somebody())
    published(somebody(), person)
    open_call = call(somebody(), name=f"For {person}")
    nominate(open_call, somebody(), person)
    nominate(open_call, person, somebody())
    for decision in ("jury", "vote"):
        decided = call(somebody(), stage="deciding", decision=decision, jury=[person])
        nominate(decided, somebody(), somebody(), state="named")


def _in_sessions(person: Profile) -> None:
    """Goes to one, waits for one, hosts one, is asked how one was and what came of their own."""
    go(a_session(somebody()), person)
    go(a_session(somebody(), capacity=1), somebody(), person)
    go(a_session(person, title=f"With {person}"), somebody())
    held(somebody(), person)
    held(person, somebody())
