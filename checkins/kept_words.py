"""Words a mentee lets the mentor keep: the consent, and taking it back.

    allow(pair, me, now=now)     # me learned; the mentor's page and letter may have the words
    withdraw(pair, me)           # at any time, also years later: they are gone from both
    of(mentor)                   # what this mentor may keep, the newest first

Nothing is kept without a tick, and nothing from a pair in which contact is stopped.
"""

import datetime as dt

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from checkins import contact
from checkins.models import Thanks
from matching.models import Pair
from profiles.models import Profile


def may_be_asked(pair: Pair, me: Profile) -> bool:
    """Only who learned is asked: a mentor's thanks are nobody's record."""
    return pair.mentee_id == me.pk


def question(mentor: Profile) -> str:
    return _("May %(name)s keep these words?") % {"name": mentor.first_name}


def who_sees(mentor: Profile) -> str:
    """Printed under the question, and under words that are kept."""
    return _(
        "%(name)s finds them, with your name, on the page “What you made possible”. The manager of "
        "%(name)s reads them only if %(name)s sends a letter. HR and coordinators: never. You can "
        "take this back at any time."
    ) % {"name": mentor.first_name}


def allow(pair: Pair, me: Profile, *, now: dt.datetime) -> bool:
    """False when there are no words of theirs, or they are kept already."""
    rows = _own(pair, me).filter(kept_since__isnull=True)
    return bool(rows.update(kept_since=now))


def withdraw(pair: Pair, me: Profile) -> bool:
    """False when nothing was kept. A letter that waits to be sent goes without them."""
    return bool(_own(pair, me).filter(kept_since__isnull=False).update(kept_since=None))


def of(mentor: Profile) -> QuerySet[Thanks]:
    rows = Thanks.objects.filter(pair__mentor=mentor, author=F("pair__mentee"))
    rows = rows.filter(kept_since__isnull=False).exclude(pair__in=contact.blocked_pairs())
    return rows.select_related("author").order_by("-sent_at", "-pk")


def _own(pair: Pair, me: Profile) -> QuerySet[Thanks]:
    return Thanks.objects.filter(pair=pair, author=me, pair__mentee=me)
