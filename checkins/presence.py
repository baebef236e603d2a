"""What this room gives to Home and to HR's overview."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins import companionship, health
from checkins.models import CheckIn
from matching.models import Pair
from profiles.contributions import NeedsYou, Section, Task
from profiles.models import Profile


def home_tasks(profile: Profile, *, now: dt.datetime) -> list[Task]:
    rows = CheckIn.objects.filter(
        author=profile, answered_at__isnull=True, closes_at__gt=now, pair__state=Pair.State.ACTIVE
    ).select_related("pair__mentor", "pair__mentee")
    return [_question(checkin, profile) for checkin in rows[:3]]


def _question(checkin: CheckIn, profile: Profile) -> Task:
    partner = checkin.pair.partner_of(profile)
    return Task(
        rank=20,
        title=_("Did you and %(name)s meet this week?") % {"name": partner.first_name},
        line=_("One tap, then you are done."),
        verb=_("Answer"),
        url=reverse("answer", args=[checkin.pk]),
        person=partner,
    )


def home_sections(profile: Profile, *, now: dt.datetime) -> list[Section]:
    cards = [card for card in companionship.cards(profile, now=now) if not card.is_past]
    return [Section(10, "checkins/home_groups.html", {"cards": cards[:4]})]


def needs_you(*, now: dt.datetime) -> list[NeedsYou]:
    counts = health.counts(Pair.objects.active(), now=now, for_hr=True)
    asked, quiet = counts[health.CRY], counts[health.NEVER_MET] + counts[health.SILENT]
    found = []
    if asked:
        title = ngettext("%(n)d pair asks for help", "%(n)d pairs ask for help", asked)
        found.append(_entry(5, title, asked, _("Somebody should write to them today."), "help"))
    if quiet:
        title = ngettext("%(n)d quiet pair", "%(n)d quiet pairs", quiet)
        line = _("No meeting for three weeks, or none at all for two.")
        found.append(_entry(40, title, quiet, line, "quiet"))
    return found


def _entry(rank: int, title: str, count: int, line: str, show: str) -> NeedsYou:
    url = reverse("hr-health") + f"?show={show}"
    return NeedsYou(rank, title % {"n": count}, line, _("Look at them"), url, count)
