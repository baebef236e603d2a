"""Who does not get an optional template, so that its lift can be measured.

A tenth of the people, chosen by person and template alone: the same today, next week and on every
machine. Only tips are ever held back; help, questions, invitations and reminders go to everybody,
and the database refuses a row about anything else (`checkins_hold_out_only_of_tips`).

    holdout.is_held(17, "tip-4")              # the whole rule: `RULE` says it in words
    off = holdout.places_off()                # where HR has switched hold-outs off
    holdout.is_off_for(person, off)
"""

import datetime as dt
import hashlib
import json
from collections.abc import Collection

from django.db import transaction

from checkins import tips
from checkins.models import UntestedPlace
from profiles import audit
from profiles.models import Profile, User

SHARE = 10
SALT = "2027"
# How anybody can work it out again; the receipt of the hold-outs shows it.
RULE = (
    'int.from_bytes(sha256(json.dumps([salt, template, person]))[:8], "big") % 100 < share',
    "json.dumps as Python writes it: a comma and a space between the three, text in UTF-8.",
)
OFF, ON = "holdout.off", "holdout.on"
Place = tuple[str, str]


class NotOptionalError(ValueError):
    """Something that is not optional is never held back from anybody."""


def is_held(profile_id: int, template: str) -> bool:
    """
    >>> sum(is_held(person, "tip-4") for person in range(1000)) in range(70, 131)
    True
    """
    if template not in tips.templates():
        raise NotOptionalError(template)
    text = json.dumps([SALT, template, profile_id])
    digest = hashlib.sha256(text.encode()).digest()
    return int.from_bytes(digest[:8]) % 100 < SHARE


def places_off() -> frozenset[Place]:
    """(country, site) of each place; both empty stand for the whole company."""
    return frozenset(UntestedPlace.objects.values_list("country", "site"))


def is_off_for(person: Profile, off: Collection[Place]) -> bool:
    return any(
        country in ("", person.country) and site in ("", person.site) for country, site in off
    )


@transaction.atomic
def switch_off(country: str, site: str, *, by: User, now: dt.datetime) -> bool:
    """False when it is off already. Whoever works there gets every tip from the next week on."""
    place, is_new = UntestedPlace.objects.get_or_create(
        country=country, site=site, defaults={"since": now}
    )
    if is_new:
        audit.record(OFF, place, by=by, data={"country": country, "site": site})
    return is_new


@transaction.atomic
def switch_on(place: UntestedPlace, *, by: User) -> None:
    audit.record(ON, place, by=by, data={"country": place.country, "site": place.site})
    place.delete()
