"""The letter to a mentor's manager: written and shown here, sent only when the mentor presses.

The figures and words are those the mentor saw when pressing, without words that were taken back
since; one letter per manager and month.
"""

import datetime as dt

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins import worth
from checkins.worth import Worth
from matching.emails import kind, letter
from outbox.kinds import Mail
from outbox.models import Message
from outbox.queue import enqueue
from profiles.models import Profile

KIND = "tell-manager"
# A letter is short; the mentor's page has all words.
MOST_WORDS = 3


def manager_of(mentor: Profile) -> Profile | None:
    """Who the staff directory names, while they are here."""
    return Profile.objects.active().select_related("user").filter(reports=mentor).first()


def send(mentor: Profile, manager: Profile, found: Worth, *, now: dt.datetime) -> bool:
    """False when this month's letter has been written already."""
    figures = {"people": found.people, "meetings": found.meetings, "minutes": found.minutes}
    said = [one.key for one in found.words[:MOST_WORDS]]
    return enqueue(
        KIND,
        key=key_of(mentor, manager, now=now),
        to=manager.user,
        context={"mentor": mentor.pk, "said": said, **figures},
    )


def key_of(mentor: Profile, manager: Profile, *, now: dt.datetime) -> str:
    return f"{KIND}:{mentor.pk}:{manager.pk}:{now.astimezone(mentor.zone):%Y-%m}"


def sent_this_month(mentor: Profile, manager: Profile, *, now: dt.datetime) -> Message | None:
    return Message.objects.filter(key=key_of(mentor, manager, now=now)).first()


def subject(mentor: Profile) -> str:
    full = _("What %(name)s made possible")
    return full % {"name": mentor.name if len(mentor.name) < 30 else mentor.first_name}


def lines(mentor: Profile, found: Worth) -> list[str]:
    """What the manager reads; the mentor reads it first, word for word."""
    names = {
        "full": mentor.name,
        "name": mentor.first_name,
        "programs": get_text_list(found.programs, _("and")),
        "length": found.length,
        "meetings": _meetings(found.meetings),
        "people": _people(found.people),
    }
    said = [
        _("“%(words)s” (%(by)s)") % {"words": one.text, "by": one.by}
        for one in found.words[:MOST_WORDS]
    ]
    return [
        _("%(full)s asked us to send you this.") % names,
        _("%(name)s gives time to colleagues in %(programs)s.") % names,
        _("So far: %(meetings)s with %(people)s, %(length)s in all.") % names,
        *said,
        _("What they talk about stays between them. Thank you for making the time possible."),
    ]


def _meetings(count: int) -> str:
    return ngettext("%(n)d meeting", "%(n)d meetings", count) % {"n": count}


def _people(count: int) -> str:
    return ngettext("%(n)d colleague", "%(n)d colleagues", count) % {"n": count}


def render(message: Message) -> Mail:
    mentor = Profile.objects.get(pk=message.context["mentor"])
    today = worth.of(mentor)
    numbers = {name: message.context[name] for name in ("people", "meetings", "minutes")}
    said = [one for one in today.words if one.key in message.context.get("said", [])]
    found = Worth(**numbers, programs=today.programs, words=said)
    return letter(
        message,
        subject(mentor),
        lines(mentor, found),
        why=_("You get this because %(full)s pressed “Send this letter”.") % {"full": mentor.name},
        small=_("You need to do nothing."),
    )


def _is_still_manager(message: Message) -> bool:
    mentors = Profile.objects.active().filter(pk=message.context["mentor"])
    return mentors.filter(manager__user=message.recipient_id, manager__is_active=True).exists()


KINDS = (kind(KIND, render, still_wanted=_is_still_manager),)
