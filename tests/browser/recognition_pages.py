"""States of recognition that have no row of their own: empty, full, wrong, from the mail."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from community import award_votes, naming, stories
from community.models import AwardCall, StoryConsent
from outbox import links
from outbox.models import Message
from tests.browser.opening import opened, reader, sent
from tests.community.recognition import world


def full_wall(cast):
    for giver, to in ((cast.ben, cast.ada), (cast.ada, cast.ben), (cast.dan, cast.ada)):
        world.thank(giver, to, now=timezone.now() - dt.timedelta(days=giver.pk % 3))
    return opened(cast.emil, "kudos")


def full_person(cast):
    full_wall(cast)
    return opened(cast.emil, "person", cast.ada.pk)


def private_only(cast):
    naming.choose(cast.ada, shows_kudos=False, shows_acts=True)
    client, path = reader(cast.ben), reverse("give-kudos")
    return client, path, client.get(path, {"to": cast.ada.pk})


def told_before(cast):
    naming.choose(cast.ada, shows_kudos=False, shows_acts=True)
    data = {"recipient": cast.ada.pk, "words": "Thank you", "audience": "public"}
    return sent(cast.ben, "give-kudos", data=data)


def my_standings(cast):
    from_ben = world.thank(cast.ben, cast.ada)
    world.thank(cast.ben, cast.ada, audience="private")
    world.thank(cast.dan, cast.ada)
    type(from_ben).objects.filter(pk=from_ben.pk).update(is_kept_private=True)
    return opened(cast.ada, "kudos-received")


def story_page(build, who):
    def page(cast):
        return opened(getattr(cast, who), "story", build(cast.ada, cast.ben).pk)

    return page


def stories_of_mine(cast):
    world.draft(cast.ada, cast.ben)
    world.published(cast.ben, cast.ada)
    return opened(cast.ada, "stories")


def stale_story(cast):
    story = world.draft(cast.ada, cast.ben)
    stories.change(story, world.words_of(doing="One."), people=[], seen=1, now=timezone.now())
    return sent(cast.ada, "edit-story", story.pk, data={"title": "T", "doing": "Two.", "seen": 1})


def story_mail(cast, *, answered=False):
    story = world.asked(cast.ada, cast.ben)
    row = StoryConsent.objects.get(story=story)
    message = Message.objects.get(kind="story-asked")
    later = timezone.now() + dt.timedelta(days=3)
    url = links.url(message, "story", cast.ben.user, f"consent:{row.pk}", expires_at=later)
    if answered:
        stories.refuse(story, cast.ben, now=timezone.now())
    client, path = reader(), "/" + url.split("/", 3)[3]
    return client, path, client.get(path)


def a_vote(cast, decision="vote"):
    award = world.call(cast.hana, stage="deciding", decision=decision, jury=[cast.emil])
    world.nominate(award, cast.ada, cast.ben, state="named")
    world.nominate(award, cast.ben, cast.dan, state="named")
    return award


def nobody_to_vote_for(cast):
    award = world.call(cast.hana, stage="deciding")
    return opened(cast.emil, "vote-award", award.pk)


def over(cast):
    award = a_vote(cast, "jury")
    award_votes.vote(award, cast.emil, [cast.ben.pk], now=timezone.now())
    AwardCall.objects.update(decides_by=timezone.now() - dt.timedelta(hours=1))
    return award


def nominee(cast):
    award = world.call(cast.hana)
    world.nominate(award, cast.ada, cast.ben)
    return sent(cast.ben, "answer-nomination", award.pk)


def all_leaders(cast):
    type(cast.ada).objects.filter(pk=cast.ada.pk).update(level=9)
    return opened(cast.emil, "leaders")


def everything_at_home(cast):
    world.asked(cast.ada, cast.emil)
    world.thank(cast.ada, cast.emil)
    a_vote(cast)
    return opened(cast.emil, "home")


RECOGNITION = {
    "an empty wall": lambda c: opened(c.emil, "kudos"),
    "a full wall": full_wall,
    "kudos on a page": full_person,
    "kudos with errors": lambda c: sent(c.ben, "give-kudos"),
    "kudos in private only": private_only,
    "kudos told before": told_before,
    "kudos of mine": my_standings,
    "no kudos of mine": lambda c: opened(c.emil, "kudos-given"),
    "no places off": lambda c: opened(c.hana, "hr-recognition"),
    "no stories": lambda c: opened(c.emil, "stories"),
    "stories of mine": stories_of_mine,
    "a story with errors": lambda c: sent(c.emil, "write-story"),
    "a stale story": stale_story,
    "a story that asks": story_page(world.asked, "ben"),
    "a published story": story_page(world.published, "emil"),
    "a story I agreed to": story_page(world.published, "ben"),
    "a draft of mine": story_page(world.draft, "ada"),
    "a story from the mail": story_mail,
    "a settled story": lambda c: story_mail(c, answered=True),
    "no awards": lambda c: opened(c.emil, "awards"),
    "a result": lambda c: opened(c.emil, "award", world.announced(c.hana, c.ben, c.ada).pk),
    "a nominee with errors": nominee,
    "a vote with errors": lambda c: sent(c.emil, "vote-award", a_vote(c).pk),
    "a ranking": lambda c: opened(c.emil, "vote-award", a_vote(c, "jury").pk),
    "nobody to vote for": nobody_to_vote_for,
    "a call with errors": lambda c: sent(c.hana, "new-award"),
    "a count": lambda c: opened(c.hana, "hr-award", over(c).pk),
    "an announcement with errors": lambda c: sent(c.hana, "announce-award", over(c).pk),
    "leaders with acts": all_leaders,
    "all of recognition at home": everything_at_home,
}
