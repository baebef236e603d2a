"""Two tabs do the last two steps at once: the path is finished once, and is not missed."""

import threading

import pytest
from django.db import connections
from django.utils import timezone

from community import path_progress
from community.models import PathProgress, StepDone
from tests.community.paths.build import make_path, make_step
from tests.people import make_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]


def at_once(*acts):
    start, said = threading.Barrier(len(acts)), []

    def run(act):
        start.wait()
        try:
            said.append(act())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


@pytest.mark.parametrize("_round", range(10))
def test_the_last_two_steps_at_once_finish_the_path_once(_round):
    ada, path, now = make_person("Ada Obi"), make_path(), timezone.now()
    steps = [make_step(path), make_step(path)]
    said = at_once(*[
        lambda step=step: path_progress.finish_step(step, ada, now=now) for step in steps
    ])  # fmt: skip
    assert sorted(said) == [False, True]
    progress = PathProgress.objects.get()
    assert progress.finished_at
    assert progress.done.count() == 2


def test_one_step_pressed_five_times_is_done_once():
    ada, path, now = make_person("Ada Obi"), make_path(), timezone.now()
    step = make_step(path)
    said = at_once(*[lambda: path_progress.finish_step(step, ada, now=now)] * 5)
    assert said.count(True) == 1
    assert StepDone.objects.count() == 1
