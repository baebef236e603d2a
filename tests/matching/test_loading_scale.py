"""However many people take part, reading them asks the database the same number of questions."""

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching import loading, policies, rounds
from matching.models import Wish
from profiles import exclusions
from tests.matching.rounds_world import mentee, mentor
from tests.people import make_hr, make_program

pytestmark = pytest.mark.django_db


def loaded(program, round_):
    policy = policies.current(program)
    with CaptureQueriesContext(connection) as queries:
        problem = loading.load(round_, policy=policy, now=timezone.now())
    return problem, len(queries)


def test_one_three_and_thirty_people_cost_the_same_queries():
    program = make_program()
    round_, _ = rounds.open_round(program, by=make_hr().user)
    counts = {}
    for total in (1, 3, 30):
        for n in range(max(counts, default=0), total):
            wants = mentee(program, f"Mentee {n}", ("SQL", "Rust"), happy_to_talk_about=["Chess"])
            knows = mentor(program, f"Mentor {n}", ("SQL",), worked_before_in=["Finance"])
            Wish.objects.create(enrollment=wants, wished=knows.profile, rank=1)
            exclusions.exclude(knows.profile, [wants.profile])
        problem, counts[total] = loaded(program, round_)
        assert problem.points.shape == (total, total)
    assert len(set(counts.values())) == 1
    assert counts[30] <= 4


def test_a_program_without_anybody_loads():
    program = make_program()
    round_, _ = rounds.open_round(program, by=make_hr().user)
    problem, _count = loaded(program, round_)
    assert problem.points.shape == (0, 0)
    assert problem.mentees.hours.shape == (0, 168)


def test_chunks_join_without_a_seam(monkeypatch):
    from matching import columns

    program = make_program()
    round_, _ = rounds.open_round(program, by=make_hr().user)
    for n in range(7):
        mentee(program, f"Mentee {n}", ("SQL", "Rust")[: 1 + n % 2], languages=["en", f"x{n}"])
    whole, _count = loaded(program, round_)
    monkeypatch.setattr(columns, "CHUNK", 2)
    parts, _count = loaded(program, round_)
    assert parts.mentee_rows == whole.mentee_rows
    assert parts.vocabulary == whole.vocabulary
    assert (parts.mentees.goals.values == whole.mentees.goals.values).all()
    assert np.diff(parts.mentees.goals.start).tolist() == [1, 2, 1, 2, 1, 2, 1]
    assert (parts.mentees.languages == whole.mentees.languages).all()


def test_a_person_on_both_sides_keeps_their_skills_on_both():
    program = make_program()
    round_, _ = rounds.open_round(program, by=make_hr().user)
    both = mentor(program, "Mei Chen", ("SQL",)).profile
    program.enrollments.create(profile=both, role="mentee")
    mentee(program, "Ben Ito", ("SQL",))
    problem, _count = loaded(program, round_)
    here = [row.profile for row in problem.mentee_rows].index(both.pk)
    assert len(problem.mentees.offers.row(here)) == len(problem.mentors.offers.row(0)) == 1
