import pytest

from profiles import search
from profiles.models import Profile
from tests.profiles.pages import errors, hidden

pytestmark = pytest.mark.django_db
URL = "/profile/about/"


def post(client, **data):
    seen = hidden(client.get(URL))
    return client.post(URL, {"seen": seen, **data})


def test_everything_is_saved_and_the_new_name_is_found(cast, sign_in):
    client = sign_in(cast.emil)
    response = post(
        client,
        preferred_name="Milo",
        bio="Lawyer.\r\nFormerly a baker.",
        languages=["cs", "de"],
        languages_text="english",
        worked_before_in="Banking\n\n  Bakeries  \nBanking",
        happy_to_talk_about="Bread",
    )
    assert response["Location"] == "/profile/"
    cast.emil.refresh_from_db()
    assert cast.emil.preferred_name == "Milo"
    assert cast.emil.bio == "Lawyer.\nFormerly a baker."
    assert cast.emil.languages == ["cs", "de", "en"]
    assert cast.emil.worked_before_in == ["Banking", "Bakeries"]
    assert cast.emil.happy_to_talk_about == ["Bread"]
    assert cast.emil in search.people("milo", Profile.objects.all())


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("preferred_name", "x" * 61, "Preferred name must be 60 characters or fewer"),
        ("bio", "x" * 1001, "About you must be 1,000 characters or fewer"),
        ("bio", "x" * 10_000, "About you must be 1,000 characters or fewer"),
        ("languages", "xx", "Choose languages from the list"),
        ("languages_text", "Klingon", "“Klingon” is not in the list"),
        ("worked_before_in", "1\n2\n3\n4\n5\n6", "Worked before in must have 5 lines or fewer"),
        ("happy_to_talk_about", "x" * 61, "each line must be 60 characters or fewer"),
        ("bio", "a\x00b", "Enter text without control characters"),
    ],
)
def test_bad_input_is_named_and_what_was_typed_stays(cast, sign_in, field, value, words):
    response = post(sign_in(cast.emil), **{"preferred_name": "Milo", field: value})
    assert words in errors(response)
    page = response.content.decode()
    assert field == "preferred_name" or 'value="Milo"' in page
    cast.emil.refresh_from_db()
    assert cast.emil.preferred_name == ""


def test_a_stale_save_shows_both_versions_and_overwrites_only_when_asked_again(cast, sign_in):
    client = sign_in(cast.emil)
    seen = hidden(client.get(URL))
    client.post(URL, {"seen": seen, "bio": "Written in the other tab."})
    response = client.post(URL, {"seen": seen, "bio": "Written in this tab."})
    page = response.content.decode()
    assert "You changed this in another tab" in errors(response)
    assert "Written in the other tab." in page
    assert "Written in this tab." in page
    cast.emil.refresh_from_db()
    assert cast.emil.bio == "Written in the other tab."
    client.post(URL, {"seen": hidden(response), "bio": "Written in this tab."})
    cast.emil.refresh_from_db()
    assert cast.emil.bio == "Written in this tab."


def test_sending_the_same_page_twice_is_harmless(cast, sign_in):
    client = sign_in(cast.emil)
    data = {"seen": hidden(client.get(URL)), "bio": "Lawyer."}
    assert client.post(URL, data).status_code == 302
    assert client.post(URL, data).status_code == 302


def test_another_section_saved_in_between_is_no_conflict(cast, sign_in):
    client = sign_in(cast.emil)
    seen = hidden(client.get(URL))
    client.post("/profile/time-zone/confirm/", {"time_zone": "Europe/Prague"})
    assert client.post(URL, {"seen": seen, "bio": "Lawyer."}).status_code == 302
