"""Rounds, proposals, publish and the mentor's answer."""

import datetime as dt

from django.utils import timezone

from matching.models import Enrollment, Pair, Policy, Proposal, Round, Run
from outbox.kinds import kind_named
from outbox.models import Link, Message
from tests.access.rows import Row, row
from tests.people import enroll, make_person

# Anonymous, employee, mentor, mentee, stranger, coordinator, other coordinator, HR, superuser.
READ = "L - - - - R - R -"
ACT = "L - - - - > - > -"
NO_GET = "L x x x x x x x x"
NO_POST = "L x x x x x x x x"


def _round(cast) -> Round:
    found = cast.extra.get("round")
    if found and Round.objects.filter(pk=found.pk).exists():
        return found
    cast.extra["round"] = Round.objects.create(program=cast.program, number=1)
    return cast.extra["round"]


def with_round(cast) -> None:
    _round(cast)


def with_run(cast) -> None:
    run = Run.objects.create(
        round=_round(cast),
        number=1,
        policy=Policy.objects.get(program=cast.program),
        state=Run.State.DONE,
        salt="00",
    )
    cast.extra["run"] = run


def with_failed_run(cast) -> None:
    with_run(cast)
    Run.objects.filter(pk=cast.extra["run"].pk).update(state=Run.State.FAILED)


def with_proposal(cast) -> None:
    with_run(cast)
    mei = enroll(cast.program, make_person("Mei Chen"), "mentor", capacity=2)
    cast.extra["proposal"] = Proposal.objects.create(
        round=_round(cast),
        run=cast.extra["run"],
        mentor=mei,
        mentee=enroll(cast.program, make_person("Lena Fox")),
        score=60,
        maximum=100,
    )


def with_approved(cast) -> None:
    with_proposal(cast)
    Proposal.objects.filter(pk=cast.extra["proposal"].pk).update(decision="approved")


def with_published(cast) -> None:
    now = timezone.now()
    Round.objects.filter(pk=_round(cast).pk).update(state="published", published_at=now)


def with_asked(cast) -> None:
    """Ada has been asked about Dan."""
    now = timezone.now()
    cast.extra["asked"] = Pair.objects.create(
        program=cast.program,
        round=_round(cast),
        mentor_enrollment=cast.ada_enrolled,
        mentee_enrollment=cast.dan_enrolled,
        mentor=cast.ada,
        mentee=cast.dan,
        state=Pair.State.OFFERED,
        starts_on=now.date(),
        ends_on=now.date() + dt.timedelta(days=90),
        visible_at=now - dt.timedelta(minutes=1),
        answer_by=now + dt.timedelta(days=3),
    )
    for enrollment in (cast.ada_enrolled, cast.dan_enrolled):
        Enrollment.objects.filter(pk=enrollment.pk).update(used=1)


def with_declined(cast) -> None:
    with_asked(cast)
    Pair.objects.filter(pk=cast.extra["asked"].pk).update(state=Pair.State.DECLINED)
    Enrollment.objects.filter(pk=cast.dan_enrolled.pk).update(used=0)


def with_link(cast) -> None:
    from outbox import links

    with_asked(cast)
    message = Message.objects.create(
        key="access-match",
        kind="match-mentor",
        policy=kind_named("match-mentor").policy,
        recipient=cast.ada.user,
        not_before=timezone.now(),
    )
    expires = timezone.now() + dt.timedelta(days=3)
    subject = f"{cast.extra['asked'].pk}:yes"
    url = links.url(message, "match", cast.ada.user, subject, expires_at=expires)
    cast.extra["token"] = url.rstrip("/").rsplit("/", 1)[1]
    assert Link.objects.filter(message=message).exists()


def the(name):
    return lambda cast: cast.extra[name].pk


def on_round(get: str, post: str, *, prepare=with_round, data=None) -> Row:
    return row(get, post, prepare=prepare, data=data, pk=the("round"))


def on_proposal(get: str, post: str, *, prepare=with_proposal, data=None) -> Row:
    return row(get, post, prepare=prepare, data=data, pk=the("proposal"))


def on_asked(get: str, post: str, *, prepare=with_declined, data=None) -> Row:
    return row(get, post, prepare=prepare, data=data, pk=the("asked"))


ROWS: dict[str, Row] = {
    "hr-rounds": row(READ, NO_POST, pk=lambda c: c.program.pk),
    "new-round": row(NO_GET, ACT, pk=lambda c: c.program.pk),
    "match-late-joiners": row(NO_GET, ACT, pk=lambda c: c.program.pk),
    "round": on_round(READ, NO_POST, prepare=with_proposal),
    "run-matching": on_round(NO_GET, ACT),
    "approve-all": on_round(NO_GET, ACT, prepare=with_proposal),
    "cancel-round": on_round(READ, ACT),
    "publish-round": on_round(
        "L - - - - F - R -",
        "L - - - - F - > -",
        prepare=with_approved,
        data=lambda c: {"version": 1},
    ),
    "recall-round": on_round(NO_GET, "L - - - - F - > -", prepare=with_published),
    "run": row(READ, NO_POST, prepare=with_run, pk=the("run")),
    "run-progress": row("L - - - - S - S -", NO_POST, prepare=with_run, pk=the("run")),
    "cancel-run": row(NO_GET, ACT, prepare=with_run, pk=the("run")),
    "run-again": row(NO_GET, ACT, prepare=with_failed_run, pk=the("run")),
    "proposal": on_proposal(READ, NO_POST),
    "approve-proposal": on_proposal(NO_GET, ACT),
    "reject-proposal": on_proposal(READ, ACT, data=lambda c: {"reason": "skills"}),
    "forbid-proposal": on_proposal(READ, ACT, data=lambda c: {"scope": "round", "words": "Reason"}),
    "lock-proposal": on_proposal(NO_GET, ACT),
    "unlock-proposal": on_proposal(NO_GET, ACT),
    "undo-proposal": on_proposal(NO_GET, ACT, prepare=with_approved),
    "next-best": on_asked(READ, NO_POST),
    "choose-next-best": on_asked(NO_GET, ACT, data=lambda c: {"mentor": 1}),
    "let-go": on_asked(NO_GET, ACT),
    "answer-pair": on_asked(
        "L - R - - - - - -",
        "L - > - - - - - -",
        prepare=with_asked,
        data=lambda c: {"answer": "yes"},
    ),
    "answer-match": row(
        "R",
        ">",
        prepare=with_link,
        data=lambda c: {"answer": "yes"},
        token=lambda c: c.extra["token"],
    ),
}
