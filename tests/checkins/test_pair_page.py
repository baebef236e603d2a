import datetime as dt

import pytest
from django.utils import timezone

from checkins.models import CheckIn
from matching.models import Pair
from tests.checkins.asked import answered
from tests.people import enroll, make_pair, make_person


def test_both_members_see_partner_goal_and_guide(cast, sign_in):
    for me, partner in ((cast.ada, "Ben Ito"), (cast.ben, "Ada Obi")):
        page = sign_in(me).get(f"/pairs/{cast.pair.pk}/").text
        assert f"Meet {partner}" in page
        assert "Lead a client workshop." in page
        assert "What are you good at that people rarely notice?" in page


def test_the_mentee_knows_nothing_before_the_mentor_has_said_yes(cast, sign_in):
    mei = make_person("Mei Chen")
    pair = make_pair(
        cast.program, cast.ada_enrolled, enroll(cast.program, mei), state=Pair.State.OFFERED
    )
    assert sign_in(mei).get(f"/pairs/{pair.pk}/").status_code == 404
    assert "Mei" not in sign_in(mei).get("/groups/").text.replace("Mei Chen", "", 2)
    assert sign_in(cast.ada).get(f"/pairs/{pair.pk}/").status_code == 200


def test_nobody_knows_inside_the_recall_window(cast, sign_in):
    mei = make_person("Mei Chen")
    pair = make_pair(
        cast.program, cast.ada_enrolled, enroll(cast.program, mei), state=Pair.State.SCHEDULED,
        visible_at=timezone.now() + dt.timedelta(minutes=9),
    )  # fmt: skip
    for who in (mei, cast.ada):
        assert sign_in(who).get(f"/pairs/{pair.pk}/").status_code == 404


@pytest.mark.parametrize("url", ["/pairs/0/", "/pairs/99999999999999999999999/"])
def test_ids_out_of_range_are_not_found(cast, sign_in, url):
    assert sign_in(cast.ben).get(url).status_code == 404


def test_the_line_manager_of_a_member_sees_nothing(cast, sign_in):
    boss = make_person("Bea Boss")
    cast.ben.manager = boss
    cast.ben.save(update_fields=["manager"])
    client = sign_in(boss)
    assert client.get(f"/pairs/{cast.pair.pk}/").status_code == 404
    assert "Ben" not in client.get("/groups/").text
    assert client.get("/hr/groups/").status_code == 404


def test_groups_asks_the_same_number_of_queries_for_one_and_three(
    cast, sign_in, django_assert_max_num_queries
):
    client = sign_in(cast.ada)
    client.get("/groups/")
    with django_assert_max_num_queries(15) as one:
        client.get("/groups/")
    cast.ada.mentoring_limit = cast.ada_enrolled.capacity = 5
    cast.ada.save()
    cast.ada_enrolled.save()
    for name in ("Mei Chen", "Noor Ali"):
        make_pair(cast.program, cast.ada_enrolled, enroll(cast.program, make_person(name)))
    with django_assert_max_num_queries(15) as three:
        assert "Noor and you" in client.get("/groups/").text
    assert len(one) == len(three)


def test_groups_without_a_pair_says_what_will_appear(cast, sign_in):
    assert "Your pairs appear here once you are matched" in sign_in(cast.emil).get("/groups/").text


def test_clocks_apart_are_said(cast, sign_in):
    cast.ada.time_zone = "Asia/Kathmandu"
    cast.ada.save(update_fields=["time_zone"])
    page = sign_in(cast.ben).get(f"/pairs/{cast.pair.pk}/").text
    assert "ahead of you (Asia/Kathmandu)" in page


def test_after_a_first_meeting_the_guide_makes_room(cast, sign_in):
    answered(cast, CheckIn.Answer.MET_HELPED)
    page = sign_in(cast.ada).get(f"/pairs/{cast.pair.pk}/").text
    assert "Ben and you" in page
    assert "What are you good at that people rarely notice?" not in page
