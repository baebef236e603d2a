"""What the page of Publish asks about a round beside its pairs, in one query.

state = publish_state.of(round_, reader=user)
state.newest, state.is_working, state.last_tick, state.other_admins, state.sampled
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Subquery

from matching import late_joiners, rounds, standing
from matching.console.sampling import Rate, Verdict
from matching.models import ProposalEvent, Round, Run, SampledPair
from outbox.heartbeat import TICK
from outbox.models import Heartbeat
from profiles import roles
from profiles.models import User


@dataclass(frozen=True)
class PublishState:
    """`newest` is the latest event of the round, 0 before the first; `last_tick` when mails were
    last handed over; `other_admins` how many besides the reader could confirm; `fixed` how many
    published pairs a top-up leaves as they are; `sampled` what came of the random sample."""

    newest: int
    is_working: bool
    last_tick: datetime | None
    other_admins: int
    fixed: int
    sampled: Rate


def of(round_: Round, *, reader: User) -> PublishState:
    events = ProposalEvent.objects.filter(round=OuterRef("pk")).order_by("-pk")
    runs = Run.objects.filter(round=OuterRef("pk"), state__in=rounds.WORKING)
    drawn = SampledPair.objects.filter(round=OuterRef("pk"))
    ticks = Heartbeat.objects.filter(name=TICK)
    found = Round.objects.filter(pk=round_.pk).values_list(
        Subquery(events.values("pk")[:1]),
        Exists(runs),
        Subquery(ticks.values("at")[:1]),
        standing.counted(roles.grants().exclude(user=reader), "role"),
        standing.counted(late_joiners.fixed(round_), "program"),
        standing.counted(drawn, "round"),
        standing.counted(drawn.exclude(verdict=Verdict.WAITING), "round"),
        standing.counted(drawn.filter(verdict=Verdict.REJECTED), "round"),
    )
    newest, is_working, last_tick, others, fixed, *sampled = found.get()
    return PublishState(newest or 0, is_working, last_tick, others, fixed, Rate(*sampled))
