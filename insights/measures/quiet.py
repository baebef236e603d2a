"""Pairs that have gone quiet: what nobody notices unless it is counted."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from checkins import rhythm
from insights.measures.base import Measure, Row
from insights.measures.pairs import State, begun
from insights.weeks import Scope


def quiet(scope: Scope) -> Iterator[Row]:
    """Running pairs older than a quiet spell; one with a rhythm of many weeks may be silent for
    longer, as in `checkins.health`."""
    for pair in begun(scope, last=True):
        ended = pair.state == State.ENDED and (not pair.ended_on or pair.ended_on <= scope.last_day)
        since = scope.last_day - dt.timedelta(days=rhythm.quiet_after(pair.weeks))
        if ended or pair.state == State.AWAY or pair.begins_on > since:
            continue
        yield from pair.rows(not any(day > since for day in pair.met()))


QUIET = Measure(
    "quiet",
    _("Pairs gone quiet"),
    _("Running pairs without a meeting for three weeks, or longer than their rhythm and a week."),
    _("People whose pair has not met for so long"),
    _("People in running pairs, not away, that are older than that"),
    _("Pairs, agreements, meetings and check-ins"),
    "share",
    quiet,
)
