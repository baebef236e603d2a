"""Nobody but the author reads a note: not by a page, not by a relation, not by the code."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from checkins import notes
from checkins.models import Note
from matching.models import Pair
from profiles import held
from profiles.models import RoleGrant
from tests.checkins.space import write_note
from tests.test_access import ROWS

ROOT = Path(__file__).parents[2]
ROOMS = ("checkins", "community", "matching", "mentorship", "outbox", "profiles", "charts")
# The table itself, its list of models, and the one module with functions for its author.
KNOW_THE_TABLE = {"checkins/models/notes.py", "checkins/models/__init__.py", "checkins/notes.py"}
# Who may call those functions: the author's pages, their export and erasure, the demo company.
CALL_IT = {
    "checkins/views/notes.py",
    "checkins/space_forms.py",
    "checkins/held.py",
    "mentorship/demo/together.py",
}
SECRET = "Xylophone-4711"


def modules():
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def names_of(tree):
    """Every name a module imports, as "module.name", and every attribute or name it uses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and str(node.value).startswith("checkins"):
            yield str(node.value)


def test_only_its_own_module_names_the_table():
    table = {"Note", "checkins.Note", "checkins.models.Note", "checkins_note"}
    table |= {"checkins.models.notes", "checkins.models.notes.Note"}
    found = {path for path, tree in modules() if table & set(names_of(tree))}
    assert found <= KNOW_THE_TABLE


def test_only_the_authors_pages_call_the_module():
    found = {path for path, tree in modules() if "checkins.notes" in set(names_of(tree))}
    assert found <= CALL_IT
    assert "checkins/views/notes.py" in found


def test_no_relation_leads_to_a_note():
    for model in apps.get_models():
        if model is not Note:
            for field in model._meta.get_fields():
                assert field.related_model is not Note, f"{model.__name__}.{field.name}"
            with pytest.raises(FieldDoesNotExist):
                model._meta.get_field("note")


@pytest.mark.django_db
def test_every_function_asks_for_the_author(cast):
    note = write_note(cast, SECRET)
    assert list(notes.of(cast.ben, cast.pair)) == [note]
    for other in (cast.ada, cast.cora, cast.hana, cast.sue, cast.dan):
        assert list(notes.of(other, cast.pair)) == []


@pytest.mark.django_db
def test_no_page_shows_the_words_to_the_most_powerful(cast):
    """Every URL of the application, as an HR superuser; tests/test_access.py looks as everybody
    else."""
    RoleGrant.objects.create(user=cast.sue.user, role=RoleGrant.Role.HR)
    reader = cast.sue
    shown = []
    for name, row in ROWS.items():
        client = Client(raise_request_exception=False)
        sid = transaction.savepoint()
        if row.prepare:
            row.prepare(cast)
        pk = write_note(cast, SECRET).pk
        client.force_login(reader.user)
        arguments = {key: value(cast) for key, value in row.arguments.items()}
        if name in {"edit-note", "delete-note"}:
            arguments = {"pk": pk}
        answer = client.get(reverse(name, kwargs=arguments))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if SECRET.encode() in body:
            shown.append(name)
        transaction.savepoint_rollback(sid)
    assert shown == []


@pytest.mark.django_db
def test_the_author_does_see_them(cast, sign_in):
    write_note(cast, SECRET)
    assert SECRET in sign_in(cast.ben).get(f"/pairs/{cast.pair.pk}/notes/").text


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["cora", "hana", "sue", "dan"])
def test_the_database_takes_no_note_from_outside_the_pair(cast, name):
    with pytest.raises(IntegrityError, match="checkins_note_member"), transaction.atomic():
        write_note(cast, author=name)


@pytest.mark.django_db
def test_a_note_cannot_be_handed_over(cast):
    note = write_note(cast)
    with pytest.raises(IntegrityError, match="checkins_note_member"), transaction.atomic():
        Note.objects.filter(pk=note.pk).update(author=cast.hana)


@pytest.mark.django_db
def test_erasing_a_person_erases_their_notes_and_nobody_elses(cast):
    write_note(cast, "mine")
    write_note(cast, "hers", author="ada")
    assert notes.HELD in held.HELD
    notes.HELD.erase(cast.ben, now=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM checkins_note")
        assert cursor.fetchall() == [("hers",)]


@pytest.mark.django_db
def test_a_pair_that_goes_takes_its_notes_along(cast):
    write_note(cast)
    Pair.objects.filter(pk=cast.pair.pk).delete()
    assert not Note.objects.exists()
