"""The lists somebody may write to: both people of the pairs that group health shows, and who would
mentor next time.

A letter never says why a pair is on the list of group health.
"""

from collections.abc import Mapping

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from checkins import health, wishes
from checkins.access import require_watcher
from checkins.forms import HealthFilter
from profiles.access import is_hr
from profiles.lists import PeopleList
from profiles.models import Profile, User


def watched(user: User, wanted: Mapping[str, str]) -> PeopleList:
    require_watcher(user)
    chosen = HealthFilter(wanted).chosen
    pairs = health.with_health(
        health.watched_by(user),
        now=timezone.now(),
        for_hr=is_hr(user),
        concerns=health.SHOWN[chosen],
    )
    ids = list(pairs.values_list("mentor", "mentee"))
    people = {pk for pair in ids for pk in pair}
    return PeopleList(
        Profile.objects.filter(Q(pk__in=people)).order_by("name", "pk"),
        _("Group health · %(which)s") % {"which": dict(HealthFilter.SHOW)[chosen]},
        _("You get this because you are in a pair."),
        f"{reverse('hr-health')}?show={chosen}",
    )


def would_mentor(user: User, wanted: Mapping[str, str]) -> PeopleList:
    require_watcher(user)
    people = wishes.open_for(user).order_by().values("profile")
    return PeopleList(
        Profile.objects.filter(pk__in=people).order_by("name", "pk"),
        _("People who would mentor next time"),
        _("You get this because you said that you would mentor."),
        reverse("hr-wishes"),
    )


SOURCES = {"health": watched, "wishes": would_mentor}
