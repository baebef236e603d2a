"""What is special about a pair that has one talk: when it is over, the mentee's question is too."""

import datetime as dt

from checkins import met
from checkins.models import CheckIn
from matching import waiting
from matching.models import Enrollment, Pair, Program
from profiles import audit


def is_single(pair: Pair) -> bool:
    return pair.program.format == Program.Format.FLASH


def says_it_was(checkin: CheckIn) -> bool:
    """Whoever says whether the talk was worth it says that it took place."""
    return checkin.kind == CheckIn.Kind.CLOSE and is_single(checkin.pair)


def after(pair: Pair, *, now: dt.datetime) -> None:
    """In the transaction that ends a pair. Whoever had their talk is done and may join again with
    another question; whoever had none is first in line for somebody else."""
    if not is_single(pair):
        return
    if not met.has_met(pair):
        waiting.first_in_line(pair, now=now)
        return
    mentee = Enrollment.objects.select_for_update().get(pk=pair.mentee_enrollment_id)
    if mentee.state == Enrollment.State.ACTIVE:
        mentee.state = Enrollment.State.WITHDRAWN
        mentee.save(update_fields=["state"])
        audit.record("enrollment.withdrawn", mentee, by=None, about=pair.mentee)
