"""How many of their weekly questions people answer: for programs in which HR has switched it on.

Only questions that can no longer be answered count, over the last year and all programs; four of
them make a record.
"""

import datetime as dt

from django.db.models import Count

from checkins.models import CheckIn

LOOKS_BACK = dt.timedelta(days=365)
FEWEST = 4


def answered(*, now: dt.datetime) -> dict[int, int]:
    """Profile → whole percent of the questions answered."""
    asked = CheckIn.objects.filter(
        kind=CheckIn.Kind.WEEKLY, closes_at__lte=now, asked_at__gt=now - LOOKS_BACK
    )
    rows = asked.order_by().values("author").annotate(asked=Count("pk"), said=Count("answered_at"))
    counts = rows.filter(asked__gte=FEWEST).values_list("author", "asked", "said")
    return {author: 100 * said // asked for author, asked, said in counts}
