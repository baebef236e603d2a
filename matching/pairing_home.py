"""What rounds put on Home (a mentor's question) and under HR's "Needs you"."""

from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import answers, pairing_words
from matching.models import Proposal, Round, Run
from profiles.contributions import NeedsYou, Task
from profiles.models import Profile


def tasks(profile: Profile, *, now: datetime) -> list[Task]:
    return [
        Task(
            rank=5,
            title=_("%(name)s would like to learn from you") % {"name": pair.mentee.name},
            line=_("Tell us by %(by)s") % {"by": pairing_words.day_of(pair.answer_by, profile)}
            if pair.answer_by
            else pair.program.name,
            verb=_("Answer"),
            url=reverse("answer-pair", args=[pair.pk]),
            person=pair.mentee,
        )
        for pair in answers.waiting_for(profile, now=now)
    ]


def needs_you(*, now: datetime) -> list[NeedsYou]:
    return [*_declined(), *_to_review(), *_failed()]


def _declined() -> list[NeedsYou]:
    return [
        NeedsYou(
            rank=10,
            title=_("%(mentee)s needs another mentor") % {"mentee": pair.mentee.name},
            line=_("%(mentor)s said “Not now”; %(mentee)s has not heard of it.")
            % {"mentor": pair.mentor.name, "mentee": pair.mentee.first_name},
            verb=_("See the next best"),
            url=reverse("next-best", args=[pair.pk]),
        )
        for pair in answers.needing_a_mentor()
    ]


def _to_review() -> list[NeedsYou]:
    undecided = Q(proposals__decision=Proposal.Decision.PENDING)
    waiting = Count("proposals", filter=undecided)
    rounds = Round.objects.filter(state=Round.State.OPEN).annotate(waiting=waiting)
    return [
        NeedsYou(
            rank=15,
            title=ngettext(
                "%(n)s proposal waits in %(program)s",
                "%(n)s proposals wait in %(program)s",
                round_.waiting,
            )
            % {"n": round_.waiting, "program": round_.program.name},
            line=_("Round %(n)s: review and publish.") % {"n": round_.number},
            verb=_("Review"),
            url=round_.get_absolute_url(),
            count=round_.waiting,
        )
        for round_ in rounds.filter(waiting__gt=0).select_related("program")
    ]


def _failed() -> list[NeedsYou]:
    """Open rounds whose newest run did not finish."""
    open_rounds = Round.objects.filter(state=Round.State.OPEN)
    latest = Run.objects.filter(round__in=open_rounds).order_by("round_id", "-number")
    return [
        NeedsYou(
            rank=16,
            title=_("Matching in %(program)s did not finish") % {"program": run.round.program.name},
            line=run.error,
            verb=_("See the run"),
            url=reverse("run", args=[run.pk]),
        )
        for run in latest.distinct("round_id").select_related("round__program")
        if run.state == Run.State.FAILED
    ]
