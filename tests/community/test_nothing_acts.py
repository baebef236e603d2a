"""The two hundred texts of the library's corpus in every text of this room, on every page of it.

Each page of the access table is made as its row says; then everything people can write in this
room's tables is replaced by as many texts of the corpus as it holds, others in each turn, and the
page is read tag by tag as in `tests/community/library/test_nothing_acts.py`. That the replacing
reaches every text column there is, is a test of its own. Forms get the same texts as input.
"""

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import Error, models, transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from community import library_readers
from community.models import Session
from tests import access
from tests.access.rows import COLUMNS
from tests.community.library.test_nothing_acts import CORPUS, acting
from tests.community.library.world import make_link
from tests.community.questions import world as questions
from tests.community.sessions.world import sessions_with
from tests.test_access import ROWS, UndoError
from tests.test_query_budget import client_of

pytestmark = pytest.mark.django_db
TABLES = ("groups", "sessions", "paths", "recognition", "library", "questions")
TURNS = 2
# What nobody types: keys, tokens, addresses made of ids, what search reads.
MADE = {
    *("slug", "key", "link_key", "shipped_digest", "digest", "search_text", "title_text", "word"),
    *("name_key", "token", "period"),
}
# A link is one the form has checked.
CHECKED = {"url"}


def columns():
    """Every column of this room that holds words."""
    for model in apps.get_app_config("community").get_models():
        for field in model._meta.concrete_fields:
            inner = field.base_field if isinstance(field, ArrayField) else field
            is_text = isinstance(inner, models.CharField | models.TextField)
            is_made = field.name in MADE | CHECKED or field.name == "trigrams"
            if is_text and not inner.choices and not is_made and not field.primary_key:
                yield model, field, inner


def words(longest, start):
    """Texts from `start` on, as many as fit; at least the beginning of one."""
    found = CORPUS[start % len(CORPUS)]
    for number in range(start + 1, start + len(CORPUS)):
        text = f"{found} {CORPUS[number % len(CORPUS)]}"
        if len(text) > longest:
            break
        found = text
    return found[:longest]


def poison(turn, seen=None):
    """Words instead of what is there; a rule of the database keeps what it must."""
    for place, (model, field, inner) in enumerate(columns()):
        longest = inner.max_length or 3_000
        for step, row in enumerate(model._default_manager.order_by("pk")[:5]):
            text = words(longest, 97 * turn + 13 * place + 7 * step)
            old = getattr(row, field.name)
            value = [text[:longest] for _one in old] if isinstance(field, ArrayField) else text
            try:
                with transaction.atomic():
                    model._default_manager.filter(pk=row.pk).update(**{field.name: value})
            except Error:
                continue
            if seen is not None and value:
                seen.add(f"{model._meta.model_name}.{field.name}")


def cases():
    tables = [__import__(f"{access.__name__}.{name}", fromlist=["ROWS"]) for name in TABLES]
    return [name for table in tables for name, row in table.ROWS.items() if "R" in row.get]


def beside(cast):
    """Rows that no row of the access table makes: sentences, answers, what came of a clinic."""
    sessions_with(cast.ada, cast.ben, words="Words")
    item = make_link(by=cast.ada)
    library_readers.recommend(item, by=cast.ben, sentence="Words", now=timezone.now())
    cast.extra["item beside"] = item.pk
    cast.extra["answered"] = questions.replied(cast.ben, cast.ada).question_id


BESIDE = {
    "its sentences": (lambda c: reverse("resource", args=[c.extra["item beside"]]), "emil"),
    "answers": (lambda c: reverse("wrap-up-session", args=[_held(c, "clinic")]), "ada"),
    "a clinic": (lambda c: reverse("session", args=[_held(c, "clinic")]), "emil"),
    "an answer": (lambda c: reverse("question", args=[c.extra["answered"]]), "ben"),
    "what was said of a talk": (lambda c: reverse("session", args=[_held(c, "lunch")]), "ben"),
}


def _held(cast, kind):
    return Session.objects.get(state="held", kind=kind, title__gt="").pk


@pytest.mark.parametrize("name", BESIDE)
def test_nor_what_stands_beside(cast, sign_in, name):
    beside(cast)
    path, reader = BESIDE[name]
    url = path(cast)
    poison(0)
    answer = sign_in(getattr(cast, reader)).get(url)
    assert (answer.status_code, acting(answer.text)) == (200, [])


def acts_on(name, cast, turn):
    row, found = ROWS[name], {}
    try:
        with transaction.atomic():
            if row.prepare:
                row.prepare(cast)
            url = reverse(name, kwargs={key: value(cast) for key, value in row.arguments.items()})
            poison(turn)
            column = next(c for c, cell in zip(COLUMNS, row.get, strict=True) if cell == "R")
            reader = cast.readers()[column]
            with override_settings(SECOND_CONTACT=reader.user.email if reader else ""):
                answer = client_of(reader).get(url)
            assert answer.status_code == 200, (name, answer.status_code)
            if "html" in answer["Content-Type"]:
                found = acting(answer.text)
            raise UndoError
    except UndoError:
        return found


@pytest.mark.parametrize("turn", range(TURNS))
def test_no_page_of_this_room_lets_anything_act(cast, turn):
    found = {name: holes for name in cases() if (holes := acts_on(name, cast, turn))}
    assert found == {}


def test_every_column_with_words_is_reached(cast):
    """Over the worlds of all rows together."""
    seen = set()
    worlds = [ROWS[name].prepare for name in cases() if ROWS[name].prepare]
    for prepare in [beside, *dict.fromkeys(worlds)]:
        try:
            with transaction.atomic():
                prepare(cast)
                poison(0, seen)
                raise UndoError
        except UndoError:
            pass
    every = {f"{model._meta.model_name}.{field.name}" for model, field, _inner in columns()}
    assert every - seen == set()


def test_all_texts_are_used():
    """A long column holds the whole corpus, short ones a part that differs from turn to turn."""
    assert all(text in words(200_000, 0) for text in CORPUS)
    assert len({words(120, start) for start in range(len(CORPUS))}) > 190


FORMS = {
    "check-question": {"title": 120, "details": 4_000, "skill_text": 80},
    "propose-session": {"title": 120, "outcome": 400, "place": 300, "speaker": 120},
    "give-kudos": {"words": 500, "person_text": 80, "skill_text": 80},
    "write-story": {"title": 120, "beginning": 2_000, "doing": 2_000, "now": 2_000},
    "new-award": {"name": 120, "what_for": 400},
}


@pytest.mark.parametrize("name", FORMS)
def test_what_is_typed_comes_back_as_text(cast, sign_in, name):
    """Every text of the corpus through every field, a few at a time, with an error beside them."""
    client, url = sign_in(cast.hana), reverse(name)
    shown = 0
    for start in range(0, len(CORPUS), 5):
        given = {field: words(size, start) for field, size in FORMS[name].items()}
        answer = client.post(url, given | {"kind": CORPUS[start]}, follow=True)
        assert answer.status_code == 200
        assert acting(answer.text) == [], start
        shown += answer.text.count("&lt;") > 0
    assert shown > 20
