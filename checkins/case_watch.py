"""What concerns put on the overview and on Home: each reader's own cases, nobody else's."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins import concerns
from checkins.access import readable_concerns
from profiles.contributions import NeedsYou, Overview, Task
from profiles.home_ranks import Rank
from profiles.models import User
from profiles.visits import Visit


def overview(reader: User | None, *, now: dt.datetime) -> Overview:
    """HR as a whole has no cases: there is a list for each person only."""
    waiting = readable_concerns(reader).waiting() if reader else None
    count = waiting.count() if waiting is not None else 0
    if not count:
        return Overview()
    title = ngettext("%(n)d concern waits for you", "%(n)d concerns wait for you", count)
    line = _("Somebody should look after it within two working days.")
    url = reverse("hr-concerns")
    entry = NeedsYou(1, title % {"n": count}, line, _("See the list"), url, count, "shield")
    return Overview(needs=[entry])


def home_tasks(visit: Visit) -> list[Task]:
    """For the second contact, who has no overview."""
    if not concerns.is_second_contact(visit.profile):
        return []
    count = readable_concerns(visit.profile.user).waiting().count()
    if not count:
        return []
    title = ngettext("%(n)d concern waits for you", "%(n)d concerns wait for you", count)
    return [
        Task(
            rank=Rank.CONCERN,
            title=title % {"n": count},
            line=_("Somebody chose you, because you are not in HR."),
            verb=_("See the list"),
            url=reverse("hr-concerns"),
            icon="shield",
        )
    ]
