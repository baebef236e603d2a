"""The same path with nothing done by hand: a real `celery worker -B` on the real broker sends the
mails, runs the matching and writes the nudge."""

from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as configured
from django.utils import timezone

from outbox.models import MailPreference
from profiles.models import Profile
from tests.browser import processes, steps
from tests.path.steps import BEN, a_week_later

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.slow]
LONGEST_WAIT = 150


class Worker:
    """Waits for what the worker does."""

    def __init__(self, smtp):
        self.smtp = smtp
        self.read = 0

    def mail_to(self, address):
        return processes.wait_until(lambda: self._next_to(address), seconds=LONGEST_WAIT)

    def _next_to(self, address):
        """The newest unread mail to the address; older ones are read with it."""
        unread = self.smtp.messages[self.read :]
        found = [n for n, mail in enumerate(unread, self.read) if mail.to == address]
        if found:
            self.read = found[-1] + 1
        return self.smtp.messages[found[-1]] if found else None

    def run_matching(self, hr):
        hr.page.get_by_text("Nothing is sent before HR publishes the round").wait_for(
            timeout=LONGEST_WAIT * 1000
        )

    def nudge(self, pair):
        """This very hour is the mentee's moment of the week, on whatever day and at whatever hour
        the suite runs: mail goes out when its reader works."""
        a_week_later(pair)
        Profile.objects.filter(pk=pair.mentee_id).update(weekly_hours=list(range(168)))
        here = timezone.now().astimezone(ZoneInfo("Europe/Madrid"))
        moment = {"nudge_weekday": here.weekday(), "nudge_hour": here.hour}
        MailPreference.objects.update_or_create(user=pair.mentee.user, defaults=moment)
        return self.mail_to(BEN)


@pytest.fixture
def worker(site, settings, smtp, tmp_path):
    settings.RECALL_MINUTES = 0
    # A database of its own on the broker: no other test's worker takes these wake-ups.
    broker = configured.REDIS_URL.rpartition("/")[0] + "/7"
    command = f"{processes.WORKER} {tmp_path}/beat"
    mail = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(smtp.port)}
    with processes.child(command, REDIS_URL=broker, PUBLIC_URL=site, **mail):
        yield Worker(smtp)


def test_the_whole_path_with_a_real_worker(newcomer, worker):
    steps.walk(newcomer, worker)
