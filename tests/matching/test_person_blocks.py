import pytest
from django.utils import timezone

from matching.models import Pair
from tests.people import enroll, make_hr, make_pair

pytestmark = pytest.mark.django_db


def test_hr_reads_programs_and_pairs_of_a_person(cast, sign_in):
    page = sign_in(cast.hana).get(f"/hr/people/{cast.ada.pk}/").content.decode()
    assert "Spring Mentoring" in page
    assert "1 of 2 places taken" in page
    assert "Ada Obi → Ben Ito" in page


def test_hr_reads_nothing_more_about_themselves(cast, sign_in):
    page = sign_in(cast.hana).get(f"/hr/people/{cast.hana.pk}/").content.decode()
    assert "In no program yet." not in page
    other = make_hr("Second Admin")
    assert (
        "In no program yet." in sign_in(other).get(f"/hr/people/{cast.hana.pk}/").content.decode()
    )


def test_a_former_partner_sees_that_someone_left_and_nobody_else(cast, sign_in):
    Pair.objects.update(state=Pair.State.ENDED, ended_on=timezone.now().date())
    cast.ada.is_active = False
    cast.ada.save()
    url = f"/people/{cast.ada.pk}/"
    assert "Ada no longer works here." in sign_in(cast.ben).get(url).content.decode()
    assert sign_in(cast.dan).get(url).status_code == 404


def test_a_mentee_who_never_heard_of_the_mentor_infers_nothing(cast, sign_in):
    mentor = enroll(cast.program, cast.emil, "mentor")
    make_pair(cast.program, mentor, cast.dan_enrolled, state=Pair.State.DECLINED)
    cast.emil.is_active = False
    cast.emil.save()
    assert sign_in(cast.dan).get(f"/people/{cast.emil.pk}/").status_code == 404


def test_the_overview_counts_people_and_pairs(cast, sign_in):
    page = sign_in(cast.hana).get("/hr/").content.decode()
    assert "Signed up" in page
    assert "Active pairs" in page
