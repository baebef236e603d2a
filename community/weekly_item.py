"""What community has for a weekly mail (`checkins.around`): a session of this week, a group with a
place, a path, for the goals of its reader and as open as what is offered to people who wait."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from checkins.around import Item
from community import meanwhile
from matching import goal_fit, waiting_offers
from matching.waiting_offers import Waiting
from outbox import links
from profiles.models import Profile

THIS_WEEK = dt.timedelta(days=8)


def items(person: Profile, now: dt.datetime) -> list[Item]:
    """One query; of equal fits what has a date first, because it does not wait."""
    row = waiting_offers.row_of(person, meanwhile.PARTS)
    sessions = [one for one in goal_fit.rows("sessions", row) if _is_soon(one, now)]
    hours = [one for one in goal_fit.rows("hours", row) if _is_soon(one, now)]
    return [
        *(_item("session", one, meanwhile.session(one, person)) for one in sessions),
        *(_item("session", one, meanwhile.hour(one, person)) for one in hours),
        *(_item("group", one, meanwhile.group(one)) for one in goal_fit.rows("groups", row)),
        *(_item("path", one, meanwhile.path(one)) for one in goal_fit.rows("paths", row)),
    ]


def _is_soon(row: Mapping[str, Any], now: dt.datetime) -> bool:
    return now < meanwhile.starts_at(row) < now + THIS_WEEK


def _item(kind: str, row: Mapping[str, Any], offer: Waiting) -> Item:
    return Item(f"{kind}:{row['pk']}", offer.title, links.absolute(offer.url), offer.fit)
