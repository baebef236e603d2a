"""The states of endings and concerns, each a function of the cast, for `test_axe`."""

from django.utils import timezone

from checkins import concerns, farewell, stops
from checkins import not_taken_off as reasons
from tests.browser.pages import opened, reader, sent
from tests.checkins.endings import asked, grown, held, over
from tests.checkins.reported import make_ines, report, taken
from tests.people import enroll, make_pair, make_person

WORDS = "You asked the question nobody else asked, and then you waited for the answer."


def ending(cast, profile=None):
    return opened(profile or cast.ben, "celebrate", cast.pair.pk)


def looked_back(cast):
    """Everything a page of an ending can hold."""
    over(cast, meetings=11)
    grown(cast)
    farewell.thank(cast.pair, cast.ada, WORDS, may_keep=True, now=timezone.now())
    farewell.thank(cast.pair, cast.ben, WORDS, now=timezone.now())
    farewell.keep_story(cast.pair, cast.ben, WORDS, now=timezone.now())
    return ending(cast)


def counted(cast):
    """Reasons that enough people gave."""
    mentor = enroll(cast.program, make_person("Mia Lee"), "mentor", capacity=0)
    for n in range(6):
        mentee = enroll(cast.program, make_person(f"Tapper {n}"))
        pair = make_pair(cast.program, mentor, mentee, state="ended")
        last_month = timezone.now() - timezone.timedelta(days=30)
        reasons.say(pair, mentee.profile, "no_time", now=last_month)
    return opened(cast.hana, "exit-reasons", cast.program.pk)


def finished(cast):
    over(cast, meetings=3)
    return ending(cast)


def not_taken_off(cast):
    over(cast, meetings=0)
    reasons.say(cast.pair, cast.ben, "no_time", now=timezone.now())
    return ending(cast)


def being_asked(cast):
    held(cast.pair)
    asked(cast)
    return ending(cast)


def having_asked(cast):
    asked(cast)
    return ending(cast, cast.ada)


def thanked(cast):
    farewell.thank(cast.pair, cast.ben, WORDS, now=timezone.now())
    return opened(cast.ben, "thank-partner", cast.pair.pk)


def stopped(cast, name="pair", profile=None):
    stops.stop(cast.pair, by=cast.ben, concern=None, now=timezone.now())
    return opened(profile or cast.ada, name, cast.pair.pk)


def about(cast):
    """A report with everything wrong that can be."""
    make_ines()
    data = {"words": "x" * 4001, "named_text": "Zoe Zzz", "readers": []}
    return sent(cast.ben, "report-pair-concern", cast.pair.pk, data=data)


def case(cast, concern=None, *, closed=False):
    concern = taken(cast, concern or report(cast, pair=cast.pair, no_contact=True))
    concerns.answer(concern, cast.hana, "Can we talk at two?", now=timezone.now())
    concerns.note(concern, "note", cast.hana, "Ask the team lead.", now=timezone.now())
    if closed:
        concerns.close(concern, cast.hana, "We talked to him.", now=timezone.now())
    return concern


def opened_case(cast, **how):
    concern = case(cast, **how)
    client = reader(cast.hana)
    path = f"/hr/concerns/{concern.reference}/"
    client.post(path + "look/")
    return client, path, client.get(path)


def case_with_errors(cast):
    return sent(cast.hana, "close-concern", case(cast).reference)


def late_cases(cast):
    concern = report(cast)
    taken(cast)
    concerns.tick(now=concern.answer_by)
    return opened(cast.hana, "hr-concerns")


def closed_cases(cast):
    case(cast, closed=True)
    client = reader(cast.hana)
    path = "/hr/concerns/?show=closed"
    return client, path, client.get(path)


def help_with(cast, concern):
    return opened(concern.reporter, "help")


ENDINGS = {
    "reasons of pairs that did not take off": counted,
    "an ending with everything": looked_back,
    "an ending": finished,
    "an ending without a meeting": not_taken_off,
    "asked to go on": being_asked,
    "asked the other to go on": having_asked,
    "thanked already": thanked,
    "a line with errors": lambda c: sent(c.ben, "thank-partner", c.pair.pk),
    "going on with errors": lambda c: sent(c.ben, "extend-pair", c.pair.pk),
    "a reason with errors": lambda c: sent(c.ben, "say-why", c.pair.pk),
    "a story with errors": lambda c: sent(
        c.ben, "story-draft", c.pair.pk, data={"words": "x" * 2001}
    ),
    "a paused pair": stopped,
    "a paused pair of who asked": lambda c: stopped(c, profile=c.ben),
    "an ending of a paused pair": lambda c: stopped(c, "celebrate"),
    "no line in a paused pair": lambda c: stopped(c, "thank-partner"),
    "a concern with everything wrong": about,
    "a concern from the pair page": lambda c: opened(c.ben, "report-pair-concern", c.pair.pk),
    "an answered concern of mine": lambda c: opened(c.ben, "my-concern", case(c).reference),
    "a closed concern of mine": lambda c: opened(
        c.ben, "my-concern", case(c, closed=True).reference
    ),
    "an addition with errors": lambda c: sent(c.ben, "add-to-concern", report(c).reference),
    "help with a concern": lambda c: help_with(c, report(c)),
    "cases, one late": late_cases,
    "closed cases": closed_cases,
    "a case that is open": opened_case,
    "a closed case": lambda c: opened_case(c, closed=True),
    "a case with errors": case_with_errors,
}
