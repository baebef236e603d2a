"""What a profile still needs, for "Next for you" on Home."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from profiles.contributions import Task
from profiles.home_ranks import Rank
from profiles.models import Offer
from profiles.visits import Visit

ENOUGH_OFFERS = 2
OFFERS = "offered"


def count_offers() -> Coalesce:
    mine = Offer.objects.filter(profile=OuterRef("pk")).order_by().values("profile")
    return Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0)


def profile_tasks(visit: Visit) -> list[Task]:
    tasks, profile = [], visit.profile
    if not profile.time_zone_confirmed:
        tasks.append(
            Task(
                Rank.TIME_ZONE,
                _("Confirm your time zone"),
                _("Every time you see here is in this zone, and partners see when you can meet."),
                _("Confirm"),
                reverse("edit-hours"),
                icon="clock",
            )
        )
    if visit.fact(OFFERS) < ENOUGH_OFFERS:
        tasks.append(
            Task(
                Rank.OFFERS,
                _("Add two things you can teach"),
                _("Mentees look here first."),
                _("Add skills"),
                reverse("edit-offers"),
                icon="sprout",
            )
        )
    return tasks
