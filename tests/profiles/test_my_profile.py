import pytest

from tests.people import make_goal, make_offer

pytestmark = pytest.mark.django_db


def test_it_shows_what_is_mine_and_what_comes_from_the_directory(cast, sign_in):
    cast.ada.job_title = "Head of Product"
    cast.ada.manager = cast.cora
    cast.ada.happy_to_talk_about = ["Sourdough"]
    cast.ada.save()
    make_goal(cast.ada, "SQL", sentence="Ask my own questions of the data.")
    page = sign_in(cast.ada).get("/profile/").content.decode()
    for text in ("Negotiation", "4 of 5", "Ask my own questions", "Sourdough", "Cora Lind"):
        assert text in page
    assert "This comes from the staff directory" in page


def test_an_empty_profile_says_what_to_do(cast, sign_in):
    page = sign_in(cast.emil).get("/profile/").content.decode()
    assert "Add two things you can teach. Mentees look here first." in page


def test_the_browsers_zone_is_offered_and_confirmed_with_one_press(cast, sign_in):
    client = sign_in(cast.emil)
    client.cookies["tz"] = "America/Argentina/Buenos_Aires"
    page = client.get("/profile/").content.decode()
    assert "Your browser says America/Argentina/Buenos_Aires" in page
    client.post("/profile/time-zone/confirm/", {"time_zone": "America/Argentina/Buenos_Aires"})
    cast.emil.refresh_from_db()
    assert cast.emil.time_zone == "America/Argentina/Buenos_Aires"
    assert cast.emil.time_zone_confirmed


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "", "x" * 10_000, "a\x00b"])
def test_a_zone_that_is_none_is_neither_offered_nor_kept(cast, sign_in, zone):
    client = sign_in(cast.emil)
    client.cookies["tz"] = zone.replace("\x00", "")
    assert b"Your browser says" not in client.get("/profile/").content
    response = client.post("/profile/time-zone/confirm/", {"time_zone": zone})
    assert response["Location"] == "/profile/hours/"
    cast.emil.refresh_from_db()
    assert (cast.emil.time_zone, cast.emil.time_zone_confirmed) == ("Europe/Madrid", False)


def test_queries_do_not_grow_with_skills(cast, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.ada)
    for name in ("SQL", "Welding", "Spanish"):
        make_offer(cast.ada, name)
        make_goal(cast.ada, name + " 2")
    with django_assert_max_num_queries(15):
        assert client.get("/profile/").status_code == 200
