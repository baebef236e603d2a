"""Whether somebody is named in public: what they chose, and what was agreed for their country.

naming.why_private(giver, recipient)     # "" when kudos between the two may stand on the wall
naming.is_off_for([ada, ben])            # recognition by name is off for one of them
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from community.models import NamelessPlace, RecognitionChoice, RecognitionRules
from profiles import audit
from profiles.models import Profile, User

EVERYWHERE = ""
OFF, ON, RULES = "recognition.off", "recognition.on", "recognition.rules"


def off_places() -> set[str]:
    """Countries; "" among them stands for the whole company."""
    return set(NamelessPlace.objects.values_list("country", flat=True))


def is_off_for(people: Iterable[Profile], places: set[str] | None = None) -> bool:
    off = off_places() if places is None else places
    return EVERYWHERE in off or any(person.country in off for person in people)


def choice_of(profile: Profile) -> RecognitionChoice:
    """The stored choice, or the unsaved default: reading writes nothing."""
    stored = RecognitionChoice.objects.filter(profile=profile).first()
    return stored or RecognitionChoice(profile=profile)


def choose(profile: Profile, *, shows_kudos: bool, shows_acts: bool) -> None:
    RecognitionChoice.objects.update_or_create(
        profile=profile, defaults={"shows_kudos": shows_kudos, "shows_acts": shows_acts}
    )


def why_private(giver: Profile, recipient: Profile) -> str:
    """Why kudos from one to the other are for the two alone, in words for the giver."""
    off = off_places()
    if EVERYWHERE in off:
        return _("Recognition by name is off in this company.")
    country = next((one.country for one in (recipient, giver) if one.country in off), "")
    if country:
        return _("Recognition by name is off in %(country)s.") % {"country": country}
    if not choice_of(recipient).shows_kudos:
        return _("%(name)s gets kudos in private only.") % {"name": recipient.first_name}
    return ""


def rules() -> RecognitionRules:
    return RecognitionRules.objects.first() or RecognitionRules()


@transaction.atomic
def set_rules(*, stories_wait_for_hr: bool, by: User) -> None:
    found, _is_new = RecognitionRules.objects.update_or_create(
        pk=1, defaults={"stories_wait_for_hr": stories_wait_for_hr}
    )
    audit.record(RULES, found, by=by, data={"stories_wait_for_hr": stories_wait_for_hr})


@transaction.atomic
def switch_off(country: str, *, by: User, now: dt.datetime) -> bool:
    """False when it is off already."""
    place, is_new = NamelessPlace.objects.get_or_create(country=country, defaults={"since": now})
    if is_new:
        audit.record(OFF, place, by=by, data={"country": country})
    return is_new


@transaction.atomic
def switch_on(country: str, *, by: User) -> bool:
    place = NamelessPlace.objects.filter(country=country).first()
    if place is None:
        return False
    audit.record(ON, place, by=by, data={"country": country})
    place.delete()
    return True


def countries() -> list[str]:
    """Where people work."""
    rows = Profile.objects.active().exclude(country="").order_by("country")
    return list(rows.values_list("country", flat=True).distinct())
