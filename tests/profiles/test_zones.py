"""A zone name no table knows: the person is served in UTC, nothing falls over."""

import pytest

from checkins import nudges
from profiles.models import Profile
from profiles.readers import reader_of
from tests.people import NOW

JUNK = ["Mars/Olympus", "", "Europe", "../etc/passwd", "Europe/Madrid\n"]


@pytest.mark.parametrize("name", JUNK)
def test_a_junk_zone_is_read_as_utc(cast, sign_in, name):
    Profile.objects.filter(pk=cast.ben.pk).update(time_zone=name)
    cast.ben.refresh_from_db()
    assert cast.ben.zone.key == "UTC"
    assert reader_of(cast.ben.user).zone.key == "UTC"
    assert sign_in(cast.ben).get(f"/pairs/{cast.pair.pk}/").status_code == 200
    assert list(nudges.due(NOW)) == []
