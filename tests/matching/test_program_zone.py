"""A zone name no table knows: the program runs in UTC, as a person does, and nothing falls over."""

import datetime as dt

import pytest
from django.utils import timezone

from matching import away, minute
from matching.models import Pair, Program
from tests.profiles.test_zones import JUNK

DAY = dt.timedelta(days=1)


@pytest.fixture(params=JUNK)
def program(cast, request):
    Program.objects.filter(pk=cast.program.pk).update(time_zone=request.param)
    cast.program.refresh_from_db()
    cast.pair.refresh_from_db()
    return cast.program


def test_it_is_read_as_utc(program):
    assert program.zone.key == "UTC"


def test_pages_open_and_the_minute_goes_on(program, cast, sign_in):
    for path in ("", "people/", "pairs/", "details/"):
        assert sign_in(cast.hana).get(f"/hr/programs/{program.pk}/{path}").status_code == 200
    now = timezone.now()
    away.start(cast.pair, person=cast.ada, until=now.date() + DAY, by=cast.ada.user, now=now)
    minute.tick(now=now + DAY)
    assert Pair.objects.get(pk=cast.pair.pk).state == "active"
