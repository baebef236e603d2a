"""A random walk through the life of pairs: whatever is done in whatever order, the invariants that
plain SQL can see hold after each step."""

import datetime as dt
import os
import random

import pytest
from django.utils import timezone

from matching import away, enrollments, exits, pairs, rematch, requests
from matching.models import Enrollment, MentorRequest, Pair, Program, Wish
from tests.matching.life.world import broken
from tests.matching.rounds_world import mentee, mentor
from tests.people import make_hr, make_pair, make_program

SEEDS, STEPS = (range(100), 50) if os.environ.get("SOAK") else (range(3), 40)
DAY = dt.timedelta(days=1)
REFUSED = (
    away.AwayRefusedError,
    pairs.PairRefusedError,
    rematch.NotWaitingError,
    requests.RefusedError,
    rematch.places.PlacesTakenError,
)


class Walk:
    def __init__(self, seed):
        self.dice, self.now = random.Random(seed), timezone.now().replace(hour=12)
        self.program, self.hr = make_program(), make_hr()
        Program.objects.filter(pk=self.program.pk).update(takes_requests=True)
        self.program.refresh_from_db()
        mentors = [
            mentor(self.program, f"Mentor {n}", ("SQL",), capacity=1 + n % 2) for n in range(3)
        ]
        for n in range(5):
            row = mentee(self.program, f"Mentee {n}", ("SQL",))
            for rank, one in enumerate(mentors, 1):
                Wish.objects.create(enrollment=row, wished=one.profile, rank=rank)
        for n, row in enumerate(Enrollment.objects.mentees()[:3]):
            make_pair(self.program, Enrollment.objects.mentors()[n], row)

    def one(self, rows):
        found = list(rows.order_by("pk"))
        return self.dice.choice(found) if found else None

    def pair(self, *states):
        return self.one(Pair.objects.filter(state__in=states).with_people())

    def until(self):
        return self.now.date() + self.dice.randint(-2, 30) * DAY

    def step(self):
        act = self.dice.choice(
            [self.go, self.move, self.back, self.choose, self.end, self.close, self.rematch,
             self.ask, self.answer, self.capacity, self.tomorrow, self.tomorrow, self.leave]
        )  # fmt: skip
        try:
            act()
        except REFUSED:
            return f"{act.__name__}, refused"
        return act.__name__

    def go(self):
        if pair := self.pair("active", "away", "ended"):
            who = self.dice.choice([pair.mentor, pair.mentee, None])
            away.start(pair, person=who, until=self.until(), by=self.hr.user, now=self.now)

    def move(self):
        if pair := self.pair("away", "active"):
            away.move(pair, until=self.until(), by=self.hr.user, now=self.now)

    def back(self):
        if pair := self.pair("away", "active"):
            away.come_back(pair, by=self.hr.user, now=self.now)

    def choose(self):
        if pair := self.pair("away"):
            choice = self.dice.choice(["wait", "interim", "interim", "new"])
            away.choose(pair, choice, by=pair.mentee.user, now=self.now)

    def end(self):
        if pair := self.pair("active", "away", "ended"):
            exits.end(pair, self.dice.choice([pair.mentor, pair.mentee]), now=self.now)

    def close(self):
        if pair := self.pair("active", "away", "ended"):
            pairs.close_pair(pair, by=self.hr.user, reason="x", now=self.now)

    def rematch(self):
        who, whom = self.one(Enrollment.objects.mentees()), self.one(Enrollment.objects.mentors())
        rematch.confirm(self.program, who.pk, whom.pk, by=self.hr.user, now=self.now)

    def ask(self):
        rows = Enrollment.objects.select_related("program", "profile__user")
        who, whom = self.one(rows.mentees()), self.one(rows.mentors())
        requests.ask(who, whom.pk, message="Hello", goes_on=True, now=self.now)

    def answer(self):
        if found := self.one(MentorRequest.objects.with_people()):
            say = self.dice.choice([requests.accept, requests.not_now, requests.stop])
            say(found, by=found.mentor.profile.user, now=self.now)

    def capacity(self):
        row = self.one(Enrollment.objects.mentors())
        wanted = max(row.used, self.dice.randint(0, 3))
        Enrollment.objects.filter(pk=row.pk).update(capacity=wanted)

    def tomorrow(self):
        self.now += self.dice.randint(1, 9) * DAY
        away.tick(now=self.now)
        requests.tick(now=self.now)

    def leave(self):
        if self.dice.random() < 0.2:
            row = self.one(Enrollment.objects.active().select_related("profile__user"))
            who = row.profile
            enrollments.leave(self.program, who, by=who.user, now=self.now)
            Enrollment.objects.filter(pk=row.pk).update(state="active")


@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_the_invariants_hold_after_every_step(seed):
    walk, path = Walk(seed), []
    for _ in range(STEPS):
        path.append(walk.step())
        assert broken() == [], path
    assert len({step for step in path if "refused" not in step}) > 5
