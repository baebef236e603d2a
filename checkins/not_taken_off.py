"""Why nothing came of pairs: one tap each, read by HR as figures only.

The rules are those of `matching.exit_reasons`: five people at least, steps of five, frozen on
Monday. A changed mind counts from the next Monday on; until then the answer before it does, so that
a figure never moves with one person's tap.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from checkins.models import NotTakenOff
from matching import exit_reasons
from matching.exit_reasons import Table
from matching.models import Pair, Program
from profiles.models import Profile


@transaction.atomic
def say(pair: Pair, me: Profile, reason: str, *, now: dt.datetime) -> None:
    """The last tap counts."""
    rows = NotTakenOff.objects.select_for_update()
    row, is_new = rows.get_or_create(
        pair=pair, author=me, defaults={"reason": reason, "said_at": now}
    )
    if is_new or row.reason == reason:
        return
    if row.said_at.date() < exit_reasons.monday(now.date()):
        row.counted = row.reason
    row.reason, row.said_at = reason, now
    row.save(update_fields=["reason", "counted", "said_at"])


def said(pair: Pair, me: Profile) -> str:
    row = NotTakenOff.objects.filter(pair=pair, author=me).first()
    return row.reason if row else ""


def table(program: Program, *, today: dt.date) -> Table:
    """Somebody to whom it happened in several pairs counts once, with the last reason."""
    monday = exit_reasons.monday(today)
    rows = NotTakenOff.objects.filter(pair__program=program).order_by("pk")
    last = {
        row.author_id: code
        for row in rows
        if (code := row.reason if row.said_at.date() < monday else row.counted)
    }
    shares = exit_reasons.shares(last, dict(NotTakenOff.Reason.choices))
    return Table(_("Did not take off: no meeting was recorded"), shares)
