import pytest

from tests.profiles.pages import errors, hidden

pytestmark = pytest.mark.django_db
URL = "/profile/hours/"


def post(client, **data):
    return client.post(URL, {"seen": hidden(client.get(URL)), **data})


def test_hours_and_zone_are_saved_and_confirmed(cast, sign_in):
    hours = ["34", "9", "9", "167"]
    post(sign_in(cast.emil), time_zone="Asia/Kolkata", weekly_hours=hours)
    cast.emil.refresh_from_db()
    assert cast.emil.weekly_hours == [9, 34, 167]
    assert (cast.emil.time_zone, cast.emil.time_zone_confirmed) == ("Asia/Kolkata", True)


def test_the_browsers_zone_is_chosen_until_one_is_confirmed(cast, sign_in):
    client = sign_in(cast.emil)
    client.cookies["tz"] = "Asia/Tokyo"
    assert '<option value="Asia/Tokyo" selected' in client.get(URL).content.decode()
    post(client, time_zone="Europe/Prague")
    assert '<option value="Europe/Prague" selected' in client.get(URL).content.decode()


def test_a_zone_from_the_import_outside_the_list_can_stay(cast, sign_in):
    cast.emil.time_zone = "CET"
    cast.emil.save()
    assert post(sign_in(cast.emil), time_zone="CET").status_code == 302


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"time_zone": ""}, "Choose your time zone"),
        ({"time_zone": "Mars/Olympus"}, "Choose a time zone from the list"),
        ({"time_zone": "a\x00b"}, "Choose a time zone from the list"),
        ({"time_zone": "UTC", "weekly_hours": ["168"]}, "Choose hours from the table"),
        ({"time_zone": "UTC", "weekly_hours": ["-1"]}, "Choose hours from the table"),
        ({"time_zone": "UTC", "weekly_hours": ["9", "x"]}, "Choose hours from the table"),
    ],
)
def test_bad_input_is_named(cast, sign_in, data, words):
    assert words in errors(post(sign_in(cast.emil), **data))
    cast.emil.refresh_from_db()
    assert cast.emil.weekly_hours == []
