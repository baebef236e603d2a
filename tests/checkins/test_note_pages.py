import pytest

from checkins.models import Note
from matching.models import Pair
from tests.checkins.space import write_note

pytestmark = pytest.mark.django_db


def url(cast, end=""):
    return f"/pairs/{cast.pair.pk}/notes/{end}"


def test_writing_a_note(cast, sign_in):
    client = sign_in(cast.ben)
    assert "No notes yet." in client.get(url(cast)).text
    page = client.post(url(cast, "add/"), {"text": " Bring the\r\nslides "}, follow=True).text
    assert "Note saved. Only you can read it." in page
    assert "Only you read these. Not Ada, not HR, not the coordinator, nobody." in page
    note = Note.objects.get()
    assert (note.text, note.author) == ("Bring the\nslides", cast.ben)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("  ", "Enter your note"),
        ("x" * 4001, "Your note must be 4,000 characters or fewer"),
    ],
)
def test_errors_keep_what_was_typed(cast, sign_in, text, error):
    page = sign_in(cast.ben).post(url(cast, "add/"), {"text": text})
    assert error in page.text
    assert text.strip() in page.text
    assert not Note.objects.exists()


def test_the_partner_sees_a_page_of_their_own(cast, sign_in):
    write_note(cast, "Ask about Lisbon")
    assert "Lisbon" not in sign_in(cast.ada).get(url(cast)).text


def test_changing_and_deleting(cast, sign_in):
    note = write_note(cast)
    client = sign_in(cast.ben)
    seen = client.get(f"/notes/{note.pk}/").context["form"]["seen"].value()
    client.post(f"/notes/{note.pk}/", {"text": "Lisbon, in May", "seen": seen})
    assert Note.objects.get().text == "Lisbon, in May"
    page = client.get(url(cast)).text
    assert "changed" in page
    assert "Note deleted." in client.post(f"/notes/{note.pk}/delete/", follow=True).text
    assert not Note.objects.exists()
    assert client.post(f"/notes/{note.pk}/delete/").status_code == 404


@pytest.mark.parametrize("seen", ["", "yesterday", "2027-05-24T10:00:00+00:00"])
def test_a_stale_save_shows_both(cast, sign_in, seen):
    note = write_note(cast, "Ask about Lisbon")
    client = sign_in(cast.ben)
    page = client.post(f"/notes/{note.pk}/", {"text": "Ask about Porto", "seen": seen})
    assert "You changed this note in another tab." in page.text
    assert "Ask about Lisbon" in page.text
    assert "Ask about Porto" in page.text
    assert Note.objects.get().text == "Ask about Lisbon"
    mark = page.context["form"]["seen"].value()
    client.post(f"/notes/{note.pk}/", {"text": "Ask about Porto", "seen": mark})
    assert Note.objects.get().text == "Ask about Porto"


def test_notes_stay_readable_when_the_pair_is_over(cast, sign_in):
    write_note(cast, "Ask about Lisbon")
    Pair.objects.update(state="ended")
    client = sign_in(cast.ben)
    assert "Ask about Lisbon" in client.get(url(cast)).text
    assert client.get(url(cast, "add/")).status_code == 404


def test_the_page_asks_the_same_for_one_and_three(cast, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.ben)
    write_note(cast)
    client.get(url(cast))
    with django_assert_max_num_queries(15) as one:
        client.get(url(cast))
    write_note(cast)
    write_note(cast)
    with django_assert_max_num_queries(15) as three:
        client.get(url(cast))
    assert len(one) == len(three)
