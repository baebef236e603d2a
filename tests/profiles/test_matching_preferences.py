import datetime as dt

import pytest
from django.utils import timezone

from profiles import exclusions, search
from profiles.models import DoNotMatch
from tests.people import make_person
from tests.profiles.pages import errors, hidden

pytestmark = pytest.mark.django_db
URL = "/profile/matching/"


def post(client, **data):
    return client.post(URL, {"seen": hidden(client.get(URL)), **data})


def test_limit_and_pause_are_saved(cast, sign_in):
    until = timezone.localdate() + dt.timedelta(days=30)
    response = post(sign_in(cast.emil), mentoring_limit="4", paused_until=until.isoformat())
    assert response["Location"] == URL
    cast.emil.refresh_from_db()
    assert (cast.emil.mentoring_limit, cast.emil.paused_until) == (4, until)


def test_a_pause_can_be_taken_back(cast, sign_in):
    cast.emil.paused_until = timezone.localdate() + dt.timedelta(days=30)
    cast.emil.save()
    post(sign_in(cast.emil), mentoring_limit="2", paused_until="")
    cast.emil.refresh_from_db()
    assert cast.emil.paused_until is None


def test_the_limit_never_goes_below_what_is_used(cast, sign_in):
    response = post(sign_in(cast.ada), mentoring_limit="0")
    assert "The number must be 1 or more: you mentor 1 person now" in errors(response)
    cast.ada.refresh_from_db()
    assert cast.ada.mentoring_limit == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"mentoring_limit": ""}, "Enter how many people you can mentor at the same time"),
        ({"mentoring_limit": "11"}, "The number of people must be between 0 and 10"),
        ({"mentoring_limit": "-1"}, "The number of people must be between 0 and 10"),
        ({"mentoring_limit": "9" * 5000}, "The number of people must be between 0 and 10"),
        ({"mentoring_limit": "two"}, "The number of people must be between 0 and 10"),
        ({"mentoring_limit": "2", "paused_until": "soon"}, "Pause until must be a date like"),
        ({"mentoring_limit": "2", "paused_until": "2020-01-01"}, "must be after today"),
        ({"mentoring_limit": "2", "paused_until": "9999-12-31"}, "within a year"),
        ({"mentoring_limit": "2", "paused_until": "a\x00b"}, "Pause until must be a date like"),
    ],
)
def test_bad_input_is_named(cast, sign_in, data, words):
    assert words in errors(post(sign_in(cast.emil), **data))
    cast.emil.refresh_from_db()
    assert (cast.emil.mentoring_limit, cast.emil.paused_until) == (2, None)


def test_people_are_put_on_the_private_list_and_taken_off(cast, sign_in):
    search.refresh(cast.dan)
    client = sign_in(cast.emil)
    assert "No limits set." in client.get(URL).content.decode()
    data = {"people": [str(cast.ada.pk)], "people_text": "dan weiss"}
    assert client.post(URL + "exclude/", data)["Location"] == URL
    assert exclusions.excluded_ids(cast.emil) == {cast.ada.pk, cast.dan.pk}
    client.post(URL + "exclude/", data)
    assert DoNotMatch.objects.count() == 2
    page = client.get(URL).content.decode()
    assert "Dan Weiss" in page
    client.post(f"{URL}exclude/{cast.dan.pk}/remove/")
    client.post(f"{URL}exclude/{cast.dan.pk}/remove/")
    client.post(f"{URL}exclude/{'9' * 30}/remove/")
    assert exclusions.excluded_ids(cast.emil) == {cast.ada.pk}


def test_a_name_nobody_has_is_said_and_kept(cast, sign_in):
    response = sign_in(cast.emil).post(URL + "exclude/", {"people_text": "Qwxyz"})
    assert "No one here is called “Qwxyz”" in errors(response)
    assert 'value="Qwxyz"' in response.content.decode()


def test_nobody_can_infer_an_exclusion(cast, sign_in):
    """Every page Dan can reach is the same, byte by byte, before and after Emil excludes him."""
    search.refresh(cast.emil)
    client = sign_in(cast.dan)
    paths = [
        "/",
        "/profile/",
        URL,
        "/people/",
        "/people/?q=emil",
        "/people/options/?q=emil",
        f"/people/{cast.emil.pk}/",
    ]

    def pages():
        return [strip_tokens(client.get(path).content) for path in paths]

    before = pages()
    exclusions.exclude(cast.emil, [cast.dan])
    assert pages() == before
    # And as author Emil still sees the person's page as anyone.
    assert sign_in(cast.emil).get(f"/people/{cast.dan.pk}/").status_code == 200


def strip_tokens(content):
    lines = content.decode().splitlines()
    return [line for line in lines if "csrfmiddlewaretoken" not in line]


def test_hr_reads_no_authors(cast, sign_in):
    made = make_person("Secret Keeper")
    exclusions.exclude(cast.emil, [made])
    client = sign_in(cast.hana)
    assert b"Secret Keeper" not in client.get(f"/hr/people/{cast.emil.pk}/").content
    assert b"Emil Novak" not in client.get(f"/hr/people/{made.pk}/").content
