"""Sign-up → profile → join → run → review → publish → both mails → pair page → nudge → answer from
the mail → HR, without JavaScript."""

import pytest

from tests.path import steps

pytestmark = pytest.mark.django_db


def test_from_sign_up_to_the_answered_nudge_without_scripts(program, smtp):
    steps.walk(program)
