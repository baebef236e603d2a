import pytest

from profiles import contributions
from tests.people import make_goal

pytestmark = pytest.mark.django_db


def test_a_colleague_sees_what_is_offered_and_never_the_goals(cast, sign_in):
    cast.ada.bio = "I came from support."
    cast.ada.worked_before_in = ["Banking"]
    cast.ada.save()
    make_goal(cast.ada, "Falconry", sentence="My secret wish.")
    page = sign_in(cast.emil).get(f"/people/{cast.ada.pk}/").content.decode()
    for text in ("Ada Obi", "Negotiation", "4 of 5", "I came from support.", "Banking", "Madrid"):
        assert text in page
    assert "Falconry" not in page
    assert "My secret wish." not in page


def test_the_weeks_meet_in_the_readers_zone(cast, sign_in):
    cast.ada.weekly_hours, cast.ada.time_zone = [9, 10, 33], "Europe/London"
    cast.emil.weekly_hours, cast.emil.time_zone = [10, 11, 12], "Europe/Madrid"
    cast.ada.save()
    cast.emil.save()
    page = sign_in(cast.emil).get(f"/people/{cast.ada.pk}/").content.decode()
    assert "Your weeks overlap by 2 hours" in page
    assert "Monday 10:00 to 12:00" in page
    assert "1 hour behind you" in page


def test_without_hours_the_page_says_when_they_are_shown(cast, sign_in):
    page = sign_in(cast.emil).get(f"/people/{cast.ada.pk}/").content.decode()
    assert "Shown once both of you have marked your hours." in page


def test_a_leaver_is_gone_for_all_but_partners_and_hr(cast, sign_in, monkeypatch):
    cast.ada.is_active = False
    cast.ada.save()

    def partners(person, *, reader, now):
        return {person.pk, reader.pk} == {cast.ada.pk, cast.ben.pk}

    monkeypatch.setattr(contributions, "PARTNERS", [partners])
    url = f"/people/{cast.ada.pk}/"
    assert sign_in(cast.emil).get(url).status_code == 404
    page = sign_in(cast.ben).get(url).content.decode()
    assert "Ada no longer works here." in page
    assert "Negotiation" not in page
    assert sign_in(cast.hana).get(url).status_code == 200


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30])
def test_ids_of_nobody_are_404(cast, sign_in, pk):
    assert sign_in(cast.emil).get(f"/people/{pk}/").status_code == 404


def test_a_contributed_section_is_drawn_with_its_own_context(cast, sign_in, monkeypatch):
    def source(person, *, reader, now):
        context = {"text": f"{person.name} for {reader.name}"}
        return [contributions.Section(1, "components/notice.html", context)]

    monkeypatch.setattr(contributions, "PERSON_SECTIONS", [source])
    page = sign_in(cast.emil).get(f"/people/{cast.ada.pk}/").content.decode()
    assert "Ada Obi for Emil Novak" in page


def test_scripts_in_names_and_texts_are_only_text(cast, sign_in):
    cast.ada.name = cast.ada.bio = "<script>alert(1)</script>"
    cast.ada.save()
    page = sign_in(cast.emil).get(f"/people/{cast.ada.pk}/").content.decode()
    assert "<script>alert(1)" not in page
