"""Nobody gets nothing: a group, a session, an hour and a path for the goals of whoever waits."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from community import meanwhile
from community.models import OfficeHours, Path, PathProgress, PathStep, Rsvp, Session
from matching import waiting_offers
from profiles.models import Profile, SkillRelation
from tests.community.groups.world import make_group, put_in
from tests.community.library.world import make_link
from tests.people import make_goal, make_offer, make_person, make_skill

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


def session(host, title="SQL over lunch", days=3, skill="SQL", **fields):
    at = NOW + days * DAY
    fields = {"kind": "lunch", "state": "published", "outcome": "Know it"} | fields
    made = Session.objects.create(title=title, host=host, starts_at=at, ends_at=at + HOUR, **fields)
    if skill:
        made.skills.add(make_skill(skill))
    return made


def free_hour(host, title="Ask me about SQL", days=4, skill="SQL", **fields):
    office = OfficeHours.objects.create(host=host, title=title, outcome="Less stuck", minutes=20)
    office.skills.add(make_skill(skill))
    return session(
        host, title, days, skill=None, kind="office_hour", capacity=1, office=office, **fields
    )


def path(name, *skills, state="published"):
    made = Path.objects.create(slug=name.lower().replace(" ", "-"), name=name, state=state)
    for place, skill in enumerate(skills, start=1):
        item = make_link(f"{name} {skill} {place}", skills=[skill])
        PathStep.objects.create(
            path=made, kind="resource", title="Read", position=place, resource=item
        )
    return made


def near(skill, related, share):
    SkillRelation.objects.create(skill=make_skill(skill), related=make_skill(related), share=share)


def guide():
    return Path.objects.create(slug=meanwhile.BEGINNERS, name="Being mentored", state="published")


@pytest.fixture
def lena(cast):
    lena = make_person("Lena Vos", time_zone="UTC")
    make_goal(lena, "SQL")
    return lena


def offers(person):
    return waiting_offers.offers([person])[person.pk]


def titles(person):
    return [one.title for one in offers(person)]


def when(one):
    at = one.starts_at.astimezone(dt.UTC)
    return f"{at:%A} {at.day} {at:%B, %H:%M} (UTC)"


def test_the_best_group_session_and_person_for_a_goal(cast, lena):
    group = make_group(cast.ada, "circle", name="Data questions", skills=("SQL",))
    make_group(cast.ada, "circle", name="Other", skills=("Cooking",))
    talk = session(cast.ada)
    make_offer(cast.ada, "SQL")
    skill = make_skill("SQL").pk
    assert [(one.title, one.url) for one in offers(lena)] == [
        ("Learning circle you can join: “Data questions”", group.get_absolute_url()),
        (f"Lunch & learn: “SQL over lunch”, {when(talk)}", talk.get_absolute_url()),
        ("1 colleague can help with SQL", f"{reverse('people')}?skill={skill}"),
    ]


def test_an_hour_of_somebody_who_knows_is_named(cast, lena):
    slot = free_hour(cast.ada)
    free_hour(cast.dan, "Later", days=6)
    (only,) = offers(lena)
    assert only.title == f"Ask Ada Obi: “Ask me about SQL”, free on {when(slot)}"
    assert only.url == slot.get_absolute_url()


def test_a_path_is_about_the_skills_of_what_is_read_on_it(cast, lena):
    path("Deep data", "SQL")
    path("Cooking", "Cooking")
    path("Draft", "SQL", state="draft")
    assert [(one.title, one.url) for one in offers(lena)] == [
        ("Path: “Deep data”", "/paths/deep-data/")
    ]


def test_a_step_or_an_item_that_was_taken_out_says_nothing_of_a_path(cast, lena):
    gone, retired = path("Gone", "SQL"), path("Retired", "SQL")
    gone.steps.update(position=None)
    for step in retired.steps.all():
        step.resource.state = "retired"
        step.resource.save()
    assert titles(lena) == []


def test_somebody_without_goals_gets_the_guide(cast):
    guide()
    assert titles(make_person("No Goals")) == ["Path: “Being mentored”"]


def test_the_guide_comes_last_and_not_to_who_has_begun_it(cast, lena):
    made = guide()
    make_group(cast.ada, "circle", name="Data questions", skills=("SQL",))
    assert titles(lena)[-1] == "Path: “Being mentored”"
    PathProgress.objects.create(path=made, profile=lena, started_at=NOW, last_at=NOW)
    assert titles(lena) == ["Learning circle you can join: “Data questions”"]


def test_a_related_skill_counts_for_its_share_and_says_so(cast, lena):
    near("SQL", "Python", 70)
    near("SQL", "Excel", 30)
    make_group(cast.ada, "circle", name="Sheets", skills=("Excel",))
    make_group(cast.ada, "circle", name="Snakes", skills=("Python",))
    (best,) = offers(lena)
    assert best.title == "Learning circle you can join: “Snakes” (related to SQL)"
    assert best.fit == 70 * 60


def test_a_relation_counts_in_its_own_direction_only(cast, lena):
    near("Python", "SQL", 70)
    make_group(cast.ada, "circle", name="Snakes", skills=("Python",))
    assert titles(lena) == []


def test_what_fits_better_comes_first_whatever_its_kind(cast, lena):
    near("SQL", "Python", 70)
    make_goal(lena, "Speaking", priority=2)
    make_group(cast.ada, "circle", name="Speak up", skills=("Speaking",))
    session(cast.ada, "Python over lunch", skill="Python")
    path("Deep data", "SQL")
    found = [(one.title.split(":")[0], one.fit) for one in offers(lena)]
    assert found == [
        ("Path", 6000),
        ("Lunch & learn", 4200),
        ("Learning circle you can join", 3000),
    ]


def test_of_equal_groups_the_open_one_and_then_the_latest(cast, lena):
    today = NOW.date()
    make_group(cast.ada, "circle", name="Asks", skills=("SQL",), entry="ask")
    make_group(cast.ada, "circle", name="Old", skills=("SQL",), starts_on=today - 30 * DAY)
    make_group(cast.ada, "circle", name="New", skills=("SQL",))
    assert titles(lena) == ["Learning circle you can join: “New”"]


def test_of_equal_sessions_the_next(cast, lena):
    session(cast.ada, "Third", days=5)
    session(cast.ada, "Second", days=4)
    assert "“Second”" in titles(lena)[0]


def test_never_what_is_full_closed_over_or_far_away(cast, lena):
    full = make_group(cast.ada, "circle", name="Full", skills=("SQL",), size_max=4)
    put_in(full, *[make_person(f"Some One{n}") for n in range(3)])
    make_group(cast.ada, "circle", name="Closed", skills=("SQL",), entry="invited")
    over = make_group(cast.ada, "circle", name="Over", skills=("SQL",))
    over.state, over.archived_at = "archived", NOW
    over.save()
    session(cast.ada, "Full", capacity=0)
    session(cast.ada, "Later", days=31)
    session(cast.ada, "Begun", days=-0.01)
    session(cast.ada, "Proposed", state="proposed")
    hidden = make_group(cast.ada, "community", name="Inside", skills=(), entry="invited")
    session(cast.ada, "Inside", group=hidden)
    free_hour(cast.ada, used=1)
    session(make_person("Gone Away", is_active=False), "Nobody hosts it")
    make_offer(make_person("Gone Too", is_active=False), "SQL")
    assert titles(lena) == []


@pytest.mark.parametrize("state", ["invited", "asked", "waiting", "member", "declined", "left"])
def test_never_a_group_they_stand_in_any_way_to(cast, lena, state):
    mine = make_group(cast.ada, "circle", name="Mine", skills=("SQL",))
    put_in(mine, lena)
    mine.memberships.filter(profile=lena).update(state=state)
    assert titles(lena) == []


@pytest.mark.parametrize("state", ["going", "waiting", "left"])
def test_never_a_session_they_have_answered(cast, lena, state):
    talk = session(cast.ada)
    Rsvp.objects.create(session=talk, profile=lena, state=state, since=NOW)
    assert titles(lena) == []


def test_never_what_they_host_or_their_own_help(cast, lena):
    session(lena, "Hosted by her")
    free_hour(lena)
    make_offer(lena, "SQL")
    assert titles(lena) == []
    make_offer(cast.ada, "SQL")
    assert titles(lena) == ["1 colleague can help with SQL"]


def test_what_others_are_in_stays_on_offer(cast, lena):
    group = make_group(cast.ada, "circle", name="Data questions", skills=("SQL",))
    max_ = make_person("Max Lund")
    make_goal(max_, "SQL")
    put_in(group, max_)
    found = waiting_offers.offers([lena, max_])
    assert [one.title for one in found[lena.pk]] == [
        "Learning circle you can join: “Data questions”"
    ]
    assert found[max_.pk] == []


def test_many_people_and_many_things_cost_one_query(cast, lena, django_assert_num_queries):
    guide()
    for number in range(3):
        session(cast.ada, f"Talk {number}")
        make_group(cast.ada, "circle", name=f"Group {number}", skills=("SQL", "Python"))
        person = make_person(f"Waits Number{number}")
        make_goal(person, "SQL")
    people = list(Profile.objects.filter(goals__skill__name="SQL"))
    with django_assert_num_queries(1):
        found = waiting_offers.offers(people)
    assert {len(some) for some in found.values()} == {3}
