"""Who would mentor next time, for HR and the coordinators of their programs."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from checkins import farewell, wishes
from checkins.models import MentorWish
from matching.models import Enrollment
from profiles.models import AuditEvent, Profile
from tests.matching.life.world import together
from tests.people import build_cast, enroll, make_offer, make_person

URL = "/hr/people/would-mentor/"


def wish(*people):
    for person in people:
        farewell.wish_to_mentor(person, now=timezone.now())


def listed(client) -> list[str]:
    return [row.profile.name for row in client.get(URL).context["page"]]


def handle(client, person):
    pk = MentorWish.objects.get(profile=person).pk
    return client.post(reverse("handle-wish", args=[pk]), follow=True)


def test_hr_reads_who_when_and_what_they_can_teach(cast, sign_in):
    client = sign_in(cast.hana)
    assert "Nobody waits" in client.get(URL).text
    wish(cast.ben, cast.emil)
    make_offer(cast.emil, "SQL")
    page = client.get(URL).text
    assert page.index("Ben Ito") < page.index("Emil Novak")
    assert f"said on {timezone.localdate():%-d %B %Y}" in page
    assert "Can help with SQL" in page
    assert "Has named no skill to teach yet" in page
    assert f'href="{URL}"' in client.get("/hr/people/").text


def test_whoever_has_no_title_gets_no_lonely_dot(cast, sign_in):
    Profile.objects.filter(pk=cast.ben.pk).update(job_title="", department="")
    wish(cast.ben)
    assert " · said on" not in sign_in(cast.hana).get(URL).text
    Profile.objects.filter(pk=cast.ben.pk).update(job_title="Analyst")
    assert "Analyst · said on" in sign_in(cast.hana).get(URL).text


def test_a_coordinator_reads_those_of_people_in_their_programs(cast, sign_in):
    wish(cast.ben, cast.emil)
    assert listed(sign_in(cast.cora)) == ["Ben Ito"]
    assert listed(sign_in(cast.otto)) == []
    pk = MentorWish.objects.get(profile=cast.emil).pk
    assert sign_in(cast.cora).post(reverse("handle-wish", args=[pk])).status_code == 404


def test_done_takes_it_off_the_list_once_and_is_audited(cast, sign_in):
    wish(cast.ben, cast.emil)
    client = sign_in(cast.hana)
    assert "Done: Ben Ito is off this list." in handle(client, cast.ben).text
    assert handle(client, cast.ben).status_code == 404
    assert listed(client) == ["Emil Novak"]
    row = MentorWish.objects.get(profile=cast.ben)
    assert (row.handled_by, row.handled_at is not None) == (cast.hana, True)
    event = AuditEvent.objects.get(action="handle-wish")
    assert (event.actor, event.about) == (cast.hana.user, cast.ben.pk)
    assert "took care of a wish to mentor" in client.get("/hr/audit/").text


@pytest.mark.parametrize("change", ["taken back", "mentors", "left"])
def test_what_is_no_wish_any_more_is_not_listed(cast, sign_in, change):
    wish(cast.ben)
    if change == "taken back":
        farewell.forget_wish(cast.ben)
    elif change == "mentors":
        Enrollment.objects.filter(pk=cast.ben_enrolled.pk).update(state="withdrawn")
        enroll(cast.other_program, cast.ben, "mentor")
    else:
        type(cast.ben).objects.filter(pk=cast.ben.pk).update(is_active=False)
    assert listed(sign_in(cast.hana)) == []


def test_nobody_handles_their_own(cast, sign_in):
    wish(cast.hana)
    client = sign_in(cast.hana)
    assert listed(client) == []
    assert handle(client, cast.hana).status_code == 404


def test_home_still_tells_somebody_who_is_off_the_list(cast, sign_in):
    wish(cast.emil)
    wishes.handle(MentorWish.objects.get(), by=cast.hana.user, now=timezone.now())
    assert "You wanted to mentor" in sign_in(cast.emil).get("/").text


def test_it_stands_under_needs_you_for_whoever_may_read_it(cast, sign_in):
    words = "would mentor next time"
    assert words not in sign_in(cast.hana).get("/hr/").text
    wish(cast.ben, cast.emil)
    assert f"2 people {words}" in sign_in(cast.hana).get("/hr/").text
    assert f"1 person {words}" in sign_in(cast.cora).get("/hr/").text
    assert words not in sign_in(cast.otto).get("/hr/").text


def test_whoever_wishes_reads_who_sees_it(cast, sign_in):
    type(cast.pair).objects.filter(pk=cast.pair.pk).update(state="ended", ended_on="2027-05-01")
    type(cast.program).objects.update(sign_up_closes=timezone.now().date() - timezone.timedelta(1))
    client = sign_in(cast.ben)
    address = reverse("celebrate", args=[cast.pair.pk])
    seen = "HR and the coordinators of your programs see this. Your manager is not told."
    assert seen in client.get(address).text
    wish(cast.ben)
    assert seen in client.get(address).text


def test_hr_and_coordinators_may_write_to_them(cast, sign_in):
    wish(cast.ben, cast.emil)
    assert "/hr/letters/new/?list=wishes" in sign_in(cast.hana).get(URL).text
    for reader, people in ((cast.hana, ["Ben Ito", "Emil Novak"]), (cast.cora, ["Ben Ito"])):
        found = sign_in(reader).get("/hr/letters/new/?list=wishes").context["found"]
        assert [person.name for person in found.people] == people
    assert sign_in(cast.ben).get("/hr/letters/new/?list=wishes").status_code == 404


def test_the_same_questions_for_one_and_three(cast, sign_in):
    make_offer(cast.ben)
    wish(cast.ben)
    client = sign_in(cast.hana)
    client.get(URL)
    with CaptureQueriesContext(connection) as one:
        client.get(URL)
    for name in ("Mia Lee", "Noor Ali"):
        person = make_person(name)
        make_offer(person)
        wish(person)
    with CaptureQueriesContext(connection) as three:
        assert len(listed(client)) == 3
    assert len(three) == len(one) <= 15


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("races")
def test_many_presses_at_one_moment_are_one_act():
    cast = build_cast()
    wish(cast.ben)
    row = MentorWish.objects.get()
    press = partial(wishes.handle, row, by=cast.hana.user, now=timezone.now())
    assert sorted(together(*[press] * 8)) == [False] * 7 + [True]
    assert AuditEvent.objects.filter(action="handle-wish").count() == 1
