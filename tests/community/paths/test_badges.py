import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.community.paths.build import finish, full_path

pytestmark = pytest.mark.django_db


def test_colleagues_see_a_badge_only_when_the_person_wants_it(cast, sign_in):
    progress = finish(full_path(), cast.ada)
    page = f"/people/{cast.ada.pk}/"
    assert "Trained mentor" not in sign_in(cast.ben).get(page).text
    assert "only you see it" in sign_in(cast.ada).get("/profile/").text
    sign_in(cast.ada).post("/paths/become-a-mentor/badge/show/")
    assert "Trained mentor" in sign_in(cast.ben).get(page).text
    assert "colleagues see it" in sign_in(cast.ada).get("/profile/").text
    sign_in(cast.ada).post("/paths/become-a-mentor/badge/hide/")
    progress.refresh_from_db()
    assert not progress.shows_badge
    assert "Trained mentor" not in sign_in(cast.ben).get(page).text


def test_there_is_no_badge_before_the_end(cast, sign_in):
    path = full_path()
    client = sign_in(cast.ada)
    assert client.post("/paths/become-a-mentor/badge/show/").status_code == 404
    client.post(f"/paths/become-a-mentor/steps/{path.steps.first().pk}/done/")
    answer = client.post("/paths/become-a-mentor/badge/show/", follow=True)
    assert "The badge is yours when all steps are done." in answer.text
    with pytest.raises(IntegrityError, match="community_badge_when_finished"), transaction.atomic():
        path.progress.update(shows_badge=True)


def test_a_path_without_a_badge_shows_none(cast, sign_in):
    finish(full_path(badge=""), cast.ada, now=timezone.now())
    assert "Badges" not in sign_in(cast.ada).get("/profile/").text
