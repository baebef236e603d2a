"""A pair's life as a state machine: whatever people, clocks and HR do, in any order, the tables
hold. Quick in the suite; SOAK=1 makes it 500 runs of 50 steps."""

import datetime as dt
import os
from contextlib import suppress

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings, strategies
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from checkins import closing, escalation, fits, met, minute, nudges, questions, ratings
from checkins import help as help_
from checkins.models import CheckIn, Meeting
from matching import away, exits, pairs
from matching.models import Pair
from outbox.models import MailPreference, Message
from tests.people import Cast

pytestmark = pytest.mark.xdist_group("races")
IS_LONG = bool(os.environ.get("SOAK"))
START = dt.datetime(2027, 1, 4, 9, 0, tzinfo=dt.UTC)
WHO = strategies.sampled_from(["ada", "ben"])
ANSWERS = strategies.sampled_from(sorted({a for kind in CheckIn.POSSIBLE.values() for a in kind}))

# Each counts rows that must not be.
INVARIANTS = {
    "one mail a person and week": """
        SELECT count(*) FROM (SELECT profile_id, period FROM checkins_nudge
        GROUP BY 1, 2 HAVING count(*) > 1) AS x""",
    "one weekly mail a person in six days": """
        SELECT count(*) FROM outbox_message a JOIN outbox_message b ON a.recipient_id = b.recipient_id
        AND a.id < b.id AND a.kind = 'weekly-nudge' AND b.kind = 'weekly-nudge'
        AND split_part(a.key, ':', 3) = split_part(b.key, ':', 3)""",
    "a mail has its decision": """
        SELECT count(*) FROM outbox_message m WHERE m.kind = 'weekly-nudge' AND NOT EXISTS (
        SELECT 1 FROM checkins_nudge n WHERE 'nudge:' || n.profile_id || ':' || n.period = m.key
        AND n.steps <> '{}')""",
    "one answer a period": """
        SELECT count(*) FROM (SELECT pair_id, author_id, kind, period FROM checkins_checkin
        GROUP BY 1, 2, 3, 4 HAVING count(*) > 1) AS x""",
    "an answer belongs to its kind and lies in its time": """
        SELECT count(*) FROM checkins_checkin WHERE (answered_at IS NULL) <> (answer = '')
        OR answered_at >= closes_at OR answered_at < asked_at
        OR (kind = 'fit' AND answer NOT IN ('', 'good_fit', 'deciding', 'not_a_fit'))""",
    "only members are asked": """
        SELECT count(*) FROM checkins_checkin c JOIN matching_pair p ON p.id = c.pair_id
        WHERE c.author_id NOT IN (p.mentor_id, p.mentee_id)""",
    "nobody who opted out gets a nudge later": """
        SELECT count(*) FROM outbox_message m JOIN outbox_mailpreference o ON o.user_id = m.recipient_id
        WHERE m.kind IN ('weekly-nudge', 'fit-question') AND NOT o.nudges
        AND m.context->>'after_opt_out' = 'yes'""",
    "a call for help is told": """
        SELECT count(*) FROM checkins_checkin c WHERE c.told_at IS NOT NULL
        AND c.answer NOT IN ('need_help', 'not_a_fit')""",
    "one start, middle and end": """
        SELECT count(*) FROM (SELECT pair_id, profile_id, skill_id, stage FROM checkins_skillrating
        GROUP BY 1, 2, 3, 4 HAVING count(*) > 1) AS x""",
    "places are counted": """
        SELECT count(*) FROM matching_enrollment e WHERE e.used <> (SELECT count(*)
        FROM matching_pair p WHERE p.state IN ('scheduled', 'offered', 'active')
        AND e.id IN (p.mentor_enrollment_id, p.mentee_enrollment_id))""",
    "an ended pair has its day": """
        SELECT count(*) FROM matching_pair WHERE (state = 'ended') <> (ended_on IS NOT NULL)""",
    "an away pair, and no other, has an absence that goes on": """
        SELECT count(*) FROM matching_pair p WHERE (p.state = 'away') <> EXISTS (
        SELECT 1 FROM matching_away a WHERE a.pair_id = p.id AND a.back_on IS NULL)""",
    "one reason a pair": """
        SELECT count(*) FROM (SELECT pair_id FROM matching_exitreason
        GROUP BY 1 HAVING count(*) > 1) AS x""",
    "whoever is told of an end, is told once": """
        SELECT count(*) FROM (SELECT kind, recipient_id FROM outbox_message
        WHERE kind IN ('pair-ended', 'celebrate') GROUP BY 1, 2 HAVING count(*) > 1) AS x""",
}

# The world every run starts from and is rolled back to.
CAST: list[Cast] = []
EVERYTHING = " UNION ALL ".join(f"SELECT '{name}', ({query})" for name, query in INVARIANTS.items())


class PairLife(RuleBasedStateMachine):
    """Ada and Ben, a clock that only goes forward, and everything either can do."""

    def __init__(self) -> None:
        super().__init__()
        # Each run is undone after its last step.
        self.world = transaction.atomic()
        self.world.__enter__()
        self.cast = CAST[0]
        self.now = START
        self.pair = Pair.objects.get(pk=self.cast.pair.pk)
        Pair.objects.filter(pk=self.pair.pk).update(
            visible_at=START, starts_on=START.date(), ends_on=dt.date(2027, 7, 5)
        )
        self.pair.refresh_from_db()

    @property
    def state(self) -> str:
        self.pair.refresh_from_db()
        return self.pair.state

    @property
    def is_active(self) -> bool:
        return self.state == Pair.State.ACTIVE

    @rule(hours=strategies.sampled_from([1, 5, 24, 25, 24 * 7, 24 * 20]))
    def time_goes_by(self, hours) -> None:
        self.now += dt.timedelta(hours=hours)

    @rule()
    def every_clock_ticks_twice(self) -> None:
        for _time in range(2):
            self._tick()
            self._nothing_is_planned_for_an_absence()
            escalation.tell_quiet(now=self.now)
            ratings.begin(now=self.now)

    def _tick(self) -> None:
        away.tick(now=self.now)
        minute.tick(now=self.now)
        before = set(Message.objects.values_list("pk", flat=True))
        nudges.tick(now=self.now)
        if self.state != Pair.State.ACTIVE:
            weekly = Message.objects.filter(kind="weekly-nudge").exclude(pk__in=before)
            assert not weekly.exists(), "a nudge about a pair that does not meet"
        fits.tick(now=self.now)
        escalation.tell_calls(now=self.now)
        off = MailPreference.objects.filter(nudges=False).values("user")
        new = Message.objects.filter(recipient__in=off).exclude(pk__in=before)
        for message in new.filter(kind__in=["weekly-nudge", "fit-question"]):
            message.context["after_opt_out"] = "yes"
            message.save(update_fields=["context"])

    def _nothing_is_planned_for_an_absence(self) -> None:
        if self.state != Pair.State.ACTIVE:
            until = self.now + dt.timedelta(days=400)
            absence = away.current(self.pair)
            if absence:
                until = dt.datetime.combine(absence.until, dt.time(), self.pair.program.zone)
            planned = Meeting.objects.filter(pair=self.pair, state="booked")
            assert not planned.filter(starts_at__gt=self.now, starts_at__lt=until).exists()

    @rule()
    def a_week_of_ticks(self) -> None:
        for hours in (30, 138):
            self.now += dt.timedelta(hours=hours)
            self._tick()

    @rule(who=WHO, answer=ANSWERS)
    def answers_an_open_question(self, who, answer) -> None:
        rows = CheckIn.objects.filter(author=getattr(self.cast, who), closes_at__gt=self.now)
        for checkin in rows.select_related("pair", "author"):
            if answer in CheckIn.POSSIBLE[checkin.kind] and checkin.asked_at <= self.now:
                questions.take_answer(checkin, questions.Reply(answer), now=self.now)

    @rule(who=WHO)
    def answers_too_late(self, who) -> None:
        closed = CheckIn.objects.filter(author=getattr(self.cast, who), closes_at__lte=self.now)
        for checkin in closed[:1]:
            with pytest.raises(questions.QuestionClosedError):
                questions.take_answer(checkin, questions.Reply("booked"), now=self.now)

    @precondition(lambda self: self.is_active)
    @rule(who=WHO, days=strategies.integers(0, 10))
    def they_meet(self, who, days) -> None:
        at = max(START, self.now - dt.timedelta(days=days, hours=2))
        taken = Meeting.objects.filter(pair=self.pair, starts_at=at).exists()
        if not taken:
            self._meeting(at, Meeting.State.HELD, getattr(self.cast, who))
            assert met.has_met(self.pair)

    @precondition(lambda self: self.is_active)
    @rule(who=WHO, days=strategies.integers(1, 20))
    def they_set_a_date(self, who, days) -> None:
        at = self.now + dt.timedelta(days=days)
        if not Meeting.objects.filter(pair=self.pair, starts_at=at).exists():
            self._meeting(at, Meeting.State.BOOKED, getattr(self.cast, who))

    def _meeting(self, at, state, by) -> None:
        Meeting.objects.create(
            pair=self.pair, starts_at=at, ends_at=at + dt.timedelta(minutes=45), state=state,
            booked_by=by,
        )  # fmt: skip

    @rule(who=WHO)
    def a_date_is_called_off(self, who) -> None:
        Meeting.objects.filter(pair=self.pair, state="booked").update(
            state="cancelled", cancelled_at=self.now, cancelled_by=getattr(self.cast, who)
        )

    @rule(who=WHO, days=strategies.integers(1, 40))
    def pauses_the_mail(self, who, days) -> None:
        until = (self.now + dt.timedelta(days=days)).date()
        MailPreference.objects.update_or_create(
            user=getattr(self.cast, who).user, defaults={"paused_until": until}
        )

    @rule(who=WHO, is_on=strategies.booleans())
    def stops_or_starts_the_mail(self, who, is_on) -> None:
        MailPreference.objects.update_or_create(
            user=getattr(self.cast, who).user, defaults={"nudges": is_on}
        )

    @precondition(lambda self: self.is_active)
    @rule(with_times=strategies.booleans())
    def hr_sends_help(self, with_times) -> None:
        help_.send(self.pair, by=self.cast.hana.user, now=self.now, with_times=with_times)

    @rule()
    def hr_takes_care(self) -> None:
        CheckIn.objects.needing_help().update(handled_at=self.now, handled_by=self.cast.hana)

    @precondition(lambda self: self.is_active)
    @rule(who=WHO, answer=strategies.sampled_from(["need_help", "not_a_fit"]))
    def asks_for_help(self, who, answer) -> None:
        checkin = questions.this_week(self.pair, getattr(self.cast, who), now=self.now)
        if checkin.is_open(now=self.now):
            questions.take_answer(checkin, questions.Reply(answer), now=self.now)

    @precondition(lambda self: self.is_active)
    @rule(who=strategies.sampled_from(["ada", "ben", None]), days=strategies.integers(1, 60))
    def goes_away(self, who, days) -> None:
        until, ends_on = self._today() + dt.timedelta(days=days), self.pair.ends_on
        person = getattr(self.cast, who) if who else None
        by = (person or self.cast.hana).user
        try:
            assert away.start(self.pair, person=person, until=until, by=by, now=self.now)
        except away.AwayRefusedError:
            return
        assert not away.start(self.pair, person=person, until=until, by=by, now=self.now)
        assert self.pair.ends_on - ends_on == dt.timedelta(days=days)

    @precondition(lambda self: self.state == Pair.State.AWAY)
    @rule(who=WHO)
    def comes_back_early(self, who) -> None:
        assert away.come_back(self.pair, by=getattr(self.cast, who).user, now=self.now)
        assert not away.come_back(self.pair, by=getattr(self.cast, who).user, now=self.now)

    @precondition(lambda self: self.state == Pair.State.AWAY)
    @rule(choice=strategies.sampled_from(["wait", "interim"]))
    def chooses_meanwhile(self, choice) -> None:
        away.choose(self.pair, choice, by=self.cast.ben.user, now=self.now)

    @precondition(lambda self: self.is_active)
    @rule(who=WHO)
    def asks_for_more_time(self, who) -> None:
        days = closing.options(self.pair)
        if days:
            self._said(closing.ask, self.pair, getattr(self.cast, who), until=days[0])

    @rule(who=WHO, is_yes=strategies.booleans())
    def answers_about_more_time(self, who, is_yes) -> None:
        if extension := closing.asked(self.pair):
            answer = closing.agree if is_yes else closing.decline
            self._said(answer, extension, getattr(self.cast, who))

    def _said(self, act, *given, **named) -> None:
        """What the two are told when they cannot is theirs to read; nothing else may happen."""
        with suppress(closing.ClosingRefusedError), transaction.atomic():
            act(*given, now=self.now, **named)

    def _today(self) -> dt.date:
        return away.today_of(self.pair, self.now)

    @precondition(lambda self: self.now > START + dt.timedelta(days=60))
    @rule(who=WHO, reason=strategies.sampled_from(["", "no_time"]))
    def ends_it_in_private(self, who, reason) -> None:
        goes_on = self.state in exits.GOES_ON
        author = getattr(self.cast, who)
        assert exits.end(self.pair, author, reason=reason, now=self.now) == goes_on
        assert not exits.end(self.pair, author, reason=reason, now=self.now)

    @precondition(lambda self: self.now > START + dt.timedelta(days=90))
    @rule()
    def it_ends(self) -> None:
        pairs.close_pair(self.pair, by=self.cast.hana.user, reason="the end", now=self.now)
        before = Message.objects.count()
        nudges.tick(now=self.now)
        assert Message.objects.count() == before

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    @invariant()
    def the_tables_hold(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(EVERYTHING)
            assert [name for name, count in cursor.fetchall() if count] == []


@pytest.mark.django_db
def test_whatever_happens_the_tables_hold(cast):
    CAST[:] = [cast]
    run_state_machine_as_test(
        PairLife,
        settings=settings(
            max_examples=500 if IS_LONG else 8,
            stateful_step_count=50 if IS_LONG else 30,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
