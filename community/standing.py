"""Whether one person's words may be sent to another at all."""

from django.db.models import Q

from checkins.models import ContactStop
from profiles.models import Profile


def stopped_with(person: Profile) -> set[int]:
    """Ids of people with whom contact is stopped: no mail of ours carries words between them."""
    both = Q(pair__mentor=person) | Q(pair__mentee=person)
    rows = ContactStop.objects.filter(both, ended_at__isnull=True)
    found = rows.values_list("pair__mentor", "pair__mentee")
    return {pk for pair in found for pk in pair} - {person.pk}
