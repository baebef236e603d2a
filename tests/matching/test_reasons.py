import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from matching import reasons
from matching.models import Pair, Proposal, Wish
from profiles import exclusions
from tests.matching.rounds_world import make_world
from tests.people import make_person

MONDAY = "2027-06-14"


@pytest.fixture
def two(db):
    sofia = make_person("Sofia Rossi", time_zone="Europe/London")
    priya = make_person("Priya Nair", time_zone="Asia/Kolkata")
    return sofia, priya


def read(chosen, two):
    """The reason as mentee, mentor and HR read it."""
    sofia, priya = two
    return [reasons.sentences([chosen], sofia, priya, reader)[0] for reader in (priya, sofia, None)]


@pytest.mark.parametrize(
    ("chosen", "mentee", "mentor", "others"),
    [
        (
            {"code": "skill", "skill": "Negotiation"},
            "Sofia offers Negotiation, which you asked for.",
            "You offer Negotiation, which Priya asked for.",
            "Sofia offers Negotiation, which Priya asked for.",
        ),
        (
            {"code": "asked_for_mentor"},
            "You asked for Sofia.",
            "Priya asked to learn from you.",
            "Priya asked for Sofia.",
        ),
        (
            {"code": "background", "department": "Sales"},
            "Sofia has worked in Sales, where you are.",
            "You have worked in Sales, where Priya is.",
            "Sofia has worked in Sales, where Priya is.",
        ),
        (
            {"code": "language", "language": "es"},
            "You both speak Spanish.",
            "You both speak Spanish.",
            "Both speak Spanish.",
        ),
        (
            {"code": "language", "language": "xx"},
            "You both speak xx.",
            "You both speak xx.",
            "Both speak xx.",
        ),
    ],
)
def test_each_reader_is_addressed(two, chosen, mentee, mentor, others):
    assert read(chosen, two) == [mentee, mentor, others]


def test_hours_are_told_in_the_readers_own_zone(two):
    # 20:00-21:59 UTC on a Tuesday: Tuesday evening in London, Wednesday morning in India.
    chosen = {"code": "hours", "shared": [24 + 20, 24 + 21], "week": MONDAY}
    mentee, mentor, _ = read(chosen, two)
    assert mentee == "You both marked Wednesday mornings as usually good."
    assert mentor == "You both marked Tuesday evenings as usually good."


def test_daylight_saving_is_that_of_the_programs_weeks():
    monday = {"summer": dt.date(2027, 6, 14), "winter": dt.date(2027, 1, 11)}
    madrid = ZoneInfo("Europe/Madrid")
    assert reasons.when([10], monday["summer"], madrid) == "Monday afternoons"
    assert reasons.when([10], monday["winter"], madrid) == "Monday mornings"


def test_plain_text_of_pairs_made_by_hand_stays_and_unknown_codes_are_left_out(two):
    sofia, priya = two
    stored = ["They asked HR together.", {"code": "from_the_future"}]
    assert reasons.sentences(stored, sofia, priya, priya) == ["They asked HR together."]


def test_no_reason_holds_a_number_an_ungranted_wish_or_an_exclusion(db):
    world = make_world()
    ada, sofia = world.mentors["Ada"].profile, world.mentors["Sofia"].profile
    ben = world.mentees["Ben"]
    Wish.objects.create(enrollment=ben, wished=ada, rank=1)
    exclusions.exclude(ada, [ben.profile])
    world.run()
    proposal = world.proposal("Ben")
    assert proposal.mentor.profile == sofia
    for reader in (sofia, ben.profile):
        text = " ".join(reasons.sentences(proposal.reasons, sofia, ben.profile, reader))
        assert "Ada" not in text
        assert "asked for Ada" not in text
        assert not any(character.isdigit() for character in text)


def test_a_wish_that_came_true_is_the_first_reason(db):
    world = make_world()
    ben = world.mentees["Ben"]
    Wish.objects.create(enrollment=ben, wished=world.mentors["Sofia"].profile, rank=1)
    world.run()
    proposal = world.proposal("Ben")
    assert proposal.mentor == world.mentors["Sofia"]
    pair = Pair(mentor=proposal.mentor.profile, mentee=ben.profile, reasons=proposal.reasons)
    assert reasons.for_reader(pair, ben.profile)[0] == "You asked for Sofia."


def test_three_reasons_at_most(db):
    world = make_world()
    world.run()
    assert all(1 <= len(row.reasons) <= 3 for row in Proposal.objects.all())
