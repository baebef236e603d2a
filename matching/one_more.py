"""Asking mentors for one more place: one mail per mentor and round, answered with one tap.

    asked = ask(round_, [ada, jonas], by=user, now=now)   # how many mails are on their way
    answer(ask_, "yes", now=now)                          # their capacity rises by one, once

A "yes" raises the places in the program and, where it stands in the way, the number of people the
mentor takes over all programs: never above what the tables allow.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from matching import presets, vacancies
from matching.emails import kind, letter
from matching.loading import mentors_of
from matching.models import Enrollment, PlaceAsk, Program, Round
from outbox import links
from outbox.kinds import Mail
from outbox.models import Message
from outbox.queue import enqueue_many
from outbox.render import Button
from profiles import audit
from profiles.models import Profile, User

PURPOSE = "one-more"
YES, NO = PlaceAsk.Answer.YES.value, PlaceAsk.Answer.NO.value
WITHIN = dt.timedelta(days=14)
MOST = 10  # places, in a program and in all: the tables hold no more


def askable(round_: Round, *, now: datetime) -> QuerySet[Enrollment]:
    """Mentors of the round who could give one more place and were not asked yet."""
    asked = PlaceAsk.objects.filter(round=round_, mentor=OuterRef("pk"))
    rows = mentors_of(round_.program, now=now).exclude(Exists(asked))
    return rows.filter(capacity__lt=MOST, profile__mentoring_used__lt=MOST)


@dataclass(frozen=True)
class Counts:
    """Mentors who have not answered, and those who said yes since a moment."""

    waiting: int
    yes: int


def counts(round_: Round, *, since: datetime | None) -> Counts:
    new = Q(answer=YES) & (Q(answered_at__gt=since) if since else Q())
    found = PlaceAsk.objects.filter(round=round_).aggregate(
        waiting=Count("pk", filter=Q(answer="")), yes=Count("pk", filter=new)
    )
    return Counts(**found)


@transaction.atomic
def ask(round_: Round, mentors: Collection[Enrollment], *, by: User, now: datetime) -> int:
    """The mail to these mentors; whoever was asked in this round gets no second one."""
    PlaceAsk.objects.bulk_create(
        [PlaceAsk(round=round_, mentor=mentor, asked_by=by) for mentor in mentors],
        ignore_conflicts=True,
    )
    asks = PlaceAsk.objects.filter(round=round_, mentor__in=mentors)
    sent = enqueue_many(
        "one-more",
        [
            (f"one-more:{each.pk}", each.mentor.profile.user, {"ask": each.pk})
            for each in asks.select_related("mentor__profile__user")
        ],
        not_before=now,
        not_after=now + WITHIN,
    )
    if sent:
        audit.record("places.asked", round_, by=by, data={"people": sent})
    return sent


def answer(asked: PlaceAsk, said: str, *, now: datetime) -> bool:
    """False when it was answered before or nothing more can be given; then nothing changes."""
    with transaction.atomic():
        rows = PlaceAsk.objects.filter(pk=asked.pk, answer="")
        if not rows.update(answer=said, answered_at=now):
            return False
        if said == YES and not _one_more(asked.mentor):
            transaction.set_rollback(True)
            return False
        person = asked.mentor.profile
        audit.record(f"place.{said}", asked.mentor, by=person.user, about=person)
    return True


def can_answer(asked: PlaceAsk) -> bool:
    """While the mentor takes part and the program goes on."""
    mentor, program = asked.mentor, asked.round.program
    goes_on = program.state == Program.State.RUNNING
    return goes_on and mentor.state == Enrollment.State.ACTIVE and not asked.answer


def _one_more(mentor: Enrollment) -> bool:
    """One place more than now, whichever of the two numbers stands in its way; False at the most.
    In the order of `places`: enrollments first, people second."""
    rows = Enrollment.objects.active().select_for_update(of=("self",)).filter(pk=mentor.pk)
    found = rows.values_list("capacity", vacancies.USED, vacancies.LIMIT_USED).first()
    person = Profile.objects.select_for_update().get(pk=mentor.profile_id)
    if found is None:
        return False
    capacity, used, used_in_all = found
    more = max(0, min(capacity - used, person.mentoring_limit - used_in_all)) + 1
    if max(used, used_in_all) + more > MOST:
        return False
    Enrollment.objects.filter(pk=mentor.pk).update(capacity=max(capacity, used + more))
    person.mentoring_limit = max(person.mentoring_limit, used_in_all + more)
    person.save(update_fields=["mentoring_limit"])
    return True


def words(program: Program) -> tuple[str, list[str]]:
    """Subject and lines; HR reads exactly this before sending."""
    names = {"program": program.name, "rhythm": presets.rhythm(program)}
    return _("Could you take one more person?"), [
        _("Somebody in %(program)s would fit you well, and your places are taken.") % names,
        _("One more person means %(rhythm)s. You see who it is before anything is settled.")
        % names,
        _("No is a fine answer. Only the program team sees it, and nobody asks why."),
    ]


def _mail(message: Message) -> Mail:
    asked = _asked(message)
    program, mentor = asked.round.program, asked.mentor.profile
    subject, lines = words(program)
    expires_at = message.created_at + WITHIN
    hrefs = [
        links.url(message, PURPOSE, mentor.user, f"{asked.pk}:{said}", expires_at=expires_at)
        for said in (YES, NO)
    ]
    return letter(
        message,
        subject,
        lines,
        why=_("You get this because you mentor in %(program)s.") % {"program": program.name},
        buttons=[
            Button(_("Yes, one more"), hrefs[0]),
            Button(_("Not this time"), hrefs[1], quiet=True),
        ],
        small=_("You can change your places any time: %(where)s")
        % {"where": links.absolute(reverse("my-profile"))},
    )


def _asked(message: Message) -> PlaceAsk:
    rows = PlaceAsk.objects.select_related("round__program", "mentor__profile__user")
    return rows.get(pk=message.context["ask"])


def _still_wanted(message: Message) -> bool:
    """Not after the round is cancelled, the mentor has left, or has answered."""
    rows = PlaceAsk.objects.filter(pk=message.context["ask"], answer="")
    gone = Q(round__state=Round.State.CANCELLED) | ~Q(mentor__state=Enrollment.State.ACTIVE)
    return rows.exclude(gone).exists()


KINDS = [kind("one-more", _mail, still_wanted=_still_wanted)]
