"""What matching tells the people pages: HR's blocks about a person, figures, who was a partner."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from matching.models import Enrollment, Pair, Program
from profiles.contributions import Figure, Section
from profiles.models import Profile


def are_partners(person: Profile, *, reader: Profile, now: datetime) -> bool:
    """Only pairs the reader may know of count."""
    theirs = Q(mentor=person) | Q(mentee=person)
    return Pair.objects.visible_to(reader, now=now).filter(theirs).exists()


def hr_sections(person: Profile, *, reader: Profile, now: datetime) -> list[Section]:
    """Enrollments and pairs of one person; about themselves HR reads what everyone reads."""
    if person == reader:
        return []
    enrollments = Enrollment.objects.filter(profile=person).select_related("program")
    pairs = Pair.objects.for_person(person).with_people().exclude(state=Pair.State.RECALLED)
    context: dict[str, object] = {
        "person": person,
        "enrollments": enrollments.order_by("-pk")[:20],
        "pairs": pairs.order_by("-starts_on", "-pk")[:20],
    }
    return [Section(rank=10, template="matching/hr_person.html", context=context)]


def figures(*, now: datetime) -> list[Figure]:
    joined = Enrollment.objects.filter(
        state=Enrollment.State.ACTIVE, program__state=Program.State.RUNNING
    )
    people = joined.values("profile").distinct().count()
    pairs = Pair.objects.active().count()
    return [
        Figure(20, _("Signed up"), people, note=_("in running programs")),
        Figure(30, _("Active pairs"), pairs),
    ]
