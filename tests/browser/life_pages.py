"""The life of a pair after Publish, in every state: away, over, waiting, asking."""

import datetime as dt

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching import answers, away, exits, requests, rounds
from matching.models import Away, Enrollment, ExitReason, Pair, Program
from profiles.models import Profile
from tests.access.life import ada_is_away, dan_asks, dan_may_ask, with_request_link
from tests.matching.rounds_world import mentee, mentor
from tests.people import enroll, make_pair, make_person, make_program


def seen(profile, address, *, data=None):
    client = Client(raise_request_exception=False)
    client.force_login(profile.user)
    answer = client.get(address) if data is None else client.post(address, data)
    return client, address, answer


def page(profile, name, *args, data=None):
    return seen(profile, reverse(name, args=args), data=data)


def while_away(cast, profile, name="pair-away", *, choice="", stuck=False):
    ada_is_away(cast)
    if choice:
        away.choose(cast.pair, choice, by=cast.ben.user, now=timezone.now())
    if stuck:
        Away.objects.update(stuck_at=timezone.now())
    return page(profile, name, cast.pair.pk)


def with_interim(cast):
    ada_is_away(cast)
    away.choose(cast.pair, "interim", by=cast.ben.user, now=timezone.now())
    cast.ben_enrolled.refresh_from_db()
    mia = enroll(cast.program, make_person("Mia Lee"), "mentor")
    interim = make_pair(cast.program, mia, cast.ben_enrolled)
    Pair.objects.filter(pk=interim.pk).update(interim_for=cast.pair)
    return page(cast.ben, "pair-away", cast.pair.pk)


def people_wait(cast):
    """Two want the one place there is, a third can have nobody, Ben asks for an interim mentor."""
    for name, skill in (("Eve Low", "SQL"), ("Fay Moe", "SQL"), ("Rust Fan", "Rust")):
        row = mentee(cast.program, name, (skill,))
        pair = make_pair(cast.program, mentor(cast.program, f"Old {name}", ("Excel",)), row)
        exits.end(pair, pair.mentee, now=timezone.now())
    mentor(cast.program, "Noor Ali", ("SQL", "Negotiation"), capacity=1)
    ada_is_away(cast)
    away.choose(cast.pair, "interim", by=cast.ben.user, now=timezone.now())
    return page(cast.hana, "hr-rematch", cast.program.pk)


def reasons_given(cast):
    mia = enroll(cast.program, make_person("Mia Lee"), "mentor", capacity=0)
    for n in range(12):
        row = enroll(cast.program, make_person(f"Person {n}"))
        pair = make_pair(cast.program, mia, row, state="ended")
        ExitReason.objects.create(
            program=cast.program, pair=pair, author=row.profile, reason="goal" if n < 6 else "ways",
            said_on=dt.date(2020, 1, 1),
        )  # fmt: skip
    return page(cast.hana, "exit-reasons", cast.program.pk)


def a_request(cast, profile, name, *, ending="", args=()):
    dan_asks(cast)
    made = requests.MentorRequest.objects.get(pk=cast.extra["request"])
    if ending:
        getattr(requests, ending)(made, by=profile.user, now=timezone.now())
    return page(profile, name, *(args or (made.pk,)))


def request_by_mail(cast, *, ending="", data=None):
    """The page behind the mail's link, which nobody has to sign in for."""
    with_request_link(cast)
    made = requests.MentorRequest.objects.get(pk=cast.extra["request"])
    if ending:
        getattr(requests, ending)(made, by=cast.ada.user, now=timezone.now())
    client, path = Client(), reverse("answer-request", args=[cast.extra["token"]])
    return client, path, client.get(path) if data is None else client.post(path, data)


def not_taking(cast):
    dan_may_ask(cast)
    Enrollment.objects.filter(pk=cast.ada_enrolled.pk).update(takes_requests=False)
    return page(cast.dan, "ask-mentor", cast.program.pk, cast.ada_enrolled.pk)


def after(prepare, profile, name, *args, data=None):
    prepare()
    return page(profile, name, *args, data=data)


def mentor_takes_none(cast):
    Program.objects.filter(pk=cast.program.pk).update(takes_requests=True)
    Enrollment.objects.filter(pk=cast.ada_enrolled.pk).update(takes_requests=False)
    return page(cast.ada, "program", cast.program.pk)


def a_group_to_take(cast, *, data=None, answered=False):
    """Ada is asked about three people at once."""
    program = make_program("Groups", format="group")
    round_, _is_new = rounds.open_round(program, by=cast.hana.user)
    Profile.objects.filter(pk=cast.ada.pk).update(mentoring_limit=8)
    cast.ada.refresh_from_db()
    ada = enroll(program, cast.ada, "mentor", capacity=3)
    pairs = [
        make_pair(
            program, ada, enroll(program, make_person(name)), state="offered", round=round_,
            answer_by=timezone.now() + dt.timedelta(days=3),
        )
        for name in ("Eve Low", "Fay Moe", "Ivy Lam")
    ]  # fmt: skip
    if answered:
        left_out = {pairs[0].pk}
        answers.answer_group(pairs, left_out=left_out, by=cast.ada.user, now=timezone.now())
    return page(cast.ada, "answer-pair", pairs[0].pk, data=data)


LIFE = {
    "a group to take": a_group_to_take,
    "a group to take, with errors": lambda c: a_group_to_take(c, data={}),
    "a group that was answered": lambda c: a_group_to_take(c, answered=True),
    "pausing a pair": lambda c: page(c.ben, "pair-away", c.pair.pk),
    "pausing with errors": lambda c: page(c.ben, "pair-away", c.pair.pk, data={}),
    "the partner is away": lambda c: while_away(c, c.ben),
    "the partner is away, waiting": lambda c: while_away(c, c.ben, choice="wait"),
    "the partner is away, interim asked": lambda c: while_away(c, c.ben, choice="interim"),
    "an interim mentor is there": with_interim,
    "a pair that cannot go on": lambda c: while_away(c, c.ben, stuck=True),
    "pair page while away": lambda c: while_away(c, c.ben, "pair"),
    "pair page that cannot go on": lambda c: while_away(c, c.ada, "pair", stuck=True),
    "HR pauses a pair": lambda c: page(c.hana, "hr-pair-away", c.pair.pk),
    "HR finds a way": lambda c: while_away(c, c.hana, "hr-pair-away", choice="wait", stuck=True),
    "ending a pair with errors": lambda c: page(c.ben, "leave-pair", c.pair.pk, data={"reason": "x"}),
    "people wait for somebody new": people_wait,
    "overview when people wait": lambda c: after(lambda: people_wait(c), c.hana, "hr-overview"),
    "why pairs ended": reasons_given,
    "asking, one request out": lambda c: a_request(c, c.dan, "ask-list", args=(c.program.pk,)),
    "asking somebody else meanwhile": lambda c: a_request(
        c, c.dan, "ask-mentor", args=(c.program.pk, c.ada_enrolled.pk)
    ),
    "asking with errors": lambda c: after(
        lambda: dan_may_ask(c), c.dan, "ask-mentor", c.program.pk, c.ada_enrolled.pk, data={}
    ),
    "who takes no requests": not_taking,
    "the way to ask on a person page": lambda c: after(
        lambda: dan_may_ask(c), c.dan, "person", c.ada.pk
    ),
    "the way to ask on the program page": lambda c: after(
        lambda: dan_may_ask(c), c.dan, "program", c.program.pk
    ),
    "a mentor who takes none": mentor_takes_none,
    "a request said no to": lambda c: a_request(c, c.ada, "mentor-request", ending="not_now"),
    "a request said yes to": lambda c: a_request(c, c.ada, "mentor-request", ending="accept"),
    "a request answered from the mail": lambda c: request_by_mail(c, ending="not_now"),
    "answering a request with errors": lambda c: request_by_mail(c, data={}),
    "home with a request": lambda c: after(lambda: dan_asks(c), c.ada, "home"),
    "requests of a program": lambda c: after(lambda: dan_asks(c), c.hana, "hr-requests", c.program.pk),
    "request settings with errors": lambda c: page(c.hana, "request-settings", c.program.pk, data={}),
}  # fmt: skip
