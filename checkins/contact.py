"""Contact in a pair that is stopped at somebody's wish.

    if contact.contact_blocked(pair): …            # no booking, no nudge, no thanks, no extension
    pairs.exclude(pk__in=contact.blocked_pairs())  # the same for many

Only the person who asked knows why; the other reads "Paused by the program".
"""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from checkins.models import ContactStop
from matching.models import Pair
from profiles.models import Profile


def contact_blocked(pair: Pair) -> bool:
    return ContactStop.objects.filter(pair=pair, ended_at__isnull=True).exists()


def blocked_pairs() -> QuerySet[ContactStop, int]:
    """The ids of pairs in which contact is stopped, as a query."""
    return ContactStop.objects.filter(ended_at__isnull=True).values_list("pair_id", flat=True)


# For pairs that are read anyway: pairs.annotate(is_stopped=contact.IS_STOPPED)
IS_STOPPED = Exists(ContactStop.objects.filter(pair=OuterRef("pk"), ended_at__isnull=True))


def words_for(pair: Pair, reader: Profile) -> str:
    """What the banner of the pair page says, "" where contact is not stopped."""
    stop = ContactStop.objects.filter(pair=pair, ended_at__isnull=True).first()
    if stop is None:
        return ""
    if stop.asked_by_id != reader.pk:
        return _("Paused by the program. Nothing is asked of you until it continues.")
    return _("Contact is stopped, as you asked. %(name)s reads “Paused by the program”.") % {
        "name": pair.partner_of(reader).first_name
    }


# Mails of a pair that bring the two together; none of them leaves while contact is stopped.
ABOUT_THE_PARTNER = ["thanks", "extension-asked", "extension-answered", "celebrate"]
