from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import exits, rematch
from matching.models import Enrollment, Pair
from profiles.models import Profile
from tests.matching.life.world import broken, together
from tests.matching.rounds_world import mentee, mentor
from tests.people import build_cast, enroll, make_goal, make_offer, make_pair

NOW = timezone.now()


def page_of(cast):
    return reverse("hr-rematch", args=[cast.program.pk])


def waiting(cast, *names):
    """Each name has lost a mentor; Noor offers what they want."""
    for name in names:
        row = mentee(cast.program, name, ("Negotiation",))
        pair = make_pair(cast.program, mentor(cast.program, f"Old {name}", ("SQL",)), row)
        exits.end(pair, pair.mentee, now=NOW)
    if not Profile.objects.filter(name="Noor Ali").exists():
        mentor(cast.program, "Noor Ali", ("Negotiation",), capacity=1)
    return Enrollment.objects.get(profile__name="Noor Ali")


def act(cast, row):
    return reverse("open-rematch", args=[cast.program.pk, row.pk])


def test_hr_opens_a_pair_with_one_press_and_twice_is_harmless(cast, sign_in):
    noor = waiting(cast, "Eve Low")
    eve = Enrollment.objects.get(profile__name="Eve Low")
    client = sign_in(cast.hana)
    page = client.get(page_of(cast)).text
    assert "Eve Low" in page
    assert "Noor offers Negotiation, which Eve asked for." in page
    assert "Nobody else who waits loses anything." in page
    first = client.post(act(cast, eve), {"mentor": noor.pk}, follow=True).text
    assert "Noor Ali and Eve Low are a pair; both are told." in first
    second = client.post(act(cast, eve), {"mentor": noor.pk}, follow=True).text
    assert "This person does not wait for a mentor any more." in second
    assert Pair.objects.open().filter(mentee=eve.profile).count() == 1


def test_an_empty_page_says_what_will_appear(cast, sign_in):
    page = sign_in(cast.cora).get(page_of(cast)).text
    assert "Nobody waits" in page


def test_the_rule_is_named_when_nobody_can_be_had(cast, sign_in):
    noor = waiting(cast, "Eve Low")
    Enrollment.objects.mentors().exclude(pk=noor.pk).update(state="withdrawn")
    Profile.objects.filter(name="Eve Low").update(manager=noor.profile)
    page = sign_in(cast.hana).get(page_of(cast)).text
    assert "Nobody can be had now." in page
    assert "They are in the same reporting line." in page


@pytest.mark.parametrize("data", [{}, {"mentor": "x"}, {"mentor": "0"}, {"mentor": "9" * 30}])
def test_what_is_no_mentor_is_refused(cast, sign_in, data):
    waiting(cast, "Eve Low")
    eve = Enrollment.objects.get(profile__name="Eve Low")
    assert sign_in(cast.hana).post(act(cast, eve), data).status_code == 302
    assert not Pair.objects.open().filter(mentee=eve.profile).exists()


def test_somebody_of_another_program_is_not_found(cast, sign_in):
    noor = waiting(cast, "Eve Low")
    eve = Enrollment.objects.get(profile__name="Eve Low")
    address = reverse("open-rematch", args=[cast.other_program.pk, eve.pk])
    assert sign_in(cast.hana).post(address, {"mentor": noor.pk}).status_code == 404
    assert sign_in(cast.otto).post(act(cast, eve), {"mentor": noor.pk}).status_code == 404
    assert sign_in(cast.hana).get(act(cast, eve)).status_code == 405


def test_nobody_decides_about_themselves(cast, sign_in):
    noor = waiting(cast, "Eve Low")
    hana = enroll(cast.program, cast.hana)
    make_goal(cast.hana)
    mine = make_pair(cast.program, mentor(cast.program, "Gus Orr", ("SQL",)), hana)
    exits.end(mine, cast.hana, now=NOW)
    client = sign_in(cast.hana)
    assert "Hana Suzuki</h2>" not in client.get(page_of(cast)).text
    assert client.post(act(cast, hana), {"mentor": noor.pk}).status_code == 404
    make_offer(cast.hana, level=5)
    own = enroll(cast.program, cast.hana, "mentor")
    eve = Enrollment.objects.get(profile__name="Eve Low")
    assert client.post(act(cast, eve), {"mentor": own.pk}).status_code == 404
    assert f'value="{own.pk}"' not in client.get(page_of(cast)).text


def test_three_who_wait_cost_as_many_queries_as_one(cast, sign_in, django_assert_max_num_queries):
    waiting(cast, "Eve Low")
    client = sign_in(cast.hana)
    client.get(page_of(cast))
    with django_assert_max_num_queries(15) as one:
        client.get(page_of(cast))
    waiting(cast, "Fay Moe", "Gil Poe")
    with django_assert_max_num_queries(15) as three:
        assert "Gil Poe" in client.get(page_of(cast)).text
    assert len(one) == len(three)


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("races")
def test_two_admins_give_the_last_place_to_two_people_and_one_hears_it_is_gone():
    cast = build_cast()
    noor = waiting(cast, "Eve Low", "Fay Moe", "Gil Poe")
    rows = Enrollment.objects.filter(profile__name__in=["Eve Low", "Fay Moe", "Gil Poe"])
    results = together(
        *[
            partial(rematch.confirm, cast.program, row.pk, noor.pk, by=None, now=NOW)
            for row in [*rows, *rows]
        ]
    )
    assert sum(isinstance(one, Pair) for one in results) == 1
    assert Pair.objects.open().filter(mentor=noor.profile).count() == 1
    assert broken() == []
    refused = [str(one) for one in results if not isinstance(one, Pair)]
    assert set(refused) <= {
        "Noor Ali has no free place in Spring Mentoring.",
        "Noor Ali has reached the number of people they mentor at the same time.",
        "This person does not wait for a mentor any more.",
    }
