"""HR may ask mentors to finish a path before their first pair: who has not is left out, with the
reason in words, on every page that speaks of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from community.models import Path
from matching import asking, loading, pairs, policies, rounds, training
from matching.models import Program
from matching.rulebook import Rulebook
from matching.setup import rule_counts, tasks
from outbox.queue import enqueue
from tests.community.paths.build import finish, full_path, make_path, make_step
from tests.community.paths.test_presence import ask_for_training
from tests.mail import drain_outbox
from tests.matching.rounds_world import make_world
from tests.people import enroll, make_goal, make_offer, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast):
    """Mia would mentor Dan, and nobody else can; Ada has had a pair."""
    cast.path = full_path()
    cast.mia = make_person("Mia Mentor", level=7)
    make_offer(cast.mia)
    make_goal(cast.dan)
    type(cast.dan).objects.filter(pk=cast.dan.pk).update(level=4)
    cast.mia_enrolled = enroll(cast.program, cast.mia, "mentor")
    ask_for_training(cast.program)
    return cast


def loaded(cast):
    round_, _is_new = rounds.open_round(cast.program, by=cast.hana.user)
    return loading.load(round_, policy=policies.current(cast.program), now=timezone.now())


def filled(form):
    return {
        field.html_name: field.value()
        for field in form
        if field.value() is not None and field.value() is not False
    }


def flags(problem):
    return {
        row.profile: bool(flag)
        for row, flag in zip(problem.mentor_rows, problem.mentors.trained, strict=True)
    }


def test_a_run_knows_who_has_the_training(world):
    assert flags(loaded(world)) == {world.ada.pk: True, world.mia.pk: False}
    finish(world.path, world.mia)
    assert flags(loaded(world)) == {world.ada.pk: True, world.mia.pk: True}


def test_nothing_is_read_while_the_rule_is_off(world, django_assert_num_queries):
    mentors = loaded(world).mentors
    without = policies.engine_policy(world.program.policies.last())
    assert training.RULE not in without.rules
    with django_assert_num_queries(0):
        assert training.marked(mentors, without, world.program) is mentors


def test_a_rule_nobody_can_meet_leaves_nobody_out(world):
    world.path.state = "retired"
    world.path.save(update_fields=["state"])
    assert training.of(world.program) is None
    assert flags(loaded(world)) == {world.ada.pk: True, world.mia.pk: True}


def test_a_pair_by_hand_names_the_rule_and_a_reason_carries_it(world):
    both = (world.mia.pk, world.dan.pk)
    book = Rulebook(world.program, both)
    with pytest.raises(pairs.PairRefusedError, match="has not finished the training") as refused:
        pairs.check_rules(book, *both)
    assert (refused.value.code, refused.value.may_be_excepted) == (training.RULE, True)
    assert pairs.check_rules(book, *both, exception="She trains mentors.") == training.RULE
    finish(world.path, world.mia)
    assert pairs.check_rules(Rulebook(world.program, both), *both) == ""


def test_a_mentee_learns_nothing_of_a_training(world):
    Program.objects.filter(pk=world.program.pk).update(takes_requests=True)
    world.dan_enrolled.refresh_from_db()
    said = asking.why_not(world.dan_enrolled, [world.mia_enrolled], now=timezone.now())
    assert said == {world.mia_enrolled.pk: "Mia is not taking requests now."}
    finish(world.path, world.mia)
    said = asking.why_not(world.dan_enrolled, [world.mia_enrolled], now=timezone.now())
    assert said == {world.mia_enrolled.pk: ""}


def test_the_setup_counts_whom_it_leaves_out(world):
    counted = rule_counts.count(world.program, now=timezone.now())
    line = next(rule for rule in counted.rules if "finish their training" in str(rule.label))
    assert line.is_on
    assert "1 of 2 mentors is left out until “Become a mentor” is finished." in line.effect
    assert line.effect.startswith("Keeps ")


def test_the_setup_says_what_it_would_do_while_it_is_off(world):
    off = policies.engine_policy(world.program.policies.last())
    policies.save_version(world.program, off, by=None)
    counted = rule_counts.count(world.program, now=timezone.now())
    line = next(rule for rule in counted.rules if "finish their training" in str(rule.label))
    assert not line.is_on
    assert "1 of 2 mentors would be left out" in line.effect
    finish(world.path, world.mia)
    counted = rule_counts.count(world.program, now=timezone.now())
    line = next(rule for rule in counted.rules if "finish their training" in str(rule.label))
    assert "All 2 mentors have finished “Become a mentor” or mentored before." in line.effect


def test_the_task_list_names_them(world):
    policy = rule_counts.policy_of(world.program)
    rules = next(
        task for task in tasks.of(world.program, policy, now=timezone.now()) if task.key == "rules"
    )
    (gap,) = rules.notes
    assert gap.words == "1 mentor has not finished “Become a mentor” and is left out:"
    assert [person.name for person in gap.people] == ["Mia Mentor"]
    assert rules.is_complete


def test_the_people_page_says_it_of_each(world, sign_in):
    page = f"/hr/programs/{world.program.pk}/people/"
    words = "training not finished: left out of matching"
    assert sign_in(world.cora).get(page).text.count(words) == 1
    finish(world.path, world.mia)
    assert words not in sign_in(world.cora).get(page).text


def test_hr_chooses_the_training_with_the_rule(world, sign_in):
    own = make_path("Our own", slug="our-own")
    make_step(own)
    client = sign_in(world.hana)
    url = f"/hr/programs/{world.program.pk}/policy/"
    page = client.get(url)
    assert "The usual one: Become a mentor" in page.text
    form = page.context["form"]
    data = filled(form)
    client.post(url, data | {"training": "our-own"})
    world.program.refresh_from_db()
    assert training.of(world.program).name == "Our own"
    finish(world.path, world.mia)
    assert flags(loaded(world))[world.mia.pk] is False
    finish(own, world.mia)
    assert flags(loaded(world))[world.mia.pk] is True


@pytest.mark.parametrize("key", ["nonsense", "x" * 500, "a\x00b"])
def test_a_training_nobody_offers_is_not_taken(world, sign_in, key):
    client = sign_in(world.hana)
    url = f"/hr/programs/{world.program.pk}/policy/"
    form = client.get(url).context["form"]
    data = filled(form)
    assert "Choose a training of the list" in client.post(url, data | {"training": key}).text
    world.program.refresh_from_db()
    assert world.program.training == ""


def test_one_chosen_before_stays_in_the_list_when_it_is_taken_out(world, sign_in):
    Program.objects.filter(pk=world.program.pk).update(training="gone")
    page = sign_in(world.hana).get(f"/hr/programs/{world.program.pk}/policy/").text
    assert "The one chosen before (not published now)" in page


def test_a_run_leaves_them_out_and_says_why(sign_in):
    full_path()
    world = make_world()
    ask_for_training(world.program)
    finish(Path.objects.get(), world.mentors["Sofia"].profile)
    run = world.run()
    mentors = set(run.round.proposals.values_list("mentor__profile__name", flat=True))
    assert mentors == {"Sofia Rossi"}
    page = sign_in(world.hana).get(reverse("round-unmatched", args=[world.round.pk])).text
    assert "The mentor has not finished the training this program asks for." in page


def test_the_mail_of_a_new_mentor_says_what_to_do(world, smtp):
    for person, roles in ((world.mia, ["mentor"]), (world.dan, ["mentee"])):
        context = {"program": world.program.pk, "person": person.pk, "roles": roles}
        enqueue("joined", key=f"joined:{person.pk}", to=person.user, context=context)
    mails = {mail.to: mail for mail in drain_outbox(now=timezone.now())}
    mail = mails[world.mia.user.email]
    words = "Before your first pair, take “Become a mentor”: about 15 minutes, whenever you like."
    assert words in mail.text
    assert "/paths/become-a-mentor/" in mail.text
    assert "first pair" not in mails[world.dan.user.email].text
