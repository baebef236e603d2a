"""The introduction: everything that is true, nothing that is not any more."""

import pytest

from checkins import common_ground, preparation
from matching import decisions, publishing
from matching.models import Pair
from profiles.models import Goal, Offer
from tests.matching.rounds_world import HOURS, make_world
from tests.people import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """Ben's pair as a run explained it, with people who have much in common."""
    world = make_world()
    for person in [world.mentees["Ben"].profile, *(m.profile for m in world.mentors.values())]:
        person.happy_to_talk_about = ["Running", "Night trains", "Chess"]
        person.languages = ["en", "es"]
        person.site = "Madrid"
        person.save()
    world.run()
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    world.round.refresh_from_db()
    publishing.publish(world.round, by=world.hana.user, version=world.round.version, now=NOW)
    return Pair.objects.with_people().get()


def said(pair, reader=None):
    found = common_ground.of(pair, reader or pair.mentee)
    return [*found.why, *(thing.text for thing in found.more)]


def test_all_true_things_are_said_once(pair):
    texts = said(pair)
    assert len(texts) == len(set(texts))
    assert len(common_ground.of(pair, pair.mentee).why) == 3
    for subject in ("Running", "Night trains", "Chess"):
        assert f"You are both happy to talk about {subject}." in texts
    assert "You both speak Spanish." in texts
    assert "You both speak English." in texts
    assert "You both work in Madrid." in texts


def test_nothing_is_padded(pair):
    for person in (pair.mentor, pair.mentee):
        person.happy_to_talk_about, person.languages, person.site = [], [], ""
        person.save()
    mentor = pair.mentor.first_name
    assert said(pair) == [
        f"{mentor} offers Negotiation, which you asked for.",
        "You both marked Tuesday afternoons as usually good.",
        "You work in different departments: Finance and Product.",
    ]


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        (lambda p: Offer.objects.filter(profile=p.mentor).delete(), "Negotiation"),
        (lambda p: Goal.objects.filter(profile=p.mentee).delete(), "Negotiation"),
        (lambda p: write(p.mentee, happy_to_talk_about=["Chess"]), "Night trains"),
        (lambda p: write(p.mentor, languages=["en"]), "Spanish"),
        (lambda p: write(p.mentor, site="Berlin"), "Madrid"),
        (lambda p: write(p.mentee, department="Product"), "different departments"),
        (lambda p: write(p.mentee, weekly_hours=[]), "usually good"),
    ],
)
def test_what_is_not_true_any_more_is_not_said(pair, change, gone):
    assert any(gone in text for text in said(pair))
    change(pair)
    assert not any(gone in text for text in said(pair))


def write(person, **fields):
    for name, value in fields.items():
        setattr(person, name, value)
    person.save()


def test_hours_are_narrowed_to_those_both_still_have(pair):
    write(pair.mentee, weekly_hours=[HOURS[-1]])
    assert "You both marked Wednesday mornings as usually good." in said(pair)


def test_a_wish_stays_true_and_plain_words_stay_as_hr_wrote_them(cast):
    cast.pair.reasons = [{"code": "asked_for_mentor"}, "You are cousins."]
    assert said(cast.pair, cast.ben)[:2] == ["You asked for Ada.", "You are cousins."]


def test_words_both_wrote_are_checked_in_both_texts(cast):
    cast.pair.reasons = [{"code": "words", "both": ["workshop", "budget"]}]
    write(cast.ada, bio="I have led every workshop twice.")
    assert "You both wrote about “workshop”." in said(cast.pair, cast.ben)
    write(cast.ada, bio="")
    assert not any("wrote about" in text for text in said(cast.pair, cast.ben))


def test_a_pair_made_by_hand_has_what_the_profiles_share(cast):
    cast.pair.reasons = []
    texts = said(cast.pair, cast.ada)
    assert texts == ["You both work in Madrid.", "You both speak English."]


def test_both_pages_are_told_in_their_readers_words(cast, sign_in):
    cast.pair.reasons = [{"code": "skill", "skill": "Negotiation"}]
    cast.pair.save()
    page = sign_in(cast.ada).get(f"/pairs/{cast.pair.pk}/").text
    assert "You offer Negotiation, which Ben asked for." in page
    page = sign_in(cast.ben).get(f"/pairs/{cast.pair.pk}/").text
    assert "Ada offers Negotiation, which you asked for." in page


@pytest.fixture
def a_path():
    def source(pair, reader):
        return [preparation.Path("How to be a good mentor", "Guide, 6 min", "/help/")]

    preparation.SOURCES.append(source)
    yield source
    preparation.SOURCES.remove(source)


def test_preparation_is_for_the_guiding_side(cast, sign_in, a_path):
    page = sign_in(cast.ada).get(f"/pairs/{cast.pair.pk}/").text
    assert "Before you meet" in page
    assert "How to be a good mentor" in page
    assert "Before you meet" not in sign_in(cast.ben).get(f"/pairs/{cast.pair.pk}/").text


def test_without_a_path_there_is_no_word_of_it(cast, sign_in):
    assert preparation.of(cast.pair, cast.ada, today=TODAY) == []
    assert "Before you meet" not in sign_in(cast.ada).get(f"/pairs/{cast.pair.pk}/").text
