import datetime as dt

import pytest
from django.utils import timezone

from checkins import health
from checkins.models import CheckIn
from matching.models import Pair
from profiles.models import AuditEvent
from tests.checkins.asked import answered, need_help
from tests.people import enroll, make_pair, make_person


def test_a_cry_for_help_stands_first_at_once(cast, sign_in):
    mei = make_person("Mei Chen")
    quiet = make_pair(cast.program, cast.ada_enrolled, enroll(cast.program, mei))
    Pair.objects.filter(pk=quiet.pk).update(visible_at=timezone.now() - dt.timedelta(days=40))
    need_help(cast)
    page = sign_in(cast.hana).get("/hr/groups/").text
    assert page.index("Ben: Not yet, we need help") < page.index("Mei Chen")
    assert "No meeting yet, 40 days" in page


def test_helped_or_so_so_is_feedback_and_not_on_the_list(cast, sign_in):
    answered(cast, CheckIn.Answer.MET_SO_SO, words="It was dull.")
    page = sign_in(cast.hana).get("/hr/groups/?show=all").text
    assert "Ben: Met" in page
    assert "so-so" not in page
    assert "dull" not in page


def test_a_coordinator_sees_a_signal_only_if_its_author_ticked(cast, sign_in):
    client = sign_in(cast.cora)
    need_help(cast)
    assert "we need help" not in client.get("/hr/groups/?show=all").text
    need_help(cast, ticked=True)
    assert "Ben: Not yet, we need help" in client.get("/hr/groups/?show=all").text
    assert sign_in(cast.otto).get("/hr/groups/?show=all").text.count("Ben") == 0


def test_hr_who_is_a_member_does_not_see_their_own_pair(cast, sign_in):
    cast.ada.user.role_grants.create(role="hr")
    checkin = need_help(cast)
    client = sign_in(cast.ada)
    assert "Ben" not in client.get("/hr/groups/?show=all").text
    assert client.get(f"/hr/checkins/{checkin.pk}/read/").status_code == 404


def test_taking_care_is_logged_and_twice_is_harmless(cast, sign_in):
    checkin = need_help(cast)
    client = sign_in(cast.hana)
    for _time in range(2):
        client.post(f"/hr/checkins/{checkin.pk}/handle/")
    checkin.refresh_from_db()
    assert checkin.handled_by == cast.hana
    assert AuditEvent.objects.filter(action="handle-signal").count() == 1
    assert health.counts(Pair.objects.all(), now=timezone.now(), for_hr=True)[health.CRY] == 0


@pytest.mark.parametrize("query", ["?show=%00", "?show=zzz&page=-1", "?page=9" * 3, "?page=abc"])
def test_odd_queries_never_break_the_page(cast, sign_in, query):
    assert sign_in(cast.hana).get("/hr/groups/" + query).status_code in {200, 400}


def test_the_number_of_queries_is_the_same_for_one_and_three(
    cast, sign_in, django_assert_max_num_queries
):
    need_help(cast)
    client = sign_in(cast.hana)
    client.get("/hr/groups/?show=all")
    with django_assert_max_num_queries(13) as one:
        client.get("/hr/groups/?show=all")
    cast.ada.mentoring_limit = cast.ada_enrolled.capacity = 5
    cast.ada.save()
    cast.ada_enrolled.save()
    for name in ("Mei Chen", "Noor Ali"):
        make_pair(cast.program, cast.ada_enrolled, enroll(cast.program, make_person(name)))
    with django_assert_max_num_queries(13) as three:
        client.get("/hr/groups/?show=all")
    assert len(one) == len(three)


def test_reading_words_needs_a_reason_that_the_author_sees(cast, sign_in):
    checkin = need_help(cast)
    client = sign_in(cast.hana)
    url = f"/hr/checkins/{checkin.pk}/read/"
    assert "We never find a time" not in client.get(url).text
    refused = client.post(url, {"reason": "why"})
    assert "The reason must be 10 characters or more" in refused.text
    assert "We never find a time" not in refused.text
    assert AuditEvent.objects.count() == 0
    assert "We never find a time." in client.post(url, {"reason": "They asked HR for help."}).text
    mine = sign_in(cast.ben).get("/profile/who-read/").text
    assert "Hana Suzuki" in mine
    assert "They asked HR for help." in mine
    assert "They asked HR" not in sign_in(cast.ada).get("/profile/who-read/").text
