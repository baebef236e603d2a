"""The stages of the demo, each one transaction, noted in the audit trail so that none runs twice.

Whatever a stage writes into the past is history: its mails count as sent. What it does today sends
real mails, a handful, so that a newcomer finds links to click in the mailbox.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mentorship.demo import (
    cohort,
    company,
    figures,
    formats,
    groups,
    library,
    life,
    mentoring,
    paths,
    people,
    proof,
    questions,
    recognition,
    reports,
    reverse,
    sessions,
)
from mentorship.demo.scene import Scene, learn_sizes
from outbox.models import Message
from profiles import audit
from profiles.models import AuditEvent, Profile

FRESH = dt.timedelta(hours=12)
NOTE = "demo."
Say = Callable[[str], object]


@dataclass(frozen=True)
class Stage:
    name: str
    words: str
    act: Callable[[Scene], None]


STAGES = (
    Stage("people", "400 people in 12 departments", people.write),
    Stage("finished", "a finished program with its history", reverse.fresh_eyes),
    Stage("running", "a running program with pairs and answers", mentoring.season),
    Stage("life", "a pair that is away, people who wait, a request", life.write),
    Stage("buddies", "buddies for newcomers", mentoring.first_weeks),
    Stage("library", "a library of 120 items", library.write),
    Stage("groups", "circles, communities and projects", groups.write),
    Stage("sessions", "sessions held, ahead and proposed", sessions.write),
    Stage("review", "a round ready to review", mentoring.across),
    Stage("formats", "single talks, a coaching, a handover, a mentor’s group", formats.write),
    Stage("open", "a program open for sign-up", mentoring.ready_to_lead),
    Stage("paths", "learning paths people are on", paths.write),
    Stage("recognition", "kudos, stories and awards", recognition.write),
    Stage("questions", "questions and answers", questions.write),
    Stage("cohort", "a cohort before, started in two waves by lot", cohort.winter),
    Stage("figures", "the figures of the last weeks", figures.write),
    Stage("report", "a report, written and scheduled", reports.write),
    Stage("proof", "whether tips help", proof.write),
)


def play(*, now: dt.datetime | None = None, say: Say = lambda words: None) -> int:
    """Run the stages that have not run in this database; returns how many."""
    done = set(AuditEvent.objects.filter(action__startswith=NOTE).values_list("action", flat=True))
    waiting = [stage for stage in STAGES if NOTE + stage.name not in done]
    if waiting:
        scene = Scene(company.build(), now or timezone.now())
        for stage in waiting:
            say(stage.words)
            _run(stage, scene)
    return len(waiting)


@transaction.atomic
def _run(stage: Stage, scene: Scene) -> None:
    stage.act(scene)
    mails = Message.objects.filter(status=Message.Status.QUEUED)
    mails.filter(not_before__lt=scene.now - FRESH).update(
        status=Message.Status.SENT,
        sent_at=F("not_before"),
        created_at=F("not_before"),
        context={},
    )
    audit.record(NOTE + stage.name, Profile(), by=None)
    learn_sizes()
