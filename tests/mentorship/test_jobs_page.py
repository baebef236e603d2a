"""docs/jobs.md and the beat schedule say the same."""

import re
from importlib import import_module

from django.conf import settings

from mentorship.celery import app

ROW = re.compile(
    r"^\| ([^|]+) \| `([\w.]+)` \| (\d+) (s|min|h) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE
)
SECONDS = {"s": 1, "min": 60, "h": 3600}


def test_every_entry_of_the_schedule_is_on_the_page_and_nothing_else():
    page = (settings.BASE_DIR / "docs" / "jobs.md").read_text()
    told = {
        name: (task, int(number) * SECONDS[unit])
        for name, task, number, unit, _what, _late in ROW.findall(page)
    }
    kept = {
        name: (entry["task"], entry["schedule"]) for name, entry in app.conf.beat_schedule.items()
    }
    assert told == kept


def test_every_entry_calls_a_task_that_exists_and_expires_in_time():
    for entry in app.conf.beat_schedule.values():
        module, name = entry["task"].rsplit(".", 1)
        assert callable(getattr(import_module(module), name))
        assert entry["options"]["expires"] <= entry["schedule"]
