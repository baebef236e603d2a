"""Factories of recognition: kudos, stories, calls in any stage."""

import datetime as dt
import uuid

from django.utils import timezone

from community import award_votes, awards, kudos, stories
from community.models import AwardCall, Nominee

DAY = dt.timedelta(days=1)
WORDS = "You stayed an hour to draw our refund flow on paper."


def ago(**delta):
    return timezone.now() - dt.timedelta(**delta)


def thank(giver, recipient, words=WORDS, *, audience="public", skill=None, nonce=None, now=None):
    return kudos.give(
        giver,
        recipient,
        words,
        skill=skill,
        audience=audience,
        nonce=nonce or uuid.uuid4(),
        now=now or timezone.now(),
    )


def words_of(title="From tickets to queries", doing="We looked at one query a week.", **more):
    return stories.Words(title, more.get("beginning", ""), doing, more.get("now", ""))


def draft(author, *people, pair=None, **words):
    return stories.write(
        author,
        words_of(**words),
        people=people,
        pair=pair,
        nonce=uuid.uuid4(),
        now=timezone.now(),
    )


def asked(author, *people, **words):
    return stories.ask(draft(author, *people, **words), now=timezone.now())


def published(author, *people, **words):
    story = asked(author, *people, **words)
    for person in people:
        story = stories.agree(story, person, edition=story.edition, now=timezone.now())
    return story


def call(by, *, stage="open", decision="vote", jury=(), name="Good neighbor", what_for="Help."):
    """A call in one stage, as if it had been made in time."""
    now = timezone.now()
    opens, closes, decides = {
        "coming": (now + DAY, now + 8 * DAY, now + 15 * DAY),
        "open": (now - DAY, now + 7 * DAY, now + 14 * DAY),
        "deciding": (now - 8 * DAY, now - DAY, now + 6 * DAY),
        "decided": (now - 15 * DAY, now - 8 * DAY, now - DAY),
    }[stage]
    award = AwardCall(
        name=name,
        what_for=what_for,
        decision=decision,
        opens_at=opens,
        closes_at=closes,
        decides_by=decides,
    )
    return awards.call(award, jury=jury, by=by.user, now=opens)


def nominate(award, nominator, nominee, words="She answers when nobody else does.", state=None):
    row = awards.nominate(
        award, nominator, nominee, words=words, now=award.opens_at + dt.timedelta(hours=1)
    )
    if state:
        awards.answer(award, nominee, state, now=award.opens_at + dt.timedelta(hours=2))
    return row


def announced(by, winner, nominator, *, state="named", citation="For a year of answers."):
    award = call(by, stage="decided")
    nominate(award, nominator, winner, state=state)
    row = Nominee.objects.get(call=award, profile=winner)
    award_votes.announce(award, {row.pk: citation}, by=by.user, now=timezone.now())
    award.refresh_from_db()
    return award
