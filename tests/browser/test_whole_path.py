"""The whole main path in a real browser, scripts on: sign-up with the mailed code → profile → join
→ run → review → publish → mails → pair page → nudge → two taps → HR."""

import pytest

from tests.browser import steps

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_from_sign_up_to_the_answered_nudge(newcomer, settings):
    settings.RECALL_MINUTES = 0
    steps.walk(newcomer, steps.Here())
