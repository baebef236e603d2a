"""Newcomers: in by their first day, a buddy proposed, one press, ten weeks."""

import datetime as dt
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from matching import exits, minute, newcomers, pairs, rematch, waiting
from matching.models import Enrollment, Pair, Program
from outbox.models import Message
from profiles.contributions import needs_you
from profiles.models import AuditEvent
from tests.mail import drain_outbox
from tests.matching.life.world import broken
from tests.people import enroll, make_hr, make_person, make_program

NOW = timezone.now()
TODAY = NOW.date()
DAY = dt.timedelta(days=1)
ROUNDS = 50 if os.environ.get("SOAK") else 10


class World:
    """Ada and Sofia are buddies of two newcomers each; Nia starts in ten days."""

    def __init__(self):
        self.hana = make_hr()
        self.program = make_program("First weeks", format="buddy", takes_newcomers=True)
        self.ada, self.sofia = (
            enroll(self.program, make_person(name), "mentor", capacity=2)
            for name in ("Ada Obi", "Sofia Rossi")
        )
        self.nia = starter("Nia New", 10)

    def waiting(self):
        return [row.profile.name for row in waiting.mentees(now=NOW)]


def starter(name, days, **fields):
    return make_person(name, start_date=TODAY + days * DAY, mentoring_limit=2, **fields)


@pytest.fixture
def world(db):
    return World()


def test_who_starts_soon_or_started_lately_waits_for_a_buddy(world):
    for name, days in [("Too early", 15), ("Just in", 14), ("New here", -14), ("Long here", -15)]:
        starter(name, days)
    assert newcomers.enroll_due(now=NOW) == 3
    assert sorted(world.waiting()) == ["Just in", "New here", "Nia New"]
    assert newcomers.enroll_due(now=NOW) == 0
    row = Enrollment.objects.get(profile=world.nia)
    assert (row.role, row.state, row.by_default) == ("mentee", "active", True)
    told = AuditEvent.objects.filter(action="enrollment.newcomer", about=world.nia.pk)
    assert told.count() == 1


def test_the_minute_takes_them_in(world):
    minute.tick(now=NOW)
    assert world.waiting() == ["Nia New"]


@pytest.mark.parametrize(
    "fields", [{"takes_newcomers": False}, {"state": "draft"}, {"audience": {"sites": ["Oslo"]}}]
)
def test_programs_that_take_nobody_in(world, fields):
    Program.objects.filter(pk=world.program.pk).update(**fields)
    assert newcomers.enroll_due(now=NOW) == 0


def test_nobody_comes_back_who_was_in_it_or_said_no(world):
    enroll(world.program, starter("Left again", 3), state="withdrawn")
    refused = starter("Said no", 3)
    world.program.invitations.create(profile=refused, state="not_for_me")
    world.nia.is_active = False
    world.nia.save(update_fields=["is_active"])
    assert newcomers.enroll_due(now=NOW) == 0


def test_the_size_of_the_program_holds(world):
    starter("Second New", 12)
    Program.objects.filter(pk=world.program.pk).update(max_size=3)  # two buddies and one more
    assert newcomers.enroll_due(now=NOW) == 1
    assert world.waiting() == ["Nia New"]


def test_only_buddy_programs_take_newcomers(world):
    with (
        pytest.raises(IntegrityError, match="matching_program_newcomers_get_buddies"),
        transaction.atomic(),
    ):
        Program.objects.filter(pk=world.program.pk).update(format="mentoring")


def test_one_press_pairs_them_all_from_their_first_day(world, smtp):
    starter("Second New", -3)
    newcomers.enroll_due(now=NOW)
    done = newcomers.confirm_all(world.program, by=world.hana.user, now=NOW)
    assert (done.opened, done.refused) == (2, [])
    nia, second = Pair.objects.order_by("mentee__name")
    assert (nia.starts_on, nia.ends_on) == (TODAY + 10 * DAY, TODAY + 80 * DAY)
    assert (second.starts_on, second.ends_on) == (TODAY, TODAY + 67 * DAY)
    assert world.waiting() == []
    assert broken() == []
    again = newcomers.confirm_all(world.program, by=world.hana.user, now=NOW)
    assert (again.opened, Pair.objects.count()) == (0, 2)


def test_the_newcomer_reads_it_on_the_first_morning_the_buddy_at_once(world, smtp):
    newcomers.enroll_due(now=NOW)
    newcomers.confirm_all(world.program, by=world.hana.user, now=NOW)
    (mail,) = drain_outbox(now=NOW + DAY)
    day = f"{world.nia.start_date:%A}, {world.nia.start_date.day} {world.nia.start_date:%B}"
    assert f"Nia starts on {day}, and the program team thought of you as the buddy." in mail.text
    to_nia = Message.objects.get(recipient=world.nia.user)
    assert to_nia.not_before.astimezone(world.nia.zone).date() == world.nia.start_date
    assert to_nia.not_before.astimezone(world.nia.zone).hour == 8


def test_as_many_as_possible_get_one(world):
    """One place and two newcomers: one pair, and the other goes on waiting by name."""
    Enrollment.objects.filter(pk=world.ada.pk).update(capacity=1)
    Enrollment.objects.filter(pk=world.sofia.pk).update(capacity=0)
    starter("Second New", 12)
    newcomers.enroll_due(now=NOW)
    done = newcomers.confirm_all(world.program, by=world.hana.user, now=NOW)
    assert done.opened == 1
    assert len(world.waiting()) == 1


def test_nobody_presses_for_themselves(world):
    enroll(world.program, world.hana, "mentor", capacity=5)
    Enrollment.objects.filter(pk__in=[world.ada.pk, world.sofia.pk]).update(capacity=0)
    newcomers.enroll_due(now=NOW)
    assert newcomers.confirm_all(world.program, by=world.hana.user, now=NOW).opened == 0


def test_a_buddy_who_leaves_is_replaced_for_the_rest(world):
    newcomers.enroll_due(now=NOW)
    newcomers.confirm_all(world.program, by=world.hana.user, now=NOW)
    pair = Pair.objects.get()
    later = NOW + 30 * DAY
    exits.end(pair, pair.mentor, now=later)
    assert [row.profile for row in waiting.mentees(now=later)] == [world.nia]
    other = world.sofia if pair.mentor_enrollment_id == world.ada.pk else world.ada
    mentee = Enrollment.objects.get(profile=world.nia)
    new = rematch.confirm(world.program, mentee.pk, other.pk, by=world.hana.user, now=later)
    assert (new.starts_on, new.ends_on) == (later.date(), pair.ends_on)
    last = later + 40 * DAY
    exits.end(new, new.mentor, now=last)
    noor = enroll(world.program, make_person("Noor Ali"), "mentor")
    third = rematch.confirm(world.program, mentee.pk, noor.pk, by=world.hana.user, now=last)
    assert third.ends_on == last.date() + 28 * DAY


def test_ten_weeks_later_nobody_waits_again(world):
    newcomers.enroll_due(now=NOW)
    newcomers.confirm_all(world.program, by=world.hana.user, now=NOW)
    pairs.close_pair(Pair.objects.get(), by=None, reason="finished", now=NOW + 80 * DAY)
    assert list(waiting.mentees(now=NOW + 81 * DAY)) == []


def test_hr_finds_them_under_needs_you_and_on_the_page(world, sign_in):
    starter("Second New", 12)
    newcomers.enroll_due(now=NOW)
    titles = [entry.title for entry in needs_you(now=NOW)]
    assert {"Nia New needs a buddy", "Second New needs a buddy"} <= set(titles)
    client = sign_in(world.hana)
    page = client.get(reverse("hr-rematch", args=[world.program.pk])).text
    assert f"First day: {world.nia.start_date:%A}, {world.nia.start_date.day}" in page
    assert "Open all proposed pairs" in page
    answer = client.post(reverse("open-proposed", args=[world.program.pk]), follow=True).text
    assert "2 pairs are open. Everybody in it is told." in answer
    answer = client.post(reverse("open-proposed", args=[world.program.pk]), follow=True).text
    assert "Nobody could be paired now." in answer


def test_hr_switches_it_on(world, sign_in):
    Program.objects.filter(pk=world.program.pk).update(takes_newcomers=False)
    client, address = sign_in(world.hana), reverse("newcomer-settings", args=[world.program.pk])
    assert "Newcomers get a buddy by themselves" in client.get(address).text
    client.post(address, {"takes_newcomers": "on"})
    world.program.refresh_from_db()
    assert world.program.takes_newcomers
    page = client.get(reverse("hr-program", args=[world.program.pk])).text
    assert "each gets a buddy proposed before the first day" in page


def test_other_formats_have_no_such_page(cast, sign_in):
    address = reverse("newcomer-settings", args=[cast.program.pk])
    assert sign_in(cast.hana).get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("races")
def test_many_minutes_at_once_take_everybody_in_once():
    world = World()
    for number in range(ROUNDS):
        starter(f"New Number{number}", 5)

    def tick(_n):
        try:
            return newcomers.enroll_due(now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as threads:
        assert sum(threads.map(tick, range(16))) == ROUNDS + 1
    rows = Enrollment.objects.filter(program=world.program, role="mentee")
    assert rows.count() == ROUNDS + 1
