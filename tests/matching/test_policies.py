from dataclasses import replace
from importlib import import_module

import pytest
from django.apps import apps

from matching import engine, policies
from matching.models import Policy
from profiles.models import AuditEvent
from tests.people import make_hr, make_program

pytestmark = pytest.mark.django_db


def test_every_code_of_the_engine_has_words():
    assert set(policies.RULES) == set(engine.RULES) == set(policies.BROKEN)
    assert set(policies.FACTORS) == set(engine.FACTORS)
    assert set(policies.FAIRNESS) == set(engine.MODES)


def test_saving_makes_a_new_version_and_keeps_the_old_row():
    program, hana = make_program(), make_hr()
    first = policies.current(program)
    before = first.document
    wanted = replace(policies.engine_policy(first), max_time_zone_gap=120)
    second = policies.save_version(program, wanted, by=hana.user)
    assert (second.version, policies.current(program)) == (2, second)
    assert policies.engine_policy(second).max_time_zone_gap == 120
    assert Policy.objects.get(pk=first.pk).document == before
    assert AuditEvent.objects.get(action="policy.saved").data == {"version": 2}


def test_saving_the_same_twice_makes_one_version():
    program = make_program()
    wanted = replace(policies.engine_policy(policies.current(program)), hours_full=5)
    policies.save_version(program, wanted, by=None)
    policies.save_version(program, wanted, by=None)
    assert policies.current(program).version == 2


def test_policies_from_before_stop_counting_answers_and_keep_their_past():
    old = {"format": "mentoring", "weights": {"skills": 30, "response": 3}}
    before, without = make_program("Old", policy=old), make_program("New")
    switch_off = import_module("matching.migrations.0005_response_off").switch_off
    switch_off(apps, None)
    switch_off(apps, None)
    newest = policies.current(before)
    assert (newest.version, newest.document["weights"]) == (2, {"skills": 30, "response": 0})
    assert Policy.objects.get(program=before, version=1).document == old
    assert policies.current(without).version == 1
