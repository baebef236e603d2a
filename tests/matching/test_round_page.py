import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching import decisions, deck
from matching.models import Program, Proposal, Round
from tests.matching.rounds_world import make_world, mentee, mentor
from tests.people import enroll, make_person, make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch):
    """Not so small that it is read whole."""
    monkeypatch.setattr(deck, "PILOT", 0)
    world = make_world()
    world.run()
    return world


def page(client, world, query=""):
    return client.get(reverse("round", args=[world.round.pk]) + query)


def test_tabs_split_the_proposals_and_count_them(world, sign_in):
    Proposal.objects.update(flags=[])
    Proposal.objects.filter(mentee=world.mentees["Omar"]).update(flags=["stretch"])
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    decisions.lock(world.proposal("Ben"), by=world.hana.user)
    client = sign_in(world.hana)
    counts = page(client, world).context["counts"]
    assert counts.tabs == {"look": 1, "ready": 1, "approved": 1, "rejected": 0, "locked": 1}
    assert (counts.total, counts.decided) == (3, 1)
    assert b"Omar Haddad" in page(client, world).content
    assert b"Priya Nair" in page(client, world, "?tab=ready").content
    approved = page(client, world, "?tab=approved").content.decode()
    assert "Hana Suzuki has approved this pair." in approved


def test_filter_and_sort(world, sign_in):
    Proposal.objects.update(flags=[])
    client = sign_in(world.hana)
    found = page(client, world, "?tab=ready&q=priya")
    assert [row.mentee.first_name for row in found.context["rows"]] == ["Priya"]
    by_name = page(client, world, "?tab=ready&sort=name").context["rows"]
    assert [row.mentee.first_name for row in by_name] == ["Ben", "Omar", "Priya"]
    for sort, order in (("low", 1), ("high", -1)):
        scores = [
            row.proposal.score
            for row in page(client, world, f"?tab=ready&sort={sort}").context["rows"]
        ]
        assert scores == sorted(scores, reverse=order < 0)


@pytest.mark.parametrize(
    "query",
    [
        "?tab=nope",
        "?page=0",
        "?page=999999999999999999999",
        "?sort=%FF",
        "?q=%ED%A0%80",
        "?flag=x",
        "?page=abc",
    ],
)
def test_a_strange_address_is_never_an_error(world, sign_in, query):
    assert page(sign_in(world.hana), world, query).status_code == 200


def test_an_id_beyond_the_database_is_not_there(world, sign_in):
    client = sign_in(world.hana)
    for name in ("round", "run", "proposal", "publish-round", "next-best"):
        assert client.get(reverse(name, args=[2**70])).status_code == 404


def test_queries_do_not_grow_with_the_rows(world, sign_in):
    client = sign_in(world.hana)
    Proposal.objects.update(flags=[])

    def count():
        with CaptureQueriesContext(connection) as queries:
            page(client, world, "?tab=ready")
        return len(queries)

    assert len(page(client, world, "?tab=ready").context["rows"]) == 3
    three = count()
    Proposal.objects.exclude(mentee=world.mentees["Ben"]).delete()
    assert count() == three <= 15


def test_nobody_reviews_a_match_of_their_own(world, sign_in):
    own = enroll(world.program, world.hana)
    mine = world.proposal("Omar")
    Proposal.objects.filter(pk=mine.pk).update(mentee=own)
    Proposal.objects.update(flags=[])
    client = sign_in(world.hana)
    assert "Hana Suzuki with" not in page(client, world, "?tab=ready").content.decode()
    assert client.get(mine.get_absolute_url()).status_code == 404
    assert client.post(reverse("approve-proposal", args=[mine.pk])).status_code == 404
    client.post(reverse("approve-all", args=[world.round.pk]) + "?tab=ready")
    mine.refresh_from_db()
    assert mine.decision == "pending"
    assert Proposal.objects.approved().count() == 2


def test_bulk_approve_takes_the_filter_and_says_what_it_skipped(world, sign_in):
    Proposal.objects.update(flags=["few_hours"])
    Proposal.objects.filter(mentee=world.mentees["Omar"]).update(flags=["only_option"])
    client = sign_in(world.cora)
    url = reverse("approve-all", args=[world.round.pk])
    answer = client.post(url + "?tab=look", follow=True)
    assert b"Approved 2 pairs. 1 needs a look first." in answer.content
    again = client.post(url + "?tab=look", follow=True)
    assert b"Approved 0 pairs." in again.content
    assert Proposal.objects.approved().count() == 2


def test_rounds_open_once_and_only_in_a_running_program(world, sign_in):
    client = sign_in(world.cora)
    url = reverse("new-round", args=[world.program.pk])
    assert client.post(url).url == world.round.get_absolute_url()
    assert Round.objects.count() == 1
    draft = make_program("Draft", state=Program.State.DRAFT)
    client = sign_in(world.hana)
    answer = client.post(reverse("new-round", args=[draft.pk]), follow=True)
    assert b"Start the program first" in answer.content
    assert Round.objects.count() == 1


def test_the_list_of_rounds_has_constant_queries(world, sign_in):
    client = sign_in(world.hana)
    url = reverse("hr-rounds", args=[world.program.pk])

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    count()
    one = count()
    for number in (2, 3):
        Round.objects.create(program=world.program, number=number, state="cancelled")
    assert count() == one <= 15


def test_cancel_asks_first_and_is_harmless_twice(world, sign_in):
    client = sign_in(world.hana)
    url = reverse("cancel-round", args=[world.round.pk])
    assert b"Cancel round 1?" in client.get(url).content
    world.round.refresh_from_db()
    assert world.round.state == "open"
    for _ in range(2):
        assert client.post(url).status_code == 302
    world.round.refresh_from_db()
    assert world.round.state == "cancelled"
    assert b"This round was cancelled." in page(client, world).content


def test_unmatched_people_are_grouped_with_facts_but_never_who_excluded_whom(world, sign_in):
    from profiles import exclusions

    lonely = mentee(world.program, "Lena Fox", ("SQL",)).profile
    for enrolled in world.mentors.values():
        exclusions.exclude(enrolled.profile, [lonely])
    world.run()
    found = sign_in(world.hana).get(reverse("round-unmatched", args=[world.round.pk]))
    text = found.content.decode()
    assert "No mentor offers what they asked for" in text
    assert "Nobody offers Rust" in text
    assert "An exclusion applies" in text
    words = {
        person.mentee.profile.name: person.facts
        for group in found.context["groups"]
        for person in group.people
    }
    assert words["Lena Fox"] == ["An exclusion applies"]


def test_an_empty_round_says_what_to_do(sign_in):
    world = make_world()
    text = page(sign_in(world.hana), world).content.decode()
    assert "Nothing matched yet" in text
    assert "Start matching" in text


def test_a_round_that_matched_nobody_says_so(sign_in):
    world = make_world()
    world.program.enrollments.mentors().delete()
    world.run()
    assert "No pair could be proposed" in page(sign_in(world.hana), world).content.decode()


def test_a_second_mentor_of_the_same_name_changes_nothing(world, sign_in):
    mentor(world.program, "Ada Obi Twin", ("SQL",))
    make_person("Ada Obi Other")
    assert page(sign_in(world.hana), world).status_code == 200
