"""Plan, shelf, quiet communities, leavers, and what Home and HR read."""

import pytest
from django.utils import timezone

from community import groups, joining, plans, quiet_groups, shelf
from community.models import Group, Membership, PlanStep, Resource
from outbox.models import Message
from profiles import contributions, people
from profiles.visits import Visit
from tests.community.groups.world import make_group, put_in, resource, row_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timezone.timedelta(days=1)


def test_steps_are_added_changed_ticked_and_deleted(cast, sign_in):
    group = make_group(cast.ada, "project")
    put_in(group, cast.ben)
    client = sign_in(cast.ben)
    client.post(f"/groups/{group.pk}/plan/add/", {"title": "Measure", "due_on": "2027-05-24"})
    step = group.steps.get()
    assert (step.title, step.due_on.isoformat()) == ("Measure", "2027-05-24")
    client.post(f"/group-steps/{step.pk}/edit/", {"seen": 1, "title": "Measure twice"})
    for _n in range(2):
        client.post(f"/group-steps/{step.pk}/finish/")
    step.refresh_from_db()
    assert (step.title, step.due_on, step.done_by) == ("Measure twice", None, cast.ben)
    assert "ticked by Ben" in client.get(f"/groups/{group.pk}/plan/").text
    client.post(f"/group-steps/{step.pk}/reopen/")
    step.refresh_from_db()
    assert (step.done_at, step.done_by) == (None, None)
    client.post(f"/group-steps/{step.pk}/delete/")
    assert client.post(f"/group-steps/{step.pk}/delete/").status_code == 404
    assert not PlanStep.objects.filter(group=group).exists()


def test_a_stale_step_shows_both_and_a_deleted_one_says_so(cast, sign_in):
    group = make_group(cast.ada)
    step = plans.add(group, "One", None, now=NOW)
    plans.change(step, "Two", None, seen=1)
    client, path = sign_in(cast.ada), f"/group-steps/{step.pk}/edit/"
    page = client.post(path, {"seen": 1, "title": "Mine"}).text
    assert "Somebody has changed this step" in page
    assert "Two" in page
    plans.delete(step)
    with pytest.raises(plans.StaleStepError):
        plans.change(step, "Mine", None, seen=2)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"title": ""}, "Enter what the step is"),
        ({"title": "\x01"}, "Enter what the step is"),
        ({"title": "x" * 10_000}, "What the step is must be 160 characters or fewer"),
        ({"title": "a", "due_on": "soon"}, "Enter the day like 2027-05-24"),
    ],
)
def test_a_step_with_an_error(cast, sign_in, typed, says):
    group = make_group(cast.ada, "project")
    page = sign_in(cast.ada).post(f"/groups/{group.pk}/plan/add/", typed).text
    assert page.count(says) == 2
    assert not group.steps.exists()


def test_a_plan_has_an_end(cast, sign_in, monkeypatch):
    monkeypatch.setattr(plans, "MOST_STEPS", 1)
    group = make_group(cast.ada, "project")
    client, path = sign_in(cast.ada), f"/groups/{group.pk}/plan/add/"
    client.post(path, {"title": "One"})
    assert "Delete one before you add another" in client.post(path, {"title": "Two"}).text


def test_the_shelf_takes_published_items_by_title(cast, sign_in):
    group = make_group(cast.ada)
    guide = resource("A guide to talks")
    resource("A secret guide", state="suggested", published_at=None)
    client, path = sign_in(cast.ada), f"/groups/{group.pk}/shelf/"
    page = client.get(f"{path}find/?q=guide talks").text
    assert "A guide to talks" in page
    assert "secret" not in client.get(f"{path}find/?q=guide").text
    for _n in range(2):
        client.post(f"{path}{guide.pk}/put/")
    assert group.shelf.count() == 1
    assert "A guide to talks" in client.get(path).text
    assert "or it is on the shelf already" in client.get(f"{path}find/?q=guide").text
    hidden = Resource.objects.get(state="suggested")
    assert client.post(f"{path}{hidden.pk}/put/").status_code == 404
    assert client.post(f"{path}{2**63}/put/").status_code == 404
    client.post(f"/group-shelf/{group.shelf.get().pk}/take-off/")
    assert not group.shelf.exists()


def test_what_the_library_takes_out_is_on_no_shelf(cast):
    group, guide = make_group(cast.ada), resource()
    shelf.put(group, guide, by=cast.ada, now=NOW)
    Resource.objects.filter(pk=guide.pk).update(state="retired")
    assert list(shelf.items(group)) == []


def quiet(cast, days=91):
    group = make_group(cast.ada, "community", now=NOW - days * DAY)
    put_in(group, cast.ben, now=NOW - days * DAY)
    return group


def test_after_ninety_quiet_days_the_lead_is_asked_once(cast):
    quiet(cast)
    make_group(cast.ada, name="A circle", now=NOW - 91 * DAY)
    quiet_groups.tick(now=NOW)
    quiet_groups.tick(now=NOW + DAY)
    mails = Message.objects.filter(kind="group-quiet")
    assert [mail.recipient.email for mail in mails] == [cast.ada.user.email]


def test_eighty_nine_days_are_not_quiet(cast):
    quiet(cast, 89)
    assert quiet_groups.ask(now=NOW) == 0


def test_two_weeks_later_it_is_archived_unless_the_lead_keeps_it(cast, sign_in):
    group, kept = quiet(cast), quiet(cast)
    quiet_groups.tick(now=NOW - 1 * DAY)
    client = sign_in(cast.ada)
    assert "Quiet for 90 days" in client.get(f"/groups/{kept.pk}/manage/").text
    client.post(f"/groups/{kept.pk}/keep/")
    quiet_groups.tick(now=NOW + 12 * DAY)
    group.refresh_from_db()
    assert group.state == "running"
    quiet_groups.tick(now=NOW + 13 * DAY)
    group.refresh_from_db(), kept.refresh_from_db()
    assert (group.state, kept.state) == ("archived", "running")


def test_life_in_it_takes_the_question_back(cast):
    group = quiet(cast)
    quiet_groups.tick(now=NOW - DAY)
    groups.touch(group, now=NOW)
    quiet_groups.tick(now=NOW + 20 * DAY)
    group.refresh_from_db()
    assert (group.state, group.quiet_asked_at) == ("running", None)


def test_who_leaves_the_company_leaves_their_groups(cast):
    led, full = make_group(cast.ada), make_group(cast.ben, size_max=4)
    put_in(led, cast.ben)
    put_in(full, cast.ada, cast.dan, cast.emil)
    joining.join(full, cast.cora, now=NOW)
    people.deactivate(cast.ada, None, NOW)
    led.refresh_from_db(), full.refresh_from_db()
    assert row_of(led, cast.ben).is_lead
    assert row_of(full, cast.cora).is_member
    assert (led.used, full.used) == (1, 4)
    assert not Membership.objects.involved().filter(profile=cast.ada).exists()


def test_hr_is_told_of_a_group_nobody_can_lead(cast, sign_in):
    group = make_group(cast.ada, entry="ask", name="Left alone")
    joining.join(group, cast.ben, now=NOW)
    people.deactivate(cast.ada, None, NOW)
    entry = next(n for n in contributions.needs_you(now=NOW) if n.url.startswith("/hr/groups-"))
    assert entry.title == "1 group has no lead"
    client = sign_in(cast.hana)
    assert "Left alone" in client.get(entry.url).text
    path = f"/hr/groups-without-lead/{group.pk}/lead/"
    assert "Choose at least one person" in client.post(path).text
    page = client.post(path, {"people": [cast.dan.pk]}, follow=True).text
    assert "Dan Weiss is asked to lead." in page
    assert "Every group has a lead" in page
    joining.answer(row_of(group, cast.dan), yes=True, now=NOW)
    assert row_of(group, cast.dan).is_lead
    assert client.post(path, {"people": [cast.emil.pk]}).status_code == 404


def test_hr_archives_what_nobody_leads(cast, sign_in):
    group = make_group(cast.ada, entry="ask")
    joining.join(group, cast.ben, now=NOW)
    path = f"/hr/groups-without-lead/{group.pk}/archive/"
    assert sign_in(cast.hana).post(path).status_code == 404
    people.deactivate(cast.ada, None, NOW)
    sign_in(cast.hana).post(path)
    assert Group.objects.get().is_over


def tasks(person):
    return [task.title for task in contributions.home_tasks(Visit(person, NOW))]


def test_home_asks_for_an_answer_and_shows_the_next_step(cast, sign_in):
    asked = make_group(cast.ben, entry="ask", name="Ask me")
    joining.join(asked, cast.dan, words="Please.", now=NOW)
    invited = make_group(cast.dan, name="Come in")
    joining.invite(invited, [cast.ben], by=cast.dan.user, now=NOW)
    running = make_group(cast.emil, name="At work")
    put_in(running, cast.ben, cast.cora, cast.otto)
    groups.begin(running, by=cast.emil.user, now=NOW)
    found = tasks(cast.ben)
    assert "You are invited to “Come in”" in found
    assert "Dan asks to join “Ask me”" in found
    assert "What each of us wants to take away" in found
    assert found.index("You are invited to “Come in”") < found.index("Dan asks to join “Ask me”")
    page = sign_in(cast.ben).get("/").text
    assert "At work" in page
    joining.answer(row_of(invited, cast.ben), yes=False, now=NOW)
    joining.take_in(row_of(asked, cast.dan), by=cast.ben.user, now=NOW)
    for step in running.steps.all():
        plans.tick(step, by=cast.ben, now=NOW)
    assert not {"You are invited to “Come in”", "Dan asks to join “Ask me”"} & set(tasks(cast.ben))
