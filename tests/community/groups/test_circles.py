"""Circles by the engine: formed from open goals, reviewed by HR, published once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import circle_forming, circle_review, joining
from community.groups import RefusedError
from community.models import CircleRound, CircleSeat, Group, Membership, ProposedCircle
from outbox.models import Message
from profiles import contributions, people
from profiles.models import DoNotMatch
from tests.community.groups.world import crowd, make_group, put_in
from tests.people import make_goal, make_offer, make_skill

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PLACES = ("Product", "Finance", "Sales", "Legal")


def learners(count, skill="SQL", **goal):
    """People with a goal, from four departments in turn; the first knows a little already."""
    everybody = crowd(count)
    for n, person in enumerate(everybody):
        person.department = PLACES[n % 4]
        person.save()
        make_goal(
            person, skill, **({"current_level": 2 if n == 0 else 1, "target_level": 4} | goal)
        )
    return everybody


def form(cast, *skills, **more):
    found = [make_skill(name) for name in skills or ("SQL",)]
    return circle_forming.form(found, by=cast.hana.user, now=NOW, **more)


def seated(made):
    return {seat.profile for circle in made.circles.all() for seat in circle.seats.all()}


def test_six_people_with_one_goal_make_one_circle(cast):
    everybody = learners(6)
    made = form(cast)
    circle = made.circles.get()
    assert seated(made) == set(everybody)
    assert circle.seats.get(facilitates=True).profile == everybody[0]
    assert (made.receipt["people"], made.receipt["placed"]) == (6, 6)
    assert not Message.objects.filter(kind="group-invited").exists()


def test_who_offers_it_facilitates(cast):
    learners(5)
    make_offer(cast.ada, "SQL", level=5)
    made = form(cast)
    assert made.circles.get().seats.get(facilitates=True).profile == cast.ada
    assert CircleSeat.objects.count() == 6


@pytest.mark.parametrize("count", [0, 1, 3])
def test_fewer_than_four_make_none(cast, count):
    learners(count)
    with pytest.raises(circle_forming.NobodyError):
        form(cast)
    assert not CircleRound.objects.exists()


def test_twelve_make_two_of_two_departments_or_more(cast):
    learners(12, current_level=2)
    made = form(cast)
    sizes = [circle.seats.count() for circle in made.circles.all()]
    assert sizes == [6, 6]
    for circle in made.circles.all():
        assert len({seat.profile.department for seat in circle.seats.all()}) >= 2


def test_people_kept_apart_never_sit_together(cast):
    everybody = learners(12, current_level=2)
    DoNotMatch.objects.create(author=everybody[1], other=everybody[2])
    made = form(cast)
    for circle in made.circles.all():
        inside = {seat.profile for seat in circle.seats.all()}
        assert not {everybody[1], everybody[2]} <= inside


def test_nobody_is_seated_twice(cast):
    everybody = learners(12)
    first = form(cast)
    with pytest.raises(circle_forming.NobodyError):
        form(cast)
    circle_review.drop_round(first, by=cast.hana.user, now=NOW)
    group = make_group(cast.ada, skills=("SQL",), size_max=12)
    put_in(group, *everybody[:7])
    assert seated(form(cast)) == set(everybody[7:])


def test_who_is_paused_or_has_left_is_not_seated(cast):
    everybody = learners(6)
    people.deactivate(everybody[5], None, NOW)
    everybody[4].paused_until = NOW.date() + timezone.timedelta(days=9)
    everybody[4].save()
    assert seated(form(cast)) == set(everybody[:4])


def test_the_same_goals_and_salt_give_the_same_circles(cast, monkeypatch):
    learners(12)
    monkeypatch.setattr(circle_forming.secrets, "token_bytes", lambda n: b"12345678")
    found = []
    for _n in range(2):
        made = form(cast)
        found.append([sorted(s.profile.name for s in c.seats.all()) for c in made.circles.all()])
        made.delete()
    assert found[0] == found[1]


def test_hr_reviews_and_publishes_and_people_say_yes(cast, sign_in):
    everybody = learners(6)
    client = sign_in(cast.hana)
    page = client.post("/hr/circles/", {"skills": [make_skill("SQL").pk]}, follow=True).text
    made = CircleRound.objects.get()
    circle, path = made.circles.get(), f"/hr/circles/{made.pk}/"
    assert "6 of 6 people have a place" in page
    assert "Goal: from level 1 to 4" in page
    assert "Accept a circle first" in client.post(f"{path}publish/", follow=True).text
    seat = circle.seats.get(profile=everybody[5])
    client.post(f"/hr/circle-seats/{seat.pk}/take-out/")
    client.post(f"/hr/circle/{circle.pk}/accept/")
    page = client.post(f"{path}publish/", follow=True).text
    assert "Published. Circles: 1." in page
    group = Group.objects.get()
    assert (group.name, group.state, group.used, group.size_max) == ("SQL circle", "proposed", 0, 6)
    rows = group.memberships.all()
    assert {row.profile for row in rows} == set(everybody[:5])
    assert {row.state for row in rows} == {"invited"}
    assert Message.objects.filter(kind="group-invited").count() == 5
    client.post(f"{path}publish/")
    assert Group.objects.count() == 1
    for row in rows:
        joining.answer(row, yes=True, now=NOW)
    assert group.memberships.get(role="lead").profile == everybody[0]
    assert "5 have said yes" in client.get(path).text


def test_a_facilitator_who_says_no_is_followed_by_a_member(cast):
    learners(4)
    made = form(cast)
    circle_review.accept(made.circles.get())
    circle_review.publish(made, by=cast.hana.user, now=NOW)
    lead = Membership.objects.get(role="lead")
    first = Membership.objects.exclude(pk=lead.pk).order_by("pk").first()
    joining.answer(first, yes=True, now=NOW)
    assert not Membership.objects.get(pk=first.pk).is_lead
    joining.answer(lead, yes=False, now=NOW)
    assert Membership.objects.get(pk=first.pk).is_lead


def test_a_circle_of_three_is_not_accepted(cast, sign_in):
    learners(4)
    made = form(cast)
    circle = made.circles.get()
    circle_review.accept(circle)
    facilitator = circle.seats.get(facilitates=True)
    client = sign_in(cast.hana)
    client.post(f"/hr/circle-seats/{facilitator.pk}/take-out/")
    circle.refresh_from_db()
    assert circle.decision == "open"
    assert circle.seats.get(facilitates=True) != facilitator
    page = client.post(f"/hr/circle/{circle.pk}/accept/", follow=True).text
    assert "A circle needs 4 people" in page
    client.post(f"/hr/circle-seats/{facilitator.pk}/put-back/")
    client.post(f"/hr/circle/{circle.pk}/accept/")
    circle.refresh_from_db()
    assert circle.decision == "accepted"


def test_dropping_tells_nobody(cast, sign_in):
    learners(4)
    made = form(cast)
    client = sign_in(cast.hana)
    client.post(f"/hr/circle/{made.circles.get().pk}/drop/")
    client.post(f"/hr/circles/{made.pk}/drop/")
    made.refresh_from_db()
    assert made.state == "dropped"
    assert not Group.objects.exists()
    assert not Message.objects.filter(kind__startswith="group").exists()
    with pytest.raises(RefusedError):
        circle_review.accept(made.circles.get())


def test_who_leaves_in_between_is_not_invited(cast):
    everybody = learners(6)
    made = form(cast)
    circle_review.accept(made.circles.get())
    people.deactivate(everybody[3], None, NOW)
    circle_review.publish(made, by=cast.hana.user, now=NOW)
    assert not Membership.objects.filter(profile=everybody[3]).exists()


def test_anybody_with_a_topic_asks_and_is_in_it(cast, sign_in):
    learners(5)
    client, path = sign_in(cast.emil), "/groups/circle/"
    assert "Choose at least one skill" in client.post(path).text
    assert (
        "fewer than four people" in client.post(path, {"skills": [make_skill("Welding").pk]}).text
    )
    client.post(path, {"skills": [make_skill("SQL").pk]})
    made = CircleRound.objects.get()
    assert made.asked_by == cast.emil
    assert made.circles.get().seats.get(profile=cast.emil).facilitates
    entry = next(n for n in contributions.needs_you(now=NOW) if n.url == f"/hr/circles/{made.pk}/")
    assert entry.line == "Emil Novak asked for one."
    page = client.post(path, {"skills": [make_skill("SQL").pk]}).text
    assert "You have asked already" in page
    assert CircleRound.objects.count() == 1
    assert client.get(f"/hr/circles/{made.pk}/").status_code == 404


def test_every_skill_with_enough_goals_when_none_is_chosen(cast, sign_in):
    learners(6)
    sign_in(cast.hana).post("/hr/circles/")
    assert [skill.name for skill in CircleRound.objects.get().skills.all()] == ["SQL"]


def test_three_circles_ask_no_more_than_one(cast, sign_in):
    client = sign_in(cast.hana)
    learners(6)
    path = f"/hr/circles/{form(cast).pk}/"

    def count():
        client.get(path)
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    one = count()
    made = CircleRound.objects.get()
    for name in ("Python", "Pricing"):
        circle = ProposedCircle.objects.create(round=made, skill=make_skill(name))
        for person in (cast.ada, cast.ben, cast.dan, cast.emil):
            CircleSeat.objects.create(circle=circle, profile=person)
    assert count() == one <= 12
