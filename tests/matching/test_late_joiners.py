"""Top-up: late joiners get the free places, published pairs stay as they are."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from matching import decisions, enrollments, late_joiners, publishing, rounds, runs
from matching.models import Enrollment, Pair, Program, Proposal, Round, Run
from outbox.models import Message
from profiles.models import AuditEvent, Profile
from tests.matching.rounds_world import make_world, mentee, mentor
from tests.matching.test_program_setup import DETAILS
from tests.people import make_pair, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def publish_all(world):
    world.run()
    for proposal in Proposal.objects.filter(round=world.round):
        decisions.approve(proposal, by=world.hana.user)
    world.round.refresh_from_db()
    publishing.publish(
        world.round, by=world.hana.user, version=world.round.version, now=timezone.now()
    )


def rust_mentor(world, **fields):
    return mentor(world.program, "Late Mentor", ("Rust",), **fields)


def here(world):
    return late_joiners.of(world.program, now=timezone.now())


def post(client, world, **extra):
    return client.post(reverse("match-late-joiners", args=[world.program.pk]), **extra)


def test_before_the_first_pairs_and_while_a_round_is_open_there_is_nothing_to_add_to(world):
    assert here(world) is None
    rounds.cancel_round(world.round, by=world.hana.user, now=timezone.now())
    assert here(world) is None
    with pytest.raises(rounds.RoundRefusedError, match="No pair is published yet"):
        late_joiners.open_round(world.program, by=world.hana.user, now=timezone.now())
    make_pair(world.program, world.mentors["Ada"], world.mentees["Ben"])
    assert here(world) == late_joiners.LateJoiners(fixed=1, waiting=3, places=2)
    world.program.state = "finished"
    assert here(world) is None


def test_late_joiners_get_the_free_places_and_nobody_else_moves(world):
    publish_all(world)
    before = list(Pair.objects.order_by("pk").values())
    mails = set(Message.objects.values_list("pk", flat=True))
    rust_mentor(world)
    mentee(world.program, "Lena Fox", ("Negotiation",))
    assert (here(world).fixed, here(world).waiting, here(world).places) == (3, 2, 1)
    world.round, is_new = late_joiners.open_round(
        world.program, by=world.hana.user, now=timezone.now()
    )
    assert (is_new, world.round.is_top_up) == (True, True)
    assert AuditEvent.objects.filter(action="round.opened").latest("pk").data == {"top_up": True}
    run = world.run()
    found = Proposal.objects.with_people().get(round=world.round)
    assert (found.mentee.profile.name, found.mentor.profile.name) == ("Rust Fan", "Late Mentor")
    assert [row.mentee.profile.name for row in run.unmatched.all()] == ["Lena Fox"]
    decisions.approve(found, by=world.hana.user)
    world.round.refresh_from_db()
    publishing.publish(
        world.round, by=world.hana.user, version=world.round.version, now=timezone.now()
    )
    assert list(Pair.objects.order_by("pk").values())[:3] == before
    assert Pair.objects.count() == 4
    fixed = {person for pair in before for person in (pair["mentor_id"], pair["mentee_id"])}
    told = Message.objects.exclude(pk__in=mails).exclude(recipient=world.hana.user)
    assert {m.kind for m in told} == {"match-mentor", "no-match"}
    assert not fixed & {m.recipient.profile.pk for m in told}


@pytest.mark.parametrize("state", ["scheduled", "offered", "active", "away"])
def test_pairs_stay_in_every_state_they_live_in(world, state):
    rounds.cancel_round(world.round, by=world.hana.user, now=timezone.now())
    ada, ben = world.mentors["Ada"], world.mentees["Ben"]
    pair = make_pair(world.program, ada, ben, state=state)
    assert here(world) == late_joiners.LateJoiners(fixed=1, waiting=3, places=2)
    world.round, _ = late_joiners.open_round(world.program, by=world.hana.user, now=timezone.now())
    world.run()
    rows = Proposal.objects.filter(round=world.round)
    assert not rows.filter(mentee=ben).exists()
    assert not rows.filter(mentor=ada).exists()
    assert late_joiners.fixed_pairs(world.round) == 1
    pair.refresh_from_db()
    assert pair.state == state


def test_a_place_that_waits_for_an_away_pair_counts_in_every_program(world):
    rounds.cancel_round(world.round, by=world.hana.user, now=timezone.now())
    ada = world.mentors["Ada"]
    Enrollment.objects.filter(pk=ada.pk).update(capacity=3)
    make_pair(world.program, ada, world.mentees["Ben"], state="away")
    assert here(world).places == 4
    Profile.objects.filter(pk=ada.profile_id).update(mentoring_limit=1)
    assert here(world).places == 2


def test_the_pages_offer_it_and_say_what_stays(world, sign_in):
    publish_all(world)
    rust_mentor(world)
    client = sign_in(world.cora)
    for name in ("hr-program", "hr-rounds"):
        page = client.get(reverse(name, args=[world.program.pk])).content.decode()
        assert "1 mentee waits, 1 place is free. The 3 published pairs stay as they are." in page
        assert "Match late joiners" in page
    run_page = post(client, world, follow=True).content.decode()
    run = Run.objects.latest("pk")
    assert run.round.is_top_up
    assert "3 published pairs stay as they are." in run_page
    assert "Top-up round:" in run_page
    runs.execute_next("test", now=timezone.now())
    for name in ("round", "publish-round"):
        page = sign_in(world.hana).get(reverse(name, args=[run.round.pk])).content.decode()
        assert "3 published pairs stay as they are." in page
    listed = client.get(reverse("hr-rounds", args=[world.program.pk])).content.decode()
    assert "Top-up" in listed
    assert "Match late joiners" not in listed


def test_nothing_to_do_is_explained_and_no_round_is_opened(world, sign_in):
    publish_all(world)
    client = sign_in(world.hana)
    words = "1 mentee waits, but no mentor has a free place. Invite mentors first."
    listed = client.get(reverse("hr-rounds", args=[world.program.pk])).content.decode()
    assert words in listed
    assert "Match late joiners" not in listed
    assert words in post(client, world, follow=True).content.decode()
    Enrollment.objects.filter(pk=world.mentees["Rust"].pk).update(state="withdrawn")
    rust_mentor(world)
    words = "Nobody waits: every mentee who takes part has a mentor."
    assert words in post(client, world, follow=True).content.decode()
    assert Round.objects.count() == 1


def test_twice_opens_one_round(world, sign_in):
    publish_all(world)
    rust_mentor(world)
    client = sign_in(world.hana)
    first = post(client, world)
    round_ = Round.objects.get(is_top_up=True)
    assert first.url == reverse("run", args=[round_.runs.get().pk])
    assert post(client, world).url == round_.get_absolute_url()
    assert (Round.objects.count(), round_.runs.count()) == (2, 1)


def test_the_words_after_it_is_published(world, sign_in):
    publish_all(world)
    Round.objects.filter(pk=world.round.pk).update(is_top_up=True)
    page = sign_in(world.hana).get(world.round.get_absolute_url()).content.decode()
    assert "A top-up round for late joiners" in page


def set_last_start(world, day):
    today = timezone.now().date()
    Program.objects.filter(pk=world.program.pk).update(
        sign_up_opens=today - dt.timedelta(days=20),
        sign_up_closes=today - dt.timedelta(days=9),
        starts_on=today - dt.timedelta(days=7),
        last_start_on=day,
    )
    world.program.refresh_from_db()


def test_until_the_last_start_people_join_and_are_matched(world, sign_in):
    publish_all(world)
    rust_mentor(world)
    today = timezone.now().date()
    # In every zone still to come.
    set_last_start(world, today + dt.timedelta(days=1))
    nia = make_person("Nia New")
    page = sign_in(nia).get(reverse("home")).content.decode()
    assert "You can still join until" in page
    assert sign_in(nia).get(reverse("join-role", args=[world.program.pk])).status_code == 200
    page = sign_in(nia).get(reverse("program", args=[world.program.pk])).content.decode()
    assert "where a place is free" in page
    page = sign_in(world.hana).get(reverse("hr-program", args=[world.program.pk])).content.decode()
    assert "Late joiners start until" in page
    assert here(world).why_not == ""


def test_after_the_last_start_nobody_joins_or_is_matched(world, sign_in):
    publish_all(world)
    rust_mentor(world)
    set_last_start(world, timezone.now().date() - dt.timedelta(days=2))
    assert here(world).is_over
    page = post(sign_in(world.hana), world, follow=True).content.decode()
    assert "The last start was" in page
    assert Round.objects.count() == 1
    nia = make_person("Nia New")
    assert enrollments.why_not(world.program, nia, now=timezone.now()) == "closed"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2027-05-19", "The last start must be the start or later"),
        ("2027-11-19", "The last start must be before the end"),
        ("soon", "Enter a date like 2027-05-24"),
    ],
)
def test_a_last_start_lies_inside_the_program(world, sign_in, day, words):
    url = reverse("hr-program-details", args=[world.program.pk])
    client = sign_in(world.hana)
    assert words in client.post(url, DETAILS | {"last_start_on": day}).content.decode()
    client.post(url, DETAILS | {"last_start_on": "2027-06-17"})
    world.program.refresh_from_db()
    assert world.program.last_start_on == dt.date(2027, 6, 17)


def test_the_database_holds_the_last_start(world):
    for day in (world.program.starts_on - dt.timedelta(days=1), world.program.ends_on):
        with pytest.raises(IntegrityError), transaction.atomic():
            Program.objects.filter(pk=world.program.pk).update(last_start_on=day)


def test_strangers_and_other_methods(world, sign_in):
    url = reverse("match-late-joiners", args=[world.program.pk])
    assert sign_in(world.hana).get(url).status_code == 405
    assert sign_in(make_person("Dan Weiss")).post(url).status_code == 404
    assert sign_in(world.hana).post(reverse("match-late-joiners", args=[2**64])).status_code == 404
