"""Shared actions: who does what until when. Both of a pair add, change, tick and delete.

Edits count a version up; an edit over words its author has not seen changes nothing and raises.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F

from checkins.models import Action
from matching.models import Pair
from profiles.models import Profile

# A due action shows on Home from this long before its day.
AHEAD = dt.timedelta(days=2)


@dataclass(frozen=True)
class Plan:
    """`owner` None: both."""

    text: str
    owner: Profile | None
    due_on: dt.date | None


class StaleActionError(Exception):
    """The partner has changed or deleted it since; `current` holds what is there now."""

    def __init__(self, current: Action | None) -> None:
        super().__init__()
        self.current = current


def add(pair: Pair, plan: Plan, *, now: dt.datetime) -> Action:
    return Action.objects.create(
        pair=pair, text=plan.text, owner=plan.owner, due_on=plan.due_on, created_at=now
    )


def change(action: Action, plan: Plan, *, seen: int) -> None:
    values = {"text": plan.text, "owner": plan.owner, "due_on": plan.due_on}
    rows = Action.objects.filter(pk=action.pk, version=seen)
    if rows.update(**values, version=F("version") + 1):
        return
    current = Action.objects.select_related("owner").filter(pk=action.pk).first()
    if current is None or Plan(current.text, current.owner, current.due_on) != plan:
        raise StaleActionError(current)


def set_done(action: Action, *, done: bool, now: dt.datetime) -> bool:
    """Ticking twice, or both at once, is one tick."""
    rows = Action.objects.filter(pk=action.pk, done_at__isnull=done)
    return bool(rows.update(done_at=now if done else None))


def delete(action: Action) -> bool:
    return bool(Action.objects.filter(pk=action.pk).delete()[0])


def due(profile: Profile, *, today: dt.date) -> list[Action]:
    """Open ones of this person that are due, or will be within two days, in running pairs."""
    rows = Action.objects.open().mine(profile).filter(due_on__lte=today + AHEAD)
    rows = rows.filter(pair__state=Pair.State.ACTIVE)
    return list(rows.select_related("pair__mentor", "pair__mentee").order_by("due_on", "pk")[:3])
