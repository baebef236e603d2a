"""Nobody but the author reads what they wrote in an exercise: no page, no relation, no code."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community import exercises
from community.models import ExerciseAnswer
from profiles import held
from tests.access.paths import ROWS
from tests.checkins.test_notes_are_private import modules, names_of
from tests.community.paths.build import full_path

KNOW_THE_TABLE = {
    "community/models/exercises.py",
    "community/models/__init__.py",
    "community/exercises.py",
}
CALL_IT = {
    "community/views/paths.py",
    "community/views/path_steps.py",
    "community/forms/paths.py",
    "community/held_paths.py",
    "mentorship/demo/paths.py",
}
SECRET = "Xylophone-4712"


def test_only_its_own_module_names_the_table():
    table = {"ExerciseAnswer", "community.models.ExerciseAnswer", "community_exerciseanswer"}
    table |= {"community.models.exercises", "community.models.exercises.ExerciseAnswer"}
    found = {path for path, tree in modules() if table & set(names_of(tree))}
    assert found <= KNOW_THE_TABLE
    assert "community/exercises.py" in found


def test_only_the_authors_pages_call_the_module():
    found = {path for path, tree in modules() if "community.exercises" in set(names_of(tree))}
    assert found == CALL_IT


def test_no_relation_leads_to_an_answer():
    for model in apps.get_models():
        if model is not ExerciseAnswer:
            for field in model._meta.get_fields():
                assert field.related_model is not ExerciseAnswer, f"{model.__name__}.{field.name}"


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name, row in ROWS.items() if "R" in row.get))
def test_no_page_of_a_path_shows_it_to_another(cast, name):
    row = ROWS[name]
    if row.prepare:
        row.prepare(cast)
    ExerciseAnswer.objects.update(text=SECRET)
    arguments = {key: value(cast) for key, value in row.arguments.items()}
    for reader in (cast.ada, cast.hana, cast.sue):
        client = Client()
        client.force_login(reader.user)
        assert SECRET not in client.get(reverse(name, kwargs=arguments)).text


@pytest.mark.django_db
def test_erasing_a_person_erases_their_words_and_nobody_elses(cast):
    step = full_path().steps.get(kind="exercise")
    for person in (cast.ada, cast.ben):
        exercises.save(person, step, person.name, seen=None, now=timezone.now())
    assert exercises.HELD in held.HELD
    exercises.HELD.erase(cast.ben, now=timezone.now())
    assert ExerciseAnswer.objects.get().text == "Ada Obi"
