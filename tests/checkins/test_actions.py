import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from checkins import actions
from checkins.actions import Plan
from checkins.models import Action
from matching.models import Pair
from profiles.contributions import home_tasks
from profiles.home_ranks import Rank
from profiles.visits import Visit
from tests.checkins.space import add_action
from tests.checkins.test_agreements import at_once
from tests.people import build_cast

pytestmark = pytest.mark.django_db
PLAN = {"text": "Send the draft", "owner": "mentee", "due_on": "2099-05-24"}


def plan_url(cast):
    return f"/pairs/{cast.pair.pk}/plan/"


def on_home(person):
    return [
        task.title
        for task in home_tasks(Visit(person, timezone.now()))
        if task.rank == Rank.ACTION_DUE
    ]


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_both_add_and_both_see(cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    page = client.post(f"/pairs/{cast.pair.pk}/actions/add/", PLAN, follow=True).text
    assert "Action added. Both of you see it." in page
    action = Action.objects.get()
    assert (action.owner, action.due_on) == (cast.ben, dt.date(2099, 5, 24))
    for reader in (cast.ada, cast.ben):
        assert "Send the draft" in sign_in(reader).get(plan_url(cast)).text
        assert "Send the draft" in sign_in(reader).get(f"/pairs/{cast.pair.pk}/").text


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("text", "", "Enter what will be done"),
        ("text", "x" * 201, "What will be done must be 200 characters or fewer"),
        ("owner", "hr", "Choose who does it"),
        ("due_on", "soon", "Enter the day like 2027-05-24"),
    ],
)
def test_errors_are_in_the_words_of_the_question(cast, sign_in, field, value, error):
    data = PLAN | {field: value}
    page = sign_in(cast.ben).post(f"/pairs/{cast.pair.pk}/actions/add/", data).text
    assert error in page
    assert not Action.objects.exists()


def test_the_partner_changes_it(cast, sign_in):
    action = add_action(cast)
    data = PLAN | {"seen": 1, "text": "Send both drafts", "owner": "both", "due_on": ""}
    page = sign_in(cast.ada).post(f"/actions/{action.pk}/", data, follow=True).text
    assert "Action saved." in page
    action.refresh_from_db()
    assert (action.text, action.owner, action.due_on) == ("Send both drafts", None, None)


def test_a_stale_save_shows_both_versions(cast, sign_in):
    action = add_action(cast)
    actions.change(action, Plan("Send two drafts", None, None), seen=1)
    client = sign_in(cast.ben)
    page = client.post(f"/actions/{action.pk}/", PLAN | {"seen": 1, "text": "Send three"})
    assert "Ada has changed this action." in page.text
    assert "Send two drafts" in page.text
    assert "Send three" in page.text
    seen = page.context["form"]["seen"].value()
    client.post(f"/actions/{action.pk}/", PLAN | {"seen": seen, "text": "Send three"})
    assert Action.objects.get().text == "Send three"


def test_the_same_change_twice_is_one(cast):
    action = add_action(cast)
    plan = Plan("Send two drafts", cast.ada, None)
    actions.change(action, plan, seen=1)
    actions.change(action, plan, seen=1)
    assert Action.objects.get().version == 2


def test_changing_what_the_partner_deleted_says_so(cast):
    action = add_action(cast)
    actions.delete(action)
    with pytest.raises(actions.StaleActionError) as stale:
        actions.change(action, Plan("x", None, None), seen=1)
    assert stale.value.current is None


def test_ticking_twice_is_one_tick_and_can_be_taken_back(cast, sign_in):
    action = add_action(cast)
    client = sign_in(cast.ada)
    page = client.post(f"/actions/{action.pk}/finish/", follow=True)
    assert "Done: Send the draft" in page.text
    assert page.request["PATH_INFO"] == plan_url(cast)
    first = Action.objects.get().done_at
    client.post(f"/actions/{action.pk}/finish/", {"overview": 1})
    assert Action.objects.get().done_at == first
    client.post(f"/actions/{action.pk}/reopen/")
    assert Action.objects.get().done_at is None


def test_a_tick_on_the_first_page_stays_there(cast, sign_in):
    action = add_action(cast)
    answer = sign_in(cast.ben).post(f"/actions/{action.pk}/finish/", {"overview": 1})
    assert answer["Location"] == f"/pairs/{cast.pair.pk}/"


def test_deleting(cast, sign_in):
    action = add_action(cast)
    client = sign_in(cast.ben)
    assert "Action deleted" in client.post(f"/actions/{action.pk}/delete/", follow=True).text
    assert client.post(f"/actions/{action.pk}/delete/").status_code == 404


@pytest.mark.parametrize(("days", "is_there"), [(-30, True), (0, True), (2, True), (3, False)])
def test_what_is_due_stands_on_the_home_of_its_owner(cast, days, is_there):
    add_action(cast, days=days)
    assert on_home(cast.ben) == (["Send the draft"] if is_there else [])
    assert on_home(cast.ada) == []


def test_what_both_do_stands_on_both_homes_until_it_is_done(cast):
    action = add_action(cast, owner="", days=0)
    assert on_home(cast.ada) == on_home(cast.ben) == ["Send the draft"]
    assert actions.set_done(action, done=True, now=timezone.now())
    assert on_home(cast.ada) == on_home(cast.ben) == []


def test_an_away_pair_asks_for_nothing(cast):
    add_action(cast, days=0)
    Pair.objects.update(state="away")
    assert on_home(cast.ben) == []


def test_a_pair_that_is_over_is_read_only(cast, sign_in):
    action = add_action(cast)
    Pair.objects.update(state="ended")
    client = sign_in(cast.ben)
    page = client.get(plan_url(cast)).text
    assert "Send the draft" in page
    assert "Add an action" not in page
    for end in ("", "finish/", "delete/"):
        assert client.post(f"/actions/{action.pk}/{end}").status_code == 404


@pytest.mark.parametrize("name", ["dan", "hana"])
def test_the_database_takes_no_owner_from_outside_the_pair(cast, name):
    with pytest.raises(IntegrityError, match="checkins_action_member"), transaction.atomic():
        add_action(cast, owner=name)


@pytest.mark.parametrize("pk", [0, 2**63, 10**30])
def test_ids_out_of_range_are_not_found(cast, sign_in, pk):
    assert sign_in(cast.ben).get(f"/actions/{pk}/").status_code == 404


def test_the_plan_asks_the_same_for_one_and_three(cast, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.ben)
    add_action(cast)
    client.get(plan_url(cast))
    with django_assert_max_num_queries(15) as one:
        client.get(plan_url(cast))
    add_action(cast, "Read the book", owner="ada")
    add_action(cast, "Meet the team", owner="", days=3)
    with django_assert_max_num_queries(15) as three:
        client.get(plan_url(cast))
    assert len(one) == len(three)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(5))
def test_two_who_change_at_once_one_is_shown_both(_round):
    cast = build_cast()
    action = add_action(cast)
    results = at_once(
        *[lambda n=n: actions.change(action, Plan(f"Send {n}", None, None), seen=1) for n in (1, 2)]
    )
    stale = [one for one in results if isinstance(one, actions.StaleActionError)]
    assert len(stale) == 1
    assert results.count(None) == 1
    assert stale[0].current.text == Action.objects.get().text
    assert Action.objects.get().version == 2
