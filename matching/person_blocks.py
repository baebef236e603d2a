"""What matching tells the people pages: HR's blocks about a person, who was a partner."""

from datetime import datetime

from django.db.models import Q

from matching import asking, loading
from matching.models import Enrollment, Pair
from profiles.contributions import Section
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


def ask_sections(person: Profile, *, reader: Profile, now: datetime) -> list[Section]:
    """The way to ask this person, in each program in which the reader waits and they mentor."""
    mine = {row.program_id: row for row in asking.mentees_of(reader, now=now)}
    theirs = Enrollment.objects.mentors().filter(profile=person).exclude(profile=reader)
    there = loading.present(theirs.filter(program__in=mine), now=now) if mine else theirs.none()
    mentors = list(there.select_related("program", "profile__user").order_by("program_id"))
    closed = asking.why_not_each([(mine[one.program_id], one) for one in mentors], now=now)
    if not mentors:
        return []
    rows = [(one, closed[one.pk]) for one in mentors]
    context: dict[str, object] = {"person": person, "rows": rows}
    return [Section(rank=20, template="matching/requests/person.html", context=context)]
