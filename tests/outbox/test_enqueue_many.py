import pytest

from outbox.models import Message
from outbox.queue import enqueue_many, known_keys
from tests.people import NOW, make_person

pytestmark = pytest.mark.django_db


def test_many_rows_take_a_few_statements_and_each_key_is_written_once(
    django_assert_max_num_queries,
):
    people = [make_person(f"Person {n}") for n in range(5)]
    entries = [(f"joined:{p.pk}", p.user, {"person": p.pk}) for p in people]
    with django_assert_max_num_queries(4):
        assert enqueue_many("joined", entries, not_before=NOW) == 5
    assert enqueue_many("joined", entries, not_before=NOW) == 0
    assert enqueue_many("joined", [], not_before=NOW) == 0
    assert Message.objects.count() == 5
    assert known_keys("joined", "joined:") == {key for key, _to, _context in entries}
    assert known_keys("invitation", "joined:") == set()
