import pytest

pytestmark = pytest.mark.django_db


def test_settings_lead_to_everything_one_can_set(cast, sign_in):
    page = sign_in(cast.emil).get("/settings/").content.decode()
    for address in ("/theme/", "/profile/hours/", "/accounts/email/", "/accounts/sessions/"):
        assert f'"{address}"' in page
    assert "Madrid, not confirmed yet" in page
