import time

import pytest
from django.utils import timezone

from matching import limits, runs
from matching.models import Proposal, Run
from tests.matching.rounds_world import make_world

pytestmark = pytest.mark.django_db


def test_a_round_too_large_for_the_memory_is_refused_in_words(settings):
    settings.MATCHING_MEMORY_MB = 300
    with pytest.raises(limits.LimitReachedError) as refusal:
        limits.check_memory(60_000, 40_000)
    text = str(refusal.value)
    assert text.startswith("This round has 60,000 mentees and 40,000 mentors. It needs about ")
    assert text.endswith(
        " MB; the limit is 300 MB. Split the program by site, or raise MATCHING_MEMORY_MB."
    )
    settings.MATCHING_MEMORY_MB = 1500
    limits.check_memory(60_000, 40_000)


def test_a_run_over_the_memory_limit_fails_before_it_loads_anybody(settings, monkeypatch):
    settings.MATCHING_MEMORY_MB = 1
    world = make_world()
    monkeypatch.setattr(runs.loading, "load", None)
    run = world.run()
    assert run.state == Run.State.FAILED
    assert run.error.startswith("This round has 4 mentees and 3 mentors. It needs about ")
    assert not Proposal.objects.exists()


def test_a_run_over_the_time_limit_stops_at_the_next_stage(settings):
    settings.MATCHING_SECONDS = 0
    run = make_world().run()
    assert run.state == Run.State.FAILED
    assert "stopped after 0 seconds" in run.error
    assert "MATCHING_SECONDS" in run.error
    assert not Proposal.objects.exists()
    settings.MATCHING_SECONDS = 600
    runs.request_again(run, by=run.requested_by)
    assert runs.execute_next("test", now=timezone.now()).state == Run.State.DONE


def test_time_that_is_left_stops_nothing(settings):
    settings.MATCHING_SECONDS = 10
    limits.check_time(time.monotonic() - 5, 1, 1)
    with pytest.raises(limits.LimitReachedError):
        limits.check_time(time.monotonic() - 11, 1, 1)


def test_the_size_is_that_of_the_problem_that_is_loaded():
    world = make_world()
    assert runs.loading.size(world.program, now=timezone.now()) == (4, 3)
