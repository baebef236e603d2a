"""The mails to HR and coordinators about pairs: names and facts, never the words of an answer."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from checkins import escalation, health, rows
from checkins.models import CheckIn
from matching.emails import kind, letter
from outbox.kinds import AT_LEAST_ONCE, AT_MOST_ONCE, Mail
from outbox.models import Message
from outbox.render import Button
from profiles.access import is_hr
from profiles.models import Profile

LISTED = 10


def calls_for_help(message: Message) -> Mail:
    calls = list(_open_calls(message))
    lines = [
        _("%(author)s, with %(partner)s in %(program)s: %(says)s.")
        % {
            "author": call.author.name,
            "partner": call.pair.partner_of(call.author).name,
            "program": call.pair.program.name,
            "says": CheckIn.Answer(call.answer).label,
        }
        for call in calls
    ]
    title = ngettext("%(n)d pair asks for help", "%(n)d pairs ask for help", len(calls))
    return letter(
        message,
        title % {"n": len(calls)},
        [*lines, _("They expect somebody to write to them. Take it on, so that the others know.")],
        preheader=_("Somebody should write to them today"),
        why=_("You get this because you look after this program."),
        buttons=[Button(_("See who asks"), reverse("hr-health") + "?show=help")],
        small=_("What they wrote is confidential: you read it after typing a reason."),
    )


def _open_calls(message: Message) -> list[CheckIn]:
    asked = CheckIn.objects.needing_help().filter(pk__in=message.context["checkins"])
    return list(
        asked.select_related("author", "pair__mentor", "pair__mentee", "pair__program").order_by(
            "answered_at", "pk"
        )
    )


def quiet_pairs(message: Message) -> Mail:
    reader = Profile.objects.select_related("user").get(pk=message.context["person"])
    now = _now(message)
    pairs = list(health.quiet_pairs(reader.user, now=now))
    listed = rows.health_rows(pairs[:LISTED], for_hr=is_hr(reader.user), now=now)
    lines = [f"{row.pair.mentor.name}, {row.pair.mentee.name}: {row.reasons[0]}" for row in listed]
    if rest := len(pairs) - len(listed):
        words = ngettext("%(n)d more pair in the list.", "%(n)d more pairs in the list.", rest)
        lines.append(words % {"n": rest})
    title = ngettext("%(n)d pair could use a hand", "%(n)d pairs could use a hand", len(pairs))
    return letter(
        message,
        title % {"n": len(pairs)},
        lines or [_("Every pair has met since this mail was planned.")],
        preheader=_("Each with the facts behind it"),
        why=_("You get this because you look after these programs."),
        buttons=[Button(_("See them all"), reverse("hr-health") + "?show=quiet")],
    )


def _has_calls(message: Message) -> bool:
    return bool(_open_calls(message))


def _has_quiet(message: Message) -> bool:
    reader = Profile.objects.select_related("user").get(pk=message.context["person"])
    return health.quiet_pairs(reader.user, now=_now(message)).exists()


def _now(message: Message) -> dt.datetime:
    return max(message.not_before, timezone.now())


KINDS = (
    kind(
        escalation.CALLS,
        calls_for_help,
        policy=AT_LEAST_ONCE,
        still_wanted=_has_calls,
        priority=3,
        label=gettext_lazy("To HR: calls for help"),
    ),
    kind(
        escalation.QUIET,
        quiet_pairs,
        policy=AT_MOST_ONCE,
        still_wanted=_has_quiet,
        priority=6,
        label=gettext_lazy("To HR: quiet pairs"),
    ),
)
