"""Rows of kudos, stories, awards and leaders.

Ben thanked Ada; Ada's story names Ben, who is asked; Dan's story is published.
"""

from django.utils import timezone

from checkins.models import StoryDraft
from community import naming
from community.models import NamelessPlace
from tests.access.rows import EVERYONE, HR_ONLY, NO_GET, NO_POST, row
from tests.community.recognition import world

HR_ACT = "L - - - - - - > -"
ANYBODY_ACTS = "L > > > > > > > >"
PAIR = "L - R R - - - - -"


def some_kudos(c):
    c.extra["kudos"] = world.thank(c.ben, c.ada).pk
    world.thank(c.emil, c.dan)


def kudos(c):
    return c.extra["kudos"]


def a_draft(c):
    c.extra["story"] = world.draft(c.ada, c.ben).pk


def an_asking_story(c):
    c.extra["story"] = world.asked(c.ada, c.ben).pk


def a_published_story(c):
    c.extra["story"] = world.published(c.ada, c.ben).pk


def a_waiting_story(c):
    naming.set_rules(stories_wait_for_hr=True, by=c.hana.user)
    a_published_story(c)


def story(c):
    return c.extra["story"]


def words_left(c):
    StoryDraft.objects.create(pair=c.pair, author=c.ada, words="We", updated_at=timezone.now())


def an_open_call(c):
    award = world.call(c.hana)
    world.nominate(award, c.ada, c.ben)
    c.extra["award"] = award.pk


def an_empty_call(c):
    c.extra["award"] = world.call(c.hana).pk


def a_vote(c):
    award = world.call(c.hana, stage="deciding")
    world.nominate(award, c.ada, c.ben, state="named")
    world.nominate(award, c.ben, c.dan, state="named")
    c.extra["award"] = award.pk


def a_decided_call(c):
    award = world.call(c.hana, stage="decided", decision="jury", jury=[c.cora])
    world.nominate(award, c.ada, c.ben, state="named")
    c.extra["award"] = award.pk


def award(c):
    return c.extra["award"]


def a_place(c):
    naming.switch_off("Spain", by=c.hana.user, now=timezone.now())


def place(c):
    return NamelessPlace.objects.get().pk


def a_leader(c):
    c.ada.level = 8
    c.ada.save(update_fields=["level"])


STORY = {
    "title": "Ours",
    "doing": "We met.",
    "nonce": "7f5c8f0e-3b1e-4a57-9a3e-1d8b7d8f3f00",
}
CALL = {
    "name": "Neighbor",
    "what_for": "Help.",
    "decision": "vote",
    "opens_on": "2027-01-01",
    "closes_on": "2027-01-08",
    "decides_on": "2027-01-15",
}

KUDOS = {
    "kudos": row(EVERYONE, NO_POST, prepare=some_kudos),
    "give-kudos": row(EVERYONE, EVERYONE),
    "kudos-received": row(EVERYONE, NO_POST, prepare=some_kudos),
    "kudos-given": row(EVERYONE, NO_POST, prepare=some_kudos),
    "take-back-kudos": row(NO_GET, "L - - > - - - - -", pk=kudos, prepare=some_kudos),
    "remove-kudos": row(NO_GET, "L - > - - - - - -", pk=kudos, prepare=some_kudos),
    "keep-kudos-private": row(NO_GET, "L - > - - - - - -", pk=kudos, prepare=some_kudos),
    "show-kudos": row(NO_GET, "L - > - - - - - -", pk=kudos, prepare=some_kudos),
    "recognition-choice": row(EVERYONE, ANYBODY_ACTS),
    "hr-recognition": row(HR_ONLY, HR_ONLY, prepare=a_place),
    "set-recognition-rules": row(NO_GET, HR_ACT),
    "switch-recognition-on": row(NO_GET, HR_ACT, pk=place, prepare=a_place),
}
STORIES = {
    "stories": row(EVERYONE, NO_POST, prepare=a_published_story),
    "write-story": row(EVERYONE, ANYBODY_ACTS, data=lambda c: STORY),
    "write-story-of-pair": row(
        PAIR, "L - > > - - - - -", pk=lambda c: c.pair.pk, data=lambda c: STORY, prepare=words_left
    ),
    # While it asks: its author and Ben, whom it names.
    "story": row("L - R R - - - - -", NO_POST, pk=story, prepare=an_asking_story),
    "edit-story": row("L - R - - - - - -", "L - R - - - - - -", pk=story, prepare=an_asking_story),
    "ask-story": row(NO_GET, "L - > - - - - - -", pk=story, prepare=a_draft),
    "delete-story": row(NO_GET, "L - > - - - - - -", pk=story, prepare=a_draft),
    "agree-to-story": row(NO_GET, "L - - > - - - - -", pk=story, prepare=an_asking_story),
    "decline-story": row(NO_GET, "L - - > - - - - -", pk=story, prepare=an_asking_story),
    # The key in the address is the only power; a wrong one opens nothing.
    "story-from-mail": row("- - - - - - - - -", "- - - - - - - - -", token=lambda c: "x" * 43),
    "hr-stories": row(HR_ONLY, NO_POST, prepare=a_waiting_story),
    "hr-story": row(HR_ONLY, NO_POST, pk=story, prepare=a_waiting_story),
    "publish-story": row(NO_GET, HR_ACT, pk=story, prepare=a_waiting_story),
    "take-down-story": row(HR_ONLY, HR_ONLY, pk=story, prepare=a_published_story),
}
AWARDS = {
    "awards": row(EVERYONE, NO_POST, prepare=an_open_call),
    "award": row(EVERYONE, NO_POST, pk=award, prepare=an_open_call),
    # Ada has nominated somebody: she is led to what she wrote.
    "nominate": row("L R > R R R R R R", EVERYONE, pk=award, prepare=an_open_call),
    "take-back-nomination": row(NO_GET, ANYBODY_ACTS, pk=award, prepare=an_open_call),
    "answer-nomination": row(
        NO_GET, ANYBODY_ACTS, pk=award, data=lambda c: {"answer": "named"}, prepare=an_open_call
    ),
    "vote-award": row(EVERYONE, EVERYONE, pk=award, prepare=a_vote),
    "hr-awards": row(HR_ONLY, NO_POST, prepare=an_open_call),
    "new-award": row(HR_ONLY, HR_ACT, data=lambda c: CALL),
    "hr-award": row(HR_ONLY, NO_POST, pk=award, prepare=a_decided_call),
    "edit-award": row(HR_ONLY, HR_ONLY, pk=award, prepare=an_open_call),
    "close-award": row(HR_ONLY, HR_ACT, pk=award, prepare=an_open_call),
    "delete-award": row(HR_ONLY, HR_ACT, pk=award, prepare=an_empty_call),
    "announce-award": row(HR_ONLY, HR_ONLY, pk=award, prepare=a_decided_call),
}
LEADERS = {
    "leaders": row(EVERYONE, NO_POST, prepare=a_leader),
    "leader-invitation": row("L - R - - - - - -", NO_POST, prepare=a_leader),
    "would-mentor": row(NO_GET, "L - > - - - - - -", prepare=a_leader),
    "would-not-mentor": row(NO_GET, "L - > - - - - - -", prepare=a_leader),
    "hr-leaders": row(HR_ONLY, HR_ONLY, prepare=a_leader),
    "invite-leaders": row(NO_GET, HR_ACT, prepare=a_leader),
    "unmark-leader": row(NO_GET, HR_ACT, pk=lambda c: c.ada.pk, prepare=a_leader),
}
ROWS = KUDOS | STORIES | AWARDS | LEADERS
