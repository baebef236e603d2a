import pytest

from profiles import search
from profiles.models import Goal
from tests.people import make_skill
from tests.profiles.pages import errors, hidden

pytestmark = pytest.mark.django_db
URL = "/profile/goals/"


def fields(goal, **changes):
    values = {"current_level": "1", "target_level": "3", "priority": "1", "sentence": "S"} | changes
    return {f"{name}_{goal.skill_id}": value for name, value in values.items()}


def test_a_goal_is_added_and_then_described(cast, sign_in):
    search.refresh(make_skill("SQL"))
    client = sign_in(cast.emil)
    client.post(URL, {"seen": hidden(client.get(URL)), "add_text": "SQL"})
    goal = cast.emil.goals.get()
    assert (goal.current_level, goal.target_level, goal.priority) == (1, 3, 1)
    changes = {"current_level": "2", "target_level": "5", "priority": "2", "sentence": "Query."}
    response = client.post(URL, {"seen": hidden(client.get(URL)), **fields(goal, **changes)})
    assert response["Location"] == "/profile/"
    goal.refresh_from_db()
    assert (goal.current_level, goal.target_level) == (2, 5)
    assert (goal.priority, goal.sentence) == (2, "Query.")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"current_level": "3"}, "Where you want to be must be above today's level"),
        ({"current_level": "4", "target_level": "2"}, "must be above today's level"),
        ({"current_level": "5"}, "Choose a level from 1 to 4"),
        ({"target_level": "1"}, "Choose a level from 2 to 5"),
        ({"priority": "9"}, "Choose a priority from the list"),
        ({"sentence": "x" * 281}, "Goal must be 280 characters or fewer"),
        ({"sentence": "x" * 10_000}, "Goal must be 280 characters or fewer"),
    ],
)
def test_bad_input_is_named_and_kept(cast, sign_in, changes, words):
    client = sign_in(cast.ben)
    goal = cast.ben.goals.get()
    response = client.post(URL, {"seen": hidden(client.get(URL)), **fields(goal, **changes)})
    assert words in errors(response).replace("&#x27;", "'")
    goal.refresh_from_db()
    assert goal.sentence == "Lead a client workshop."


def test_removing_a_goal_ignores_its_other_fields(cast, sign_in):
    client = sign_in(cast.ben)
    goal = cast.ben.goals.get()
    data = fields(goal, current_level="4", target_level="2") | {f"remove_{goal.skill_id}": "on"}
    assert client.post(URL, {"seen": hidden(client.get(URL)), **data}).status_code == 302
    assert not Goal.objects.filter(profile=cast.ben).exists()
