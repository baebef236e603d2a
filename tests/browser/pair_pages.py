"""The states of a pair's space, for the look at every page."""

from django.utils import timezone

from checkins import agreements
from checkins.models import Action
from matching.models import Pair
from tests.browser.opening import opened, sent
from tests.checkins.asked import answered
from tests.checkins.space import (
    WORDS,
    add_action,
    become,
    booked,
    hand_over,
    held,
    signed_agreement,
    write_agreement,
    write_note,
)
from tests.people import enroll, make_pair, make_person


def a_full_space(cast):
    """Everything there can be on the pages of a pair."""
    answered(cast, "met_helped")
    held(cast.pair, days_ago=20, place="Room Madrid 3")
    booked(cast.pair, days=6, place="https://meet.example.com/ada-ben")
    signed_agreement(cast)
    agreements.save(cast.pair, WORDS | {"minutes": 30}, by=cast.ben, seen=1, now=timezone.now())
    add_action(cast, "Send the draft", days=-2)
    add_action(cast, "Ask two colleagues what they would change", owner="", days=0)
    add_action(cast, "Look for a book on workshops", owner="ada", days=9)
    add_action(cast, "Book a room", owner="ada")
    Action.objects.filter(text="Book a room").update(done_at=timezone.now())
    write_note(cast, "Ask about Lisbon", author="ada")
    write_note(cast, "Slower. Ask first.", author="ada")
    cast.ada.manager = make_person("Bea Boss")
    cast.ada.save(update_fields=["manager"])


def full(name):
    def build(cast):
        a_full_space(cast)
        return opened(cast.ada, name, *([] if name in ALONE else [cast.pair.pk]))

    return build


ALONE = ("groups", "made-possible", "home")


def over(name):
    """A pair that has ended, with and without anything in it."""

    def build(cast):
        write_note(cast)
        Pair.objects.filter(pk=cast.pair.pk).update(state="ended")
        return opened(cast.ben, name, cast.pair.pk)

    return build


def stale_agreement(cast):
    write_agreement(cast)
    words = WORDS | {"goals": "My own words.", "seen": 0}
    return sent(cast.ben, "edit-agreement", cast.pair.pk, data=words)


def stale_note(cast):
    pk = write_note(cast).pk
    return sent(cast.ben, "edit-note", pk, data={"text": "Ask about Porto", "seen": ""})


def stale_action(cast):
    action = add_action(cast)
    data = {"text": "Send three drafts", "owner": "both", "due_on": "", "seen": 7}
    return sent(cast.ben, "edit-action", action.pk, data=data)


def to_sign(cast):
    write_agreement(cast)
    return opened(cast.ben, "agreement", cast.pair.pk)


def signed_by_both(cast):
    signed_agreement(cast)
    return opened(cast.ben, "edit-agreement", cast.pair.pk)


def several_pairs(cast):
    mentee = enroll(cast.program, make_person("Mia Lee"))
    make_pair(cast.program, cast.ada_enrolled, mentee)
    return opened(cast.ada, "choose-pair", "log")


def of_format(format_, *, meetings=0, who="ben"):
    """The page of a pair of this format."""

    def build(cast):
        become(cast.pair, format_)
        for n in range(meetings):
            held(cast.pair, days_ago=30 - n * 8)
        return opened(getattr(cast, who), "pair", cast.pair.pk)

    return build


def handover(name, *topics):
    def build(cast):
        hand_over(cast.pair, *topics)
        held(cast.pair)
        return opened(cast.ben, name, cast.pair.pk)

    return build


def topics_with_errors(cast):
    hand_over(cast.pair)
    return sent(cast.ben, "choose-topics", cast.pair.pk)


def a_talk(cast):
    talk = hand_over(cast.pair, "Audits", "Keys", "Whom to ask")[0]
    return opened(cast.ben, "write-talk", talk.pk)


PAIR_PAGES = {
    "a single talk": of_format("flash"),
    "a coaching with three meetings": of_format("coaching", meetings=3),
    "a pair of a group": of_format("group", who="ada"),
    "a handover": handover("pair", "Audits", "Keys", "Whom to ask"),
    "talks of a handover": handover("pair-talks", "Audits", "Keys", "Whom to ask"),
    "a handover without topics": handover("pair-talks"),
    "topics of a handover": handover("choose-topics", "Audits", "Keys", "Whom to ask"),
    "topics with errors": topics_with_errors,
    "the page of a talk": a_talk,
    "choosing among several pairs": several_pairs,
    **{
        f"full {name}": full(name)
        for name in (
            *("pair", "pair-plan", "pair-meetings", "agreement", "pair-notes"),
            *ALONE,
        )
    },
    **{
        f"{name} of a pair that is over": over(name)
        for name in ("pair", "pair-plan", "pair-meetings", "agreement", "pair-notes")
    },
    "agreement to sign": to_sign,
    "agreement both have signed, to change": signed_by_both,
    "no agreement": lambda c: opened(c.ben, "agreement", c.pair.pk),
    "nobody would mentor": lambda c: opened(c.hana, "hr-wishes"),
    "no notes": lambda c: opened(c.ben, "pair-notes", c.pair.pk),
    "agreement with errors": lambda c: sent(c.ben, "edit-agreement", c.pair.pk),
    "agreement somebody changed": stale_agreement,
    "note with errors": lambda c: sent(c.ben, "add-note", c.pair.pk),
    "note changed elsewhere": stale_note,
    "action with errors": lambda c: sent(c.ben, "add-action", c.pair.pk),
    "action somebody changed": stale_action,
}
