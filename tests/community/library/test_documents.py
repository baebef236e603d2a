"""Documents written in the browser: drafts, preview, versions, and two who save at once."""

import pytest
from django.utils import timezone

from community import library_versions
from community.models import Resource, ResourceVersion
from tests.community.library.world import BODY, keep_versions, make_document

WRITE, PREVIEW = "/library/write/", "/library/write/preview/"
GIVEN = {"title": "How we call back", "kind": "how_to", "summary": "", "body": "# One\r\n\r\n- two"}


def test_a_draft_is_seen_by_its_author_alone(cast, sign_in):
    answer = sign_in(cast.ben).post(WRITE, GIVEN)
    item = Resource.objects.get()
    assert (item.state, item.body) == ("draft", "# One\n\n- two")
    assert "Only you see this." in sign_in(cast.ben).get(answer.url).text
    for person in (cast.ada, cast.hana, cast.sue):
        assert sign_in(person).get(answer.url).status_code == 404
        assert sign_in(person).get(f"{answer.url}edit/").status_code == 404
        assert sign_in(person).post(f"{answer.url}send/").status_code == 404


def test_a_preview_shows_and_saves_nothing(cast, sign_in):
    page = sign_in(cast.ben).post(PREVIEW, GIVEN).text
    assert "<h3>One</h3>" in page
    assert "<li>two</li>" in page
    assert 'value="How we call back"' in page
    assert not Resource.objects.exists()
    page = sign_in(cast.ben).post(PREVIEW, GIVEN | {"title": ""}).text
    assert "<h3>One</h3>" in page
    assert "Enter the title" in page


def test_a_preview_of_a_change_changes_nothing(cast, sign_in):
    item = make_document(by=cast.ben)
    page = sign_in(cast.ben).post(f"/library/{item.pk}/preview/", GIVEN | {"seen": "1"}).text
    assert "<h3>One</h3>" in page
    assert f'action="/library/{item.pk}/edit/"' in page
    item.refresh_from_db()
    assert item.body == BODY


def test_an_empty_text_is_an_error_and_a_long_one_too(cast, sign_in):
    client = sign_in(cast.ben)
    assert "Enter the text" in client.post(WRITE, GIVEN | {"body": ""}).text
    page = client.post(WRITE, GIVEN | {"body": "x" * 20_001}).text
    assert "Text must be 20,000 characters or fewer" in page
    assert "x" * 20_001 in page
    client.post(WRITE, GIVEN | {"body": "x" * 20_000})
    assert Resource.objects.get().body == "x" * 20_000


def test_sending_keeps_the_first_version(cast, sign_in):
    item = make_document(state="draft", by=cast.ben)
    client = sign_in(cast.ben)
    client.post(f"/library/{item.pk}/edit/", GIVEN | {"seen": "1"})
    assert not ResourceVersion.objects.exists()
    client.post(f"/library/{item.pk}/send/")
    client.post(f"/library/{item.pk}/send/")
    item.refresh_from_db()
    version = ResourceVersion.objects.get()
    assert item.state == "suggested"
    assert (version.number, version.body, version.by) == (1, "# One\n\n- two", cast.ben)


def test_every_change_of_the_words_is_a_version(cast, sign_in):
    item = make_document(by=cast.ben)
    client = sign_in(cast.ben)
    client.post(f"/library/{item.pk}/edit/", GIVEN | {"seen": "1"})
    client.post(f"/library/{item.pk}/edit/", GIVEN | {"seen": "2", "summary": "Only this."})
    sign_in(cast.hana).post(f"/library/{item.pk}/edit/", GIVEN | {"seen": "3", "body": "New"})
    rows = ResourceVersion.objects.order_by("number").values_list("number", "body", "by__name")
    assert list(rows) == [(1, "# One\n\n- two", "Ben Ito"), (2, "New", "Hana Suzuki")]
    item.refresh_from_db()
    assert item.edition == 4


def test_a_stale_save_shows_both_versions(cast, sign_in):
    item = make_document("Old title", by=cast.ben)
    path = f"/library/{item.pk}/edit/"
    sign_in(cast.hana).post(path, GIVEN | {"seen": "1", "body": "HR wrote this"})
    mine = GIVEN | {"seen": "1", "title": "My title", "body": "I wrote that"}
    page = sign_in(cast.ben).post(path, mine).text
    assert "What is stored now" in page
    assert "HR wrote this" in page
    assert "I wrote that" in page
    assert 'name="seen" value="2"' in page
    item.refresh_from_db()
    assert item.body == "HR wrote this"
    sign_in(cast.ben).post(path, mine | {"seen": "2"})
    item.refresh_from_db()
    assert (item.title, item.body) == ("My title", "I wrote that")


@pytest.mark.parametrize("seen", ["", "0", "999", "-1", "x", "1e3", "٣"])
def test_a_mark_nobody_gave_is_stale(cast, sign_in, seen):
    item = make_document(by=cast.ben)
    page = sign_in(cast.ben).post(f"/library/{item.pk}/edit/", GIVEN | {"seen": seen})
    assert "What is stored now" in page.text
    item.refresh_from_db()
    assert item.body == BODY


def test_old_versions_can_be_read_and_compared(cast, sign_in):
    item = make_document(by=cast.ben)
    keep_versions(
        item, "Same\nOld line\nEnd", "Same\nNew line\nEnd", "Same\nNew line\nEnd", by=cast.ben
    )
    client = sign_in(cast.emil)
    listed = client.get(f"/library/{item.pk}/versions/").text
    assert listed.count("Ben Ito") == 3
    page = client.get(f"/library/{item.pk}/versions/2/").text
    assert "Removed: </span>Old line</del>" in page
    assert "Added: </span>New line</ins>" in page
    assert "See the newest" in page
    first = client.get(f"/library/{item.pk}/versions/1/").text
    assert "What it changed" not in first
    assert "No line differs." in client.get(f"/library/{item.pk}/versions/3/").text
    for number in (0, 4, 2**31, 10**30):
        assert client.get(f"/library/{item.pk}/versions/{number}/").status_code == 404


def test_texts_too_long_to_compare_are_shown(cast, sign_in):
    item = make_document(by=cast.ben)
    keep_versions(item, "a\n" * 2_000, "b\n" * 2_000, by=cast.ben)
    page = sign_in(cast.emil).get(f"/library/{item.pk}/versions/2/").text
    assert "too long to compare" in page


def test_the_worst_text_is_compared_quickly(cast):
    """Every line the same but one: what makes a naive comparison slow."""
    item = make_document(by=cast.ben)
    lines = ["a", "b"] * 740
    keep_versions(item, "\n".join(lines), "\n".join(["c", *lines[::-1]]), by=cast.ben)
    older, newer = item.versions.order_by("number")
    before = timezone.now()
    assert library_versions.changes(older, newer)
    assert (timezone.now() - before).total_seconds() < 3


def test_versions_of_many_cost_the_same(cast, sign_in, django_assert_max_num_queries):
    item = make_document(by=cast.ben)
    keep_versions(item, *(f"Text {n}" for n in range(60)), by=cast.ben)
    client = sign_in(cast.emil)
    client.get(f"/library/{item.pk}/versions/")
    with django_assert_max_num_queries(8):
        assert "1 to 50 of 60" in client.get(f"/library/{item.pk}/versions/").text


def test_who_may_change_what(cast, sign_in):
    item = make_document(suggested_by=cast.ben, owner=cast.ada)
    path = f"/library/{item.pk}/edit/"
    codes = {
        name: sign_in(getattr(cast, name)).get(path).status_code
        for name in ("ada", "ben", "cora", "dan", "hana", "sue")
    }
    assert codes == {"ada": 200, "ben": 404, "cora": 404, "dan": 404, "hana": 200, "sue": 404}
