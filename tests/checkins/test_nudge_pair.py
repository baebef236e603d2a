import datetime as dt

import pytest
from django.utils import timezone

from checkins import nudges
from checkins.models import Nudge
from outbox.models import MailPreference, Message
from profiles.models import AuditEvent
from tests.checkins.test_health import began
from tests.checkins.test_met import meeting


@pytest.fixture
def pair(cast):
    began(cast.pair, days_ago=40)
    return cast.pair


def post(client, pair, action="nudge"):
    return client.post(f"/hr/pairs/{pair.pk}/{action}/", follow=True).text


@pytest.mark.parametrize("action", ["nudge", "suggest-times"])
def test_one_click_writes_to_both_once_a_week(cast, pair, sign_in, action):
    client = sign_in(cast.hana)
    assert "Ada gets a mail. Ben gets a mail." in post(client, pair, action)
    assert "Ada had this week’s mail already." in post(client, pair, action)
    assert Message.objects.filter(kind=nudges.KIND).count() == 2
    assert AuditEvent.objects.filter(action="pair-nudged").count() == 1


def test_a_week_decided_without_a_mail_still_has_its_one(cast, pair, sign_in):
    now = timezone.now()
    period = nudges.weeks.period(now, cast.ben.zone)
    Nudge.objects.create(profile=cast.ben, period=period, decided_at=now)
    assert "Ben gets a mail." in post(sign_in(cast.hana), pair)
    assert Nudge.objects.get(profile=cast.ben).steps == [f"first_date:{pair.pk}"]


def test_who_has_stopped_the_mails_is_not_written_to(cast, pair, sign_in):
    MailPreference.objects.create(user=cast.ben.user, off=["help"])
    MailPreference.objects.create(user=cast.ada.user, nudges=False)
    page = post(sign_in(cast.hana), pair)
    assert "Ada has paused or stopped these mails." in page
    assert "Ben has paused or stopped these mails." in page
    assert not Message.objects.exists()


def test_a_pair_with_a_date_needs_no_mail(cast, pair, sign_in):
    meeting(pair, timezone.now() + dt.timedelta(days=1), "booked")
    assert "has a date with the other already" in post(sign_in(cast.hana), pair)


@pytest.mark.parametrize("action", ["nudge", "suggest-times"])
def test_strangers_members_and_wrong_methods(cast, pair, sign_in, action):
    url = f"/hr/pairs/{pair.pk}/{action}/"
    for who in (cast.ada, cast.ben, cast.dan, cast.otto, cast.emil):
        assert sign_in(who).post(url).status_code == 404
    client = sign_in(cast.hana)
    assert client.get(url).status_code == 405
    assert client.post(f"/hr/pairs/{2**70}/{action}/").status_code == 404
    cast.ada.user.role_grants.create(role="hr")
    assert sign_in(cast.ada).post(url).status_code == 404
