"""What each of the two leaves after a pair: thanks, a wish, a story.

Each is one row per person; sending the same form twice is one row.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from checkins import contact, kept_words
from checkins.models import MentorWish, StoryDraft, Thanks
from matching.models import Pair, Program
from matching.open_programs import OpenProgram
from outbox.queue import enqueue
from profiles.models import Profile


class NotNowError(Exception):
    """Contact in this pair is stopped: no words go to the other side."""


@transaction.atomic
def thank(
    pair: Pair, me: Profile, words: str, *, may_keep: bool = False, now: dt.datetime
) -> Thanks:
    """The first line counts: it has been sent. Raises NotNowError."""
    if contact.contact_blocked(pair):
        raise NotNowError
    found, is_new = Thanks.objects.get_or_create(
        pair=pair, author=me, defaults={"words": words, "sent_at": now}
    )
    if is_new and may_keep:
        kept_words.allow(pair, me, now=now)
    partner = pair.partner_of(me)
    if is_new and partner.is_active:
        enqueue(
            "thanks",
            key=f"thanks:{found.pk}",
            to=partner.user,
            context={"thanks": found.pk, "pair": pair.pk},
            not_before=now,
        )
    return found


def thanks_of(pair: Pair) -> dict[int, Thanks]:
    """By author."""
    return {row.author_id: row for row in Thanks.objects.filter(pair=pair)}


def open_to_mentor(programs: Iterable[OpenProgram]) -> list[Program]:
    """Those that have a place for this person and that they are not in."""
    return [here.program for here in programs if here.may_join]


def wish_to_mentor(me: Profile, *, now: dt.datetime) -> None:
    MentorWish.objects.get_or_create(profile=me, defaults={"said_at": now})


def forget_wish(me: Profile) -> None:
    MentorWish.objects.filter(profile=me).delete()


def wishes_to_mentor(me: Profile) -> bool:
    return MentorWish.objects.filter(profile=me).exists()


def story_of(pair: Pair, me: Profile) -> StoryDraft | None:
    """The author's own; there is no way to anybody else's."""
    return StoryDraft.objects.filter(pair=pair, author=me).first()


def keep_story(pair: Pair, me: Profile, words: str, *, now: dt.datetime) -> None:
    """Without words the draft is deleted."""
    if words:
        StoryDraft.objects.update_or_create(
            pair=pair, author=me, defaults={"words": words, "updated_at": now}
        )
    else:
        StoryDraft.objects.filter(pair=pair, author=me).delete()
