"""Bringing people into programs and pairs the way the product does it: enrollments, real runs of
the engine, decisions, Publish, the mentors' answers."""

import datetime as dt
from collections.abc import Iterable

from matching import answers, decisions, publishing, rounds, runs
from matching.models import Enrollment, Invitation, Pair, PairRule, Program, Round, Run, Wish
from mentorship.demo import casting
from mentorship.demo.dice import dice
from mentorship.demo.person import Person
from mentorship.demo.scene import Scene, learn_sizes
from outbox.models import Message
from profiles.models import Profile, User

SALT = "lumen"
Role = Enrollment.Role
Couple = tuple[Profile, Profile]
RECALL_IS_OVER = dt.timedelta(minutes=11)


class DemoError(Exception):
    """The company on paper does not work out."""


def enroll(
    scene: Scene,
    program: Program,
    *,
    mentees: Iterable[Person] = (),
    mentors: Iterable[Person] = (),
) -> None:
    rows = [
        Enrollment(program=program, profile=scene.profile(person), role=Role.MENTEE)
        for person in mentees
    ]
    rows += [
        Enrollment(
            program=program,
            profile=scene.profile(person),
            role=Role.MENTOR,
            capacity=dice("places", program.name, person.number).choice([1, 2, 2, 3, 3]),
        )
        for person in mentors
    ]
    Enrollment.objects.bulk_create(rows)
    chance = dice("joined", program.name)
    last = min((program.sign_up_closes - program.sign_up_opens).days, _days_open(scene, program))
    for row in rows:
        day = program.sign_up_opens + dt.timedelta(days=chance.randint(0, max(0, last)))
        row.joined_at = scene.at(day, chance.randint(7, 18))
    Enrollment.objects.bulk_update(rows, ["joined_at"])
    _invite(scene, program, rows)
    learn_sizes()


def _invite(scene: Scene, program: Program, rows: Iterable[Enrollment]) -> None:
    """Everybody who is in was invited on the first day."""
    asked = Invitation.objects.bulk_create(
        [
            Invitation(
                program=program,
                profile_id=pk,
                state=Invitation.State.JOINED,
                answered_at=joined_at,
            )
            for pk, joined_at in {row.profile_id: row.joined_at for row in rows}.items()
        ],
        ignore_conflicts=True,
    )
    program.invitations.filter(profile__in=[row.profile_id for row in asked]).update(
        sent_at=scene.at(program.sign_up_opens, 8)
    )


def _days_open(scene: Scene, program: Program) -> int:
    return (scene.today - program.sign_up_opens).days - 1


def wish(
    scene: Scene, program: Program, mentees: Iterable[Person], mentors: Iterable[Person]
) -> None:
    """Some mentees name people they would like."""
    mentors = list(mentors)
    enrolled = dict(
        Enrollment.objects.mentees().filter(program=program).values_list("profile", "pk")
    )
    Wish.objects.bulk_create(
        Wish(
            enrollment_id=enrolled[scene.profile(mentee).pk],
            wished=scene.profile(mentor),
            rank=rank,
        )
        for mentee in mentees
        for rank, mentor in enumerate(casting.wished(mentee, mentors), start=1)
    )


def begin(
    program: Program, *, by: User, at: dt.datetime, together: Iterable[Couple] = ()
) -> list[Pair]:
    """A round from its run to everybody's yes."""
    round_, _run = match(program, by=by, at=at, together=together)
    return answer(publish(round_, by=by, at=at), at=at + RECALL_IS_OVER)


def match(
    program: Program, *, by: User, at: dt.datetime, together: Iterable[Couple] = ()
) -> tuple[Round, Run]:
    """An open round with the result of a real run; `together` are (mentor, mentee) HR holds."""
    round_, _new = rounds.open_round(program, by=by)
    Round.objects.filter(pk=round_.pk).update(opened_at=at)
    PairRule.objects.bulk_create(
        PairRule(
            program=program,
            round=round_,
            mentor=mentor,
            mentee=mentee,
            kind=PairRule.Kind.LOCK,
            scope=PairRule.Scope.ROUND,
            reason="They know each other from the innovation day and asked for it.",
            author=by,
        )
        for mentor, mentee in together
    )
    run, _new = runs.request(round_, by=by)
    Run.objects.filter(pk=run.pk).update(salt=SALT, requested_at=at)
    done = runs.execute_next("demo", now=at)
    if done is None or done.pk != run.pk or done.state != Run.State.DONE:
        raise DemoError(done.error if done else "The run was not executed.")
    Run.objects.filter(pk=run.pk).update(finished_at=at + dt.timedelta(seconds=4))
    Message.objects.filter(key=f"review-ready:{run.pk}").update(not_before=at)
    return round_, done


def publish(round_: Round, *, by: User, at: dt.datetime) -> list[Pair]:
    """Approve what the run found and publish it."""
    decisions.approve_all(round_, round_.proposals.all(), by=by, now=at)
    for proposal in round_.proposals.undecided():
        decisions.approve(proposal, by=by, now=at)
    round_.refresh_from_db()
    publishing.publish(round_, by=by, version=round_.version, now=at)
    pairs = Pair.objects.filter(round=round_)
    pairs.update(created_at=at)
    learn_sizes()
    return list(pairs.with_people().order_by("pk"))


def answer(pairs: Iterable[Pair], *, at: dt.datetime) -> list[Pair]:
    """Whoever is asked says yes within two days."""
    answers.tick(now=at)
    begun = list(pairs)
    for pair in begun:
        chance = dice("answered", pair.mentor.user.email)
        after = dt.timedelta(hours=chance.randint(2, 44), minutes=chance.randint(0, 59))
        answers.accept(pair, by=pair.asked.user, now=at + after)
    return begun
