"""Whom a question goes to: few people, who know the subject and are willing, none of them often.

    question_routing.route(question, most=5, now=now)      # the rows of those asked now
    question_routing.askable(ada, now=now)                 # colleagues Ada may ask, as a query

Suitable is who offers the skill from `LEAST_LEVEL` on, is here and not away, and may be brought
together with the asker. Willing is who takes questions and has a place left this week. Whoever was
asked least lately comes first.
"""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from checkins.models import ContactStop
from community import reporting_lines
from community.models import Answer, Asked, Question
from community.models.questions import MOST_A_WEEK
from matching.models import Away
from outbox.queue import enqueue_many
from profiles.models import DoNotMatch, Offer, Profile

ASKED = "question-asked"
LEAST_LEVEL = 2
AT_ONCE, IN_ALL = 5, 10
LATELY = dt.timedelta(days=30)
# The mail is of use as long as the question can be open.
OPEN_FOR = dt.timedelta(days=30)
# As many as are looked at under lock: two questions that meet leave each other enough.
CANDIDATES = 30


def week_of(now: dt.datetime) -> dt.date:
    day = now.astimezone(dt.UTC).date()
    return day - dt.timedelta(days=day.weekday())


def with_a_place(people: "QuerySet[Profile]", *, now: dt.datetime) -> "QuerySet[Profile]":
    """Those to whom fewer came this week than they take."""
    here = Asked.objects.filter(profile=OuterRef("pk"), week=week_of(now)).order_by()
    came = here.values("profile").annotate(n=Count("pk")).values("n")
    said = Case(When(happy_to_talk_about__len__gt=0, then=Value(MOST_A_WEEK)), default=Value(0))
    takes = Coalesce(F("asking_choice__most_a_week"), said, output_field=IntegerField())
    counted = Coalesce(Subquery(came), Value(0))
    return people.alias(takes=takes, came=counted).filter(came__lt=F("takes"))


def willing(*, now: dt.datetime) -> "QuerySet[Profile]":
    """Whoever takes another question this week, is here and not away."""
    today = now.date()
    away = Away.objects.current().filter(
        Q(person=OuterRef("pk"))
        | Q(person=None) & (Q(pair__mentor=OuterRef("pk")) | Q(pair__mentee=OuterRef("pk"))),
        since__lte=today,
    )
    paused = Q(paused_until__gt=today)
    here = Profile.objects.active().exclude(paused).exclude(Exists(away))
    return with_a_place(here, now=now)


def askable(asker: Profile, *, now: dt.datetime) -> "QuerySet[Profile]":
    """Whom this person may ask by name."""
    offers = Offer.objects.filter(profile=OuterRef("pk"), level__gte=LEAST_LEVEL)
    rows = willing(now=now).filter(Exists(offers)).exclude(apart(asker))
    return rows.exclude(pk=asker.pk)


def apart(person: Profile) -> Q:
    """Profiles that must not be brought together with them: one of the two said so, or contact in
    a pair of theirs is stopped. As a condition, so that a page asks it with what it asks anyway."""
    said = DoNotMatch.objects.filter(author=person).order_by().values("other")
    heard = DoNotMatch.objects.filter(other=person).order_by().values("author")
    both = Q(pair__mentor=person) | Q(pair__mentee=person)
    stops = ContactStop.objects.filter(both, ended_at__isnull=True).order_by()
    mentors, mentees = stops.values("pair__mentor"), stops.values("pair__mentee")
    return Q(pk__in=said) | Q(pk__in=heard) | Q(pk__in=mentors) | Q(pk__in=mentees)


def suitable(question: Question, *, now: dt.datetime) -> "QuerySet[Profile]":
    """Everybody suitable and willing, in the order to ask them; of a question nobody has sent yet
    as well."""
    asker = question.asker
    out = {asker.pk}
    if not question.may_ask_managers:
        out |= reporting_lines.above(asker) - {question.wanted_id or 0}
    offers = Offer.objects.filter(skill=question.skill_id, level__gte=LEAST_LEVEL)
    level = offers.filter(profile=OuterRef("pk")).values("level")
    lately = Asked.objects.filter(profile=OuterRef("pk"), asked_at__gt=now - LATELY).order_by()
    counted = lately.values("profile")
    rows = willing(now=now).filter(pk__in=offers.order_by().values("profile"))
    return (
        rows.exclude(apart(asker) | Q(pk__in=out))
        .annotate(
            knows=Subquery(level[:1]),
            lately=Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), Value(0)),
            last=Subquery(counted.annotate(at=Max("asked_at")).values("at")),
        )
        .order_by("lately", F("last").asc(nulls_first=True), "-knows", "pk")
    )


def _candidates(question: Question, *, now: dt.datetime) -> "QuerySet[Profile]":
    """Those of them who have not been asked and have not answered."""
    asked = Asked.objects.filter(question=question).order_by().values("profile")
    answered = Answer.objects.filter(question=question).order_by().values("author")
    return suitable(question, now=now).exclude(pk__in=asked).exclude(pk__in=answered)


@transaction.atomic
def route(question: Question, *, most: int, now: dt.datetime) -> list[Asked]:
    """Ask up to `most` more people; never more than `IN_ALL` together.

    Those who may be asked are locked in one order and their places counted again, so that two
    questions at the same moment never take the same place.
    """
    locked = Question.objects.select_for_update(no_key=True, of=("self",))
    question = locked.select_related("asker").get(pk=question.pk)
    before = question.asked.count()
    most = min(most, IN_ALL - before)
    if not question.is_open or most <= 0:
        return []
    ranked = _ranked(question, is_first=not before, now=now)
    free = _free_places(ranked, now=now)
    chosen = [pk for pk in ranked if pk in free]
    if question.wanted_id in chosen and not before:
        most = 1
    rows = [
        Asked(question=question, profile_id=pk, week=week_of(now), place=free[pk], asked_at=now)
        for pk in chosen[:most]
    ]
    made = Asked.objects.bulk_create(rows)
    _write(made, now=now)
    return made


def _ranked(question: Question, *, is_first: bool, now: dt.datetime) -> list[int]:
    """Ids in the order to ask; the person the asker wants comes first."""
    rows = _candidates(question, now=now)
    found = list(rows.values_list("pk", flat=True)[:CANDIDATES])
    if question.wanted_id and is_first:
        wanted = rows.filter(pk=question.wanted_id).values_list("pk", flat=True)
        found = [*wanted, *(pk for pk in found if pk != question.wanted_id)]
    return found


def _free_places(people: Collection[int], *, now: dt.datetime) -> dict[int, int]:
    """Person → a place of this week that nobody can take meanwhile: the people are locked."""
    rows = Profile.objects.filter(pk__in=people).order_by("pk")
    here = set(rows.select_for_update(no_key=True).values_list("pk", flat=True))
    again = with_a_place(Profile.objects.active().filter(pk__in=here), now=now)
    taken: dict[int, set[int]] = {pk: set() for pk in again.values_list("pk", flat=True)}
    used = Asked.objects.filter(profile__in=taken, week=week_of(now))
    for pk, place in used.values_list("profile", "place"):
        taken[pk].add(place)
    free = {pk: set(range(1, MOST_A_WEEK + 1)) - places for pk, places in taken.items()}
    return {pk: min(places) for pk, places in free.items() if places}


def _write(made: list[Asked], *, now: dt.datetime) -> None:
    people = Profile.objects.select_related("user").in_bulk([row.profile_id for row in made])
    entries = [
        (f"{ASKED}:{row.pk}", people[row.profile_id].user, {"asked": row.pk}) for row in made
    ]
    enqueue_many(ASKED, entries, not_before=now, not_after=now + OPEN_FOR)
