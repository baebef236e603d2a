"""Where a proposal can be tried: the open rounds of the program and of the cohorts after it.

A proposal is a share per weight; in the lab it is laid over the live policy of the round, so that
everything else of that policy stays.
"""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from insights.learning import cohorts, proposal
from insights.models import LearningRun
from matching import policies, rounds
from matching.access import managed_programs
from matching.lab import drafts
from matching.models import Lab, Program, Round, Run
from profiles.models import User


def steps_of(run: LearningRun) -> dict[str, float]:
    found: dict[str, float] = run.result.get("steps", {})
    return found


def open_rounds(program: Program, user: User) -> QuerySet[Round]:
    """Those with a result to compare with."""
    done = Run.objects.filter(round=OuterRef("pk"), state=Run.State.DONE)
    rows = Round.objects.filter(
        Exists(done), state=Round.State.OPEN, program__in=cohorts.after(program)
    )
    mine = managed_programs(user).order_by().values("pk")
    return rows.filter(program__in=mine).select_related("program").order_by("-opened_at")


def open_in_lab(run: LearningRun, round_: Round, *, by: User) -> Lab:
    """A draft of the lab with the live policy and the proposed one. LabRefusedError says why not;
    nothing is compared, saved or published before somebody does so there."""
    live_run = rounds.current_run(round_)
    live = policies.engine_policy(live_run.policy if live_run else policies.current(round_.program))
    wanted = proposal.changed(live, steps_of(run))
    return drafts.begin_with(round_, [(_("Learned from pairs"), wanted)], by=by)
