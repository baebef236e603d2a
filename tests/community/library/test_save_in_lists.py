"""Saving an item where it stands in a list: a button of the card, and only the button comes back."""

import pytest

from community.models import SavedResource
from tests.community.library.world import make_document, make_link

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def button(item, *, saved=False, place="new"):
    words = "Take off my list" if saved else "Save to my list"
    return f'id="save-{place}-{item.pk}"', f"{words}: {item.title}"


@pytest.mark.parametrize(("path", "place"), [("/library/", "new"), ("/library/?q=basics", "found")])
def test_a_card_says_whether_it_is_on_the_list(cast, sign_in, path, place):
    item, client = make_link(), sign_in(cast.ben)
    page = client.get(path).text
    assert all(text in page for text in button(item, place=place))
    client.post(f"/library/{item.pk}/save/")
    page = client.get(path).text
    assert all(text in page for text in button(item, saved=True, place=place))
    assert "Take off my list" not in sign_in(cast.emil).get(path).text


def test_pressed_in_a_list_the_button_comes_back_as_it_is_now(cast, sign_in):
    item, client = make_link(), sign_in(cast.ben)
    for act, saved in (("save", True), ("save", True), ("unsave", False), ("unsave", False)):
        answer = client.post(f"/library/{item.pk}/{act}/", {"place": "new"}, headers=HTMX).text
        assert all(text in answer for text in button(item, saved=saved))
        assert "<html" not in answer
        assert SavedResource.objects.exists() == saved


@pytest.mark.parametrize("data", [{}, {"place": "x y"}, {"place": '"><b>'}, {"place": "x" * 99}])
def test_an_unknown_place_leads_to_the_item(cast, sign_in, data):
    item = make_link()
    answer = sign_in(cast.ben).post(f"/library/{item.pk}/save/", data, headers=HTMX)
    assert answer["Location"] == item.get_absolute_url()
    assert SavedResource.objects.get().resource == item


def test_what_is_not_in_the_library_has_no_button(cast, sign_in):
    draft = make_document("Basics of mine", state="draft", by=cast.ben)
    page = sign_in(cast.ben).get("/library/?q=basics").text
    assert draft.title in page
    assert "Save to my list" not in page
