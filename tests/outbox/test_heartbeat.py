import datetime as dt

import pytest

from outbox import heartbeat, tasks
from tests.people import NOW

pytestmark = pytest.mark.django_db


def test_the_first_wake_reports_before_the_first_tick():
    assert heartbeat.last_tick() is None
    tasks.wake()
    assert heartbeat.last_tick() is not None


def test_a_wake_after_a_pause_reports_and_others_leave_the_tick_alone():
    heartbeat.note_tick(now=NOW)
    soon = NOW + dt.timedelta(seconds=180)
    heartbeat.note_wake(now=soon)
    assert heartbeat.last_tick() == NOW
    later = NOW + dt.timedelta(hours=9)
    heartbeat.note_wake(now=later)
    assert heartbeat.last_tick() == later
