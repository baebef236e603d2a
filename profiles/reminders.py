"""What a profile still needs, for "Next for you" on Home."""

from django.urls import reverse
from django.utils.translation import gettext as _

from profiles import home_facts
from profiles.contributions import Task
from profiles.visits import Visit

ENOUGH_OFFERS = 2
RANK = 80


def profile_tasks(visit: Visit) -> list[Task]:
    tasks, profile = [], visit.profile
    if not profile.time_zone_confirmed:
        tasks.append(
            Task(
                RANK,
                _("Confirm your time zone"),
                _("Every time you see here is in this zone, and partners see when you can meet."),
                _("Confirm"),
                reverse("edit-hours"),
                icon="clock",
            )
        )
    if visit.once(home_facts.of)[home_facts.OFFERS] < ENOUGH_OFFERS:
        tasks.append(
            Task(
                RANK + 1,
                _("Add two things you can teach"),
                _("Mentees look here first."),
                _("Add skills"),
                reverse("edit-offers"),
                icon="sprout",
            )
        )
    return tasks
