"""One of the two ends the pair, privately and at nobody's fault.

Both get the same neutral mail. The pair and the audit keep that it ended, not who pressed and not
why; a reason, if one was given, is only ever counted (`matching.exit_reasons`). The mentee is
first in line for somebody new.
"""

from datetime import datetime

from django.db import transaction

from matching import pairs, places, waiting
from matching.models import ExitReason, Pair
from profiles.models import Profile

GOES_ON = (Pair.State.ACTIVE, Pair.State.AWAY)


@places.retry_on_conflict
def end(pair: Pair, author: Profile, *, reason: str = "", now: datetime) -> bool:
    """False when there was nothing to end: the pair is over, or has not begun (a mentor says "Not
    now" to an offer instead)."""
    with transaction.atomic():
        row = Pair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
        if row.state not in GOES_ON or author.pk not in (row.mentor_id, row.mentee_id):
            return False
        pairs.close_pair(row, by=None, reason=pairs.PRIVATE, now=now)
        waiting.first_in_line(row, now=now)
        if reason:
            ExitReason.objects.create(
                program_id=row.program_id,
                pair=row,
                author=author,
                reason=reason,
                said_on=now.date(),
            )
    pair.refresh_from_db()
    return True
