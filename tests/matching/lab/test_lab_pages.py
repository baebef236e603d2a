import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching import policies, rounds, runs
from matching.lab import comparing, drafts, pair_lists
from matching.models import Coordinator, Lab, LabPolicy, Policy, Run
from profiles.models import AuditEvent
from tests.matching.lab.world import compare, make_lab, make_lab_world
from tests.matching.rounds_world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_lab_world(policy={"format": "mentoring", "weights": {"department": 0}})
    world.run()
    return world


def text_of(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_whole_way_from_the_round_to_a_new_run(world, sign_in):
    client = sign_in(world.cora)
    assert reverse("lab", args=[world.round.pk]) in text_of(client, "round", world.round.pk)
    assert "Nothing compared yet" in text_of(client, "lab", world.round.pk)
    begun = client.post(reverse("lab-new", args=[world.round.pk]), {"starts": ["crossing"]})
    lab = Lab.objects.get()
    assert begun.url == lab.get_absolute_url()
    assert "Crossing departments 16 instead of 0" in text_of(client, "lab-page", lab.pk)
    client.post(reverse("lab-start", args=[lab.pk]))
    page = text_of(client, "lab-page", lab.pk)
    assert "Waiting for a worker" in page
    assert 'hx-trigger="every 1s"' in page
    comparing.execute_next("test", now=timezone.now())
    page = text_of(client, "lab-page", lab.pk)
    assert "Nobody loses a match; " in page
    assert "Every policy is proven optimal for its own weights, over 1,806 possible pairs." in page
    assert "Who would get another mentor" in page
    row = lab.policies.get(place=1)
    assert "version 2" in text_of(client, "lab-policy-save", row.pk)
    saved = client.post(reverse("lab-policy-save", args=[row.pk]))
    run = Run.objects.get(number=2)
    assert saved.url == reverse("run", args=[run.pk])
    assert (run.policy.version, run.salt) == (2, lab.salt)
    assert policies.engine_policy(run.policy).to_document() == row.document
    event = AuditEvent.objects.get(action="lab.saved_as_run")
    assert (event.actor, event.data["policy"]) == (world.cora.user, "Across departments")
    runs.execute_next("test", now=timezone.now())
    run.refresh_from_db()
    shown, made = pair_lists.read(row), pair_lists.read(run.pair_list)
    assert {m: p.mentor for m, p in made.items()} == {m: p.mentor for m, p in shown.items()}


def test_saving_twice_makes_one_run_and_one_version(world, sign_in):
    row = compare(world).policies.get(place=1)
    client, url = sign_in(world.hana), reverse("lab-policy-save", args=[row.pk])
    first, second = client.post(url), client.post(url)
    assert first.url == second.url
    assert Run.objects.count() == 2
    assert Policy.objects.count() == 2


def test_a_run_on_its_way_is_not_overtaken(world, sign_in):
    row = compare(world).policies.get(place=1)
    run, _ = runs.request(world.round, by=world.cora.user)
    url = reverse("lab-policy-save", args=[row.pk])
    page = sign_in(world.hana).post(url, follow=True).content.decode()
    assert "Run 2 was already on its way, so nothing was saved." in page
    assert Policy.objects.count() == 1
    run.refresh_from_db()
    assert run.policy.version == 1


def test_pilot_size_says_why_and_what_to_do_instead(sign_in):
    world = make_world()
    world.run()
    client = sign_in(world.hana)
    page = text_of(client, "lab", world.round.pk)
    assert "A round under 40 proposals is pilot size: read every pair" in page
    assert "Set up a comparison" not in page
    url = reverse("lab-new", args=[world.round.pk])
    answer = client.post(url, {"starts": ["skills"]}, follow=True)
    assert "pilot size" in answer.content.decode()
    assert not Lab.objects.exists()


def test_without_a_result_or_an_open_round_there_is_nothing_to_compare(world, sign_in):
    client = sign_in(world.hana)
    lab = compare(world)
    rounds.cancel_round(world.round, by=world.hana.user, now=timezone.now())
    assert "The round is no longer open" in text_of(client, "lab", world.round.pk)
    for name in ("lab-again", "lab-copy"):
        page = client.post(reverse(name, args=[lab.pk]), follow=True).content.decode()
        assert "The round is no longer open" in page
    url = reverse("lab-policy-save", args=[lab.policies.get(place=1).pk])
    assert "The round is no longer open" in client.post(url, follow=True).content.decode()
    assert (Lab.objects.count(), Run.objects.count()) == (1, 1)
    fresh, _ = rounds.open_round(world.program, by=world.hana.user)
    assert "Start matching first" in text_of(client, "lab", fresh.pk)


@pytest.mark.parametrize(
    ("starts", "error"),
    [
        ([], "Choose at least one policy to try"),
        (["skills", "crossing", "wishes", "even"], "Choose 3 policies at most"),
        (["nonsense"], "Choose policies from the list"),
    ],
)
def test_what_is_chosen_wrongly_is_said_and_kept(world, sign_in, starts, error):
    answer = sign_in(world.hana).post(reverse("lab-new", args=[world.round.pk]), {"starts": starts})
    page = answer.content.decode()
    assert page.count(error) == 2
    assert "There is a problem" in page
    for start in set(starts) - {"nonsense"}:
        assert f'value="{start}" ' in page
        assert page.count("checked") == len(set(starts) - {"nonsense"})
    assert not Lab.objects.exists()


def fields_of(client, name, pk):
    form = client.get(reverse(name, args=[pk])).context["form"]
    values = {field.html_name: field.value() for field in form}
    return {key: value for key, value in values.items() if value is not None and value is not False}


def test_a_policy_is_added_changed_and_removed(world, sign_in):
    lab, client = make_lab(world), sign_in(world.hana)
    fields = fields_of(client, "lab-policy-add", lab.pk) | {"name": "Mine", "weight_skills": 70}
    assert (
        client.post(reverse("lab-policy-add", args=[lab.pk]), fields).url == lab.get_absolute_url()
    )
    mine = lab.policies.get(place=2)
    assert mine.document["weights"]["skills"] == 70
    fields = fields_of(client, "lab-policy", mine.pk) | {"weight_skills": 20}
    del fields["rule_past_pair"]
    client.post(reverse("lab-policy", args=[mine.pk]), fields)
    mine.refresh_from_db()
    assert mine.document["weights"]["skills"] == 20
    assert "past_pair" not in mine.document["rules"]
    page = text_of(client, "lab-page", lab.pk)
    assert "Skills 20 instead of 35" in page
    assert "without “Not the same two people again”" in page
    client.post(reverse("lab-policy-remove", args=[mine.pk]))
    assert lab.policies.count() == 2
    assert policies.current(world.program).version == 1


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"name": ""}, "Enter a name"),
        ({"name": "x" * 61}, "The name must be 60 characters or fewer"),
        ({"name": "live"}, "The name must differ from the others in this lab"),
        ({"weight_skills": "many"}, "Enter a whole number from 0 to 100"),
        ({"weight_skills": "101"}, "Enter a whole number from 0 to 100"),
        ({"level_from": "5", "level_to": "1"}, "The second level difference must be the first or"),
    ],
)
def test_a_policy_with_mistakes_keeps_what_was_typed(world, sign_in, change, error):
    lab, client = make_lab(world), sign_in(world.hana)
    fields = fields_of(client, "lab-policy-add", lab.pk) | {"name": "Mine"} | change
    answer = client.post(reverse("lab-policy-add", args=[lab.pk]), fields)
    page = answer.content.decode()
    assert page.count(error) == 2
    for value in change.values():
        assert f'value="{value}"' in page or value == ""
    assert lab.policies.count() == 2


def test_four_policies_at_most(world, sign_in):
    lab, client = make_lab(world, "skills", "crossing", "wishes"), sign_in(world.hana)
    assert reverse("lab-policy-add", args=[lab.pk]) not in text_of(client, "lab-page", lab.pk)
    fields = fields_of(client, "lab-policy-add", lab.pk) | {"name": "Mine"}
    page = client.post(reverse("lab-policy-add", args=[lab.pk]), fields, follow=True)
    assert "A lab holds four policies at most" in page.content.decode()
    assert lab.policies.count() == 4


def test_the_live_policy_alone_is_no_comparison(world, sign_in):
    lab, client = make_lab(world), sign_in(world.hana)
    client.post(reverse("lab-policy-remove", args=[lab.policies.get(place=1).pk]))
    page = client.post(reverse("lab-start", args=[lab.pk]), follow=True).content.decode()
    assert "Add a policy to compare with the live one." in page
    lab.refresh_from_db()
    assert lab.is_draft


def test_a_started_lab_stays_as_it_is(world, sign_in):
    lab, client = compare(world), sign_in(world.hana)
    row = lab.policies.get(place=1)
    for name, pk in (("lab-policy-add", lab.pk), ("lab-policy", row.pk)):
        assert client.get(reverse(name, args=[pk])).url == lab.get_absolute_url()
    page = client.post(reverse("lab-policy-remove", args=[row.pk]), follow=True).content.decode()
    assert "This comparison has started." in page
    client.post(reverse("lab-start", args=[lab.pk]))
    lab.refresh_from_db()
    assert (lab.state, lab.policies.count()) == (Lab.State.DONE, 2)
    copy = client.post(reverse("lab-copy", args=[lab.pk]))
    draft = Lab.objects.get(state="draft")
    assert copy.url == draft.get_absolute_url()
    assert draft.policies.get(place=1).document == row.document


def test_one_comparison_at_a_time_for_each_reviewer(world, sign_in):
    drafts.start(make_lab(world), by=world.hana.user, now=timezone.now())
    second, client = make_lab(world, "wishes"), sign_in(world.hana)
    page = client.post(reverse("lab-start", args=[second.pk]), follow=True).content.decode()
    assert "Your last comparison in this round is still at work." in page
    other = make_lab(world, by=world.cora)
    drafts.start(other, by=world.cora.user, now=timezone.now())
    assert Lab.objects.filter(state="queued").count() == 2


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_more_comparisons_cost_no_more_questions(world, sign_in):
    client, url = sign_in(world.hana), reverse("lab", args=[world.round.pk])
    compare(world)
    one = queries(client, url)
    compare(world, "skills", "wishes")
    compare(world, "even")
    assert queries(client, url) == one <= 15


def test_more_policies_cost_no_more_questions(world, sign_in):
    client = sign_in(world.hana)
    counts = [
        queries(client, compare(world, *starts).get_absolute_url())
        for starts in (["crossing"], ["crossing", "skills", "wishes"])
    ]
    assert counts[0] == counts[1] <= 15


def test_nobody_sees_a_match_of_their_own(world, sign_in):
    row = compare(world).policies.get(place=1)
    moved = next(
        mentee
        for mentee, place in pair_lists.read(row).items()
        if place.mentor != pair_lists.read(row.lab.policies.get(place=0))[mentee].mentor
    )
    profile = next(e for e in world.mentees.values() if e.pk == moved).profile
    Coordinator.objects.create(program=world.program, user=profile.user)
    client = sign_in(profile)
    page = text_of(client, "lab-changes", row.pk)
    assert f">{profile.name}<" not in page.split("<main")[1]
    assert "1 pair of your own is not shown." in page
    assert f">{profile.name}<" not in text_of(client, "lab-page", row.lab_id).split("<main")[1]


def test_only_compared_policies_are_saved_or_compared(world, sign_in):
    row = make_lab(world).policies.get(place=1)
    client = sign_in(world.hana)
    for name in ("lab-policy-save", "lab-changes"):
        assert client.get(reverse(name, args=[row.pk])).url == row.lab.get_absolute_url()
    assert client.post(reverse("lab-policy-save", args=[row.pk])).url == row.lab.get_absolute_url()
    assert Run.objects.count() == 1
    live = LabPolicy.objects.get(lab=row.lab, place=0)
    assert client.get(reverse("lab-changes", args=[live.pk])).status_code == 404


def test_an_older_comparison_says_that_the_live_result_is_another_one(world, sign_in):
    lab, client = compare(world), sign_in(world.hana)
    assert "On the review page" in text_of(client, "lab-page", lab.pk)
    world.run()
    page = text_of(client, "lab-page", lab.pk)
    assert "Since then run 2 has replaced the live result shown here." in page
    assert "On the review page" not in page
