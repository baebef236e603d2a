"""A call that ends before its dates: taken back while nobody is nominated, or closed early.

    award_ends.discard(award, by=hr)            # False once somebody has been nominated
    award_ends.close(award, by=hr, now=now)     # nominations end now, or the vote does

What colleagues wrote is never thrown away: with a nomination in it a call is closed, not deleted.
Both lock the row of the call, as a nomination does.
"""

import datetime as dt

from django.db import transaction

from community import awards
from community.models import AwardCall, Juror, Nomination
from outbox.queue import cancel
from profiles import audit
from profiles.models import User

DELETED, CLOSED = "award.deleted", "award.closed"
Stage = AwardCall.Stage


def is_untouched(award: AwardCall) -> bool:
    return not award.announced_at and not Nomination.objects.filter(call=award).exists()


def can_close(award: AwardCall, *, now: dt.datetime) -> bool:
    return award.stage(now=now) in {Stage.OPEN, Stage.DECIDING} and not is_untouched(award)


@transaction.atomic
def discard(award: AwardCall, *, by: User) -> bool:
    """Gone, with the mail to its jury. False when it is not, or no longer, untouched."""
    row = AwardCall.objects.select_for_update().filter(pk=award.pk).first()
    if row is None or not is_untouched(row):
        return False
    cancel(batch=awards.batch_of(row))
    audit.record(DELETED, row, by=by, data={"name": row.name})
    row.delete()
    return True


@transaction.atomic
def close(award: AwardCall, *, by: User, now: dt.datetime) -> bool:
    """The stage it is in ends now: the jury gets its mail, or HR may announce. False when there is
    nothing to close."""
    row = AwardCall.objects.select_for_update(no_key=True).filter(pk=award.pk).first()
    if row is None or not can_close(row, now=now):
        return False
    if row.stage(now=now) == Stage.OPEN:
        row.closes_at = now
    else:
        row.decides_by = now
    jury = [one.profile for one in Juror.objects.filter(call=row).select_related("profile__user")]
    awards.call(row, jury=jury, by=by, now=now)
    audit.record(CLOSED, row, by=by)
    return True
