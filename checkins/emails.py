"""The mails of a pair's life: the weekly one with a block per pair, and E8 after the first meeting.

Contexts carry keys and numbers only; names, dates and times are read when the mail is rendered,
in the reader's language and zone. A block whose question has been answered or whose pair has ended
is left out; without any block the mail is not sent.
"""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkins import agreements, around, blocks, contact, facts
from checkins.models import CheckIn
from checkins.nudges import KIND
from checkins.planner import BLOCKS, Step
from checkins.scenes import Scene, Words
from matching.models import Pair
from outbox import links, render, topics
from outbox.kinds import AT_MOST_ONCE, Editable, Kind, Mail
from outbox.models import Message
from outbox.readers import reader_of
from profiles.models import Profile

FIT = "fit-question"
TEMPLATE = "emails/checkins/weekly"
# Steps that have nothing to say once the two have a date.
UNTIL_A_DATE = frozenset({Step.FIRST_DATE, Step.QUIET, Step.OFFER_END})


def weekly(message: Message) -> Mail:
    scenes = scenes_of(message)
    with _as_read_by(message):
        written = [blocks.words(scene) for scene in scenes[:BLOCKS]]
        context = _context(scenes, written) | {
            "more": max(0, len(scenes) - BLOCKS),
            "is_rare": bool(message.context.get("is_rare")),
            "around": _around(message, scenes[0]),
        }
        return render.mail(message, TEMPLATE, context)


def fit(message: Message) -> Mail:
    scenes = scenes_of(message)
    with _as_read_by(message):
        written = [blocks.fit(scene) for scene in scenes]
        names = {"name": scenes[0].partner.first_name}
        why = _("You get this because you and %(name)s have met: it is asked once.") % names
        return render.mail(message, TEMPLATE, _context(scenes, written) | {"why": why})


def _around(message: Message, scene: Scene) -> around.Item | None:
    return around.item_of(message.context.get(around.CONTEXT, ""), scene.me, now=scene.now)


def _as_read_by(message: Message) -> "translation.override":
    return translation.override(reader_of(message.recipient).language)


def _context(scenes: Sequence[Scene], written: Sequence[Words]) -> dict[str, object]:
    first = written[0]
    names = list(dict.fromkeys(scene.partner.first_name for scene in scenes))
    return {
        "blocks": [
            {"words": words, "partner": scene.partner, "program": scene.pair.program.name}
            for scene, words in zip(scenes, written, strict=False)
        ],
        "title": first.subject,
        "preheader": first.preheader,
        "groups_url": links.absolute("/groups/"),
        "why": _("You get this because you are paired with %(names)s: at most one mail a week.")
        % {"names": _(" and ").join(names)},
    }


def scenes_of(message: Message) -> list[Scene]:
    """The blocks that still have something to say, in their order."""
    context = message.context
    now = max(message.not_before, timezone.now())
    known = _pairs(context["pairs"], now=now)
    asked = CheckIn.objects.filter(pk__in=context["checkins"]).select_related("author__user")
    checkins = {checkin.pk: checkin for checkin in asked}
    me = Profile.objects.select_related("user").get(user=message.recipient_id)
    found = []
    entries = zip(context["steps"], context["pairs"], context["checkins"], strict=True)
    for step, pair_id, checkin_id in entries:
        pair, checkin = known.get(pair_id), checkins.get(checkin_id)
        if pair is None or not _is_wanted(Step(step), pair, checkin):
            continue
        if step == Step.AGREEMENT and not _waits_for(me, pair, now=now):
            continue
        address = ""
        if checkin is not None:
            checkin.pair, checkin.author = pair, me
            address = links.url(
                message,
                "answer",
                me.user,
                subject=f"checkin:{checkin.pk}",
                expires_at=checkin.closes_at,
            )
        found.append(Scene(Step(step), pair, me, now, message, checkin, address))
    return found


def _pairs(ids: Sequence[int], *, now: dt.datetime) -> dict[int, Pair]:
    active = Pair.objects.active().filter(pk__in=ids).exclude(pk__in=contact.blocked_pairs())
    rows = facts.with_dates(active, now=now)
    found = rows.select_related("program", "mentor__user", "mentee__user")
    return {pair.pk: pair for pair in found}


def _is_wanted(step: Step, pair: Pair, checkin: CheckIn | None) -> bool:
    if checkin is not None and checkin.answered_at:
        return False
    return not (step in UNTIL_A_DATE and getattr(pair, "has_date", False))


def _waits_for(me: Profile, pair: Pair, *, now: dt.datetime) -> bool:
    found = agreements.unsigned([pair], now=now).get(pair.pk)
    return found is not None and me in found.waits_for


def still_wanted(message: Message) -> bool:
    """Asked again right before sending: an answer in the meantime makes the mail pointless."""
    return bool(scenes_of(message))


KINDS = (
    Kind(
        KIND,
        render=weekly,
        policy=AT_MOST_ONCE,
        still_wanted=still_wanted,
        is_nudge=True,
        priority=7,
        label=gettext_lazy("Weekly mail"),
        # No placeholders beyond those of every mail: one mail asks about several partners.
        editable=Editable(),
    ),
    Kind(
        FIT,
        render=fit,
        policy=AT_MOST_ONCE,
        still_wanted=still_wanted,
        is_nudge=True,
        priority=7,
        topic=topics.QUESTIONS,
        label=gettext_lazy("After the first meeting"),
        editable=Editable(),
    ),
)
