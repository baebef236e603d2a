import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.people import make_program


@pytest.fixture
def program(settings):
    settings.RECALL_MINUTES = 0
    call_command("load_skills", stdout=StringIO())
    return make_program(starts_on=timezone.now().date() + dt.timedelta(days=28))
