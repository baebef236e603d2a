"""HR's pages of channels."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outbox import vault
from outbox.models import Channel, DirectLine, Message
from profiles.models import AuditEvent
from tests.outbox.test_channels import channel_at
from tests.people import make_hr, make_person
from tests.profiles.pages import errors, hidden

pytestmark = pytest.mark.django_db
URL = "/hr/channels/"
HOOK = "http://127.0.0.1:9/hooks/secret-token"
NEW = {"name": "General", "service": "slack", "url": HOOK}


@pytest.fixture
def hr(sign_in):
    return sign_in(make_hr())


def acts() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_a_channel_is_added_and_its_address_never_shown(hr):
    hr.post(f"{URL}new/", NEW)
    channel = Channel.objects.get()
    assert (channel.name, channel.host, channel.is_on) == ("General", "127.0.0.1", True)
    assert vault.open_(channel.secret) == HOOK
    for path in (URL, f"{URL}{channel.pk}/", "/hr/audit/", "/hr/messages/?view=all"):
        assert "secret-token" not in hr.get(path).content.decode()
    assert "secret-token" not in str(list(AuditEvent.objects.values()))
    assert acts() == ["channel.added"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": ""}, "Enter a name"),
        ({"name": "x" * 61}, "Name must be 60 characters or fewer"),
        ({"name": "office"}, "Name must be one that no other channel has"),
        ({"service": ""}, "Choose the service"),
        ({"service": "irc"}, "Choose the service"),
        ({"url": ""}, "Enter the address of the incoming webhook"),
        ({"url": "hello"}, "Address must"),
        ({"url": "http://hooks.example.com/x"}, "Address must start with https://"),
        ({"url": "https://10.0.0.1/x"}, "Address must lead to the open internet"),
        ({"url": "https://169.254.169.254/latest"}, "Address must lead to the open internet"),
        ({"url": "https://no-such-host.invalid/x"}, "Address must have a host that can be found"),
    ],
)
def test_bad_input_keeps_what_was_typed(hr, given, said):
    channel_at(HOOK, "Office")
    page = hr.post(f"{URL}new/", NEW | given)
    assert said in errors(page)
    for name, value in (NEW | given).items():
        assert page.context["form"][name].value() == value
    assert Channel.objects.count() == 1


def test_a_new_name_keeps_the_address(hr):
    channel = channel_at(HOOK)
    hr.post(f"{URL}{channel.pk}/", {"name": "Everybody"})
    channel.refresh_from_db()
    assert (channel.name, vault.open_(channel.secret)) == ("Everybody", HOOK)
    hr.post(f"{URL}{channel.pk}/", {"name": "Everybody", "url": HOOK + "2"})
    channel.refresh_from_db()
    assert vault.open_(channel.secret) == HOOK + "2"
    assert acts() == ["channel.changed", "channel.changed"]


def test_off_and_on_again_twice_is_harmless(hr):
    channel = channel_at(HOOK)
    for path, is_on in (("off", False), ("off", False), ("on", True), ("on", True)):
        hr.post(f"{URL}{channel.pk}/{path}/")
        channel.refresh_from_db()
        assert channel.is_on == is_on
    assert acts() == ["channel.off", "channel.on"]


def test_a_test_is_a_row_of_the_outbox(hr):
    channel = channel_at(HOOK)
    hr.post(f"{URL}{channel.pk}/test/")
    row = Message.objects.get()
    assert (row.kind, row.channel) == ("channel-test", channel)
    page = hr.get("/hr/messages/?view=all").content.decode()
    assert "General" in page
    assert "Test of a channel" in page


def test_an_announcement_goes_out_once_however_often_it_is_sent(hr):
    general, other = channel_at(HOOK), channel_at(HOOK, "Other")
    channel_at(HOOK, "Off", is_on=False)
    page = hr.get(f"{URL}announce/")
    form = {
        "channels": [general.pk, other.pk],
        "title": "Sign-up is open",
        "text": "Until Friday.",
        "nonce": hidden(page, "nonce"),
    }
    for _ in range(2):
        hr.post(f"{URL}announce/", form)
    assert Message.objects.count() == 2
    assert acts() == ["channel.announced"] * 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"channels": []}, "Choose at least one channel"),
        ({"channels": ["999"]}, "Choose from the channels that are on"),
        ({"channels": ["x"]}, "Choose from the channels that are on"),
        ({"title": ""}, "Enter a title"),
        ({"text": ""}, "Enter the announcement"),
        ({"text": "x" * 1501}, "Announcement must be 1,500 characters or fewer"),
    ],
)
def test_an_announcement_with_errors_keeps_what_was_typed(hr, given, said):
    form = {"channels": [channel_at(HOOK).pk], "title": "Open", "text": "Until Friday."} | given
    page = hr.post(f"{URL}announce/", form)
    assert said in errors(page)
    assert page.context["form"]["title"].value() == form["title"]
    assert page.context["form"]["text"].value() == form["text"]
    assert Message.objects.count() == 0


def test_without_a_channel_there_is_a_way_forward(hr):
    assert "No channel yet" in hr.get(URL).content.decode()
    assert "No channel is on" in hr.get(f"{URL}announce/").content.decode()


def test_a_direct_line_is_given_changed_and_taken(hr):
    channel, person = channel_at(HOOK), make_person()
    other = channel_at(HOOK, "Other")
    hr.post(f"{URL}{channel.pk}/people/", {"person": person.pk, "handle": "@Mei.Chen"})
    hr.post(f"{URL}{other.pk}/people/", {"person": person.pk, "handle": "mei"})
    line = DirectLine.objects.get()
    assert (line.channel, line.handle) == (other, "@mei")
    hr.post(f"/hr/lines/{line.pk}/remove/")
    assert DirectLine.objects.count() == 0
    assert hr.post(f"/hr/lines/{line.pk}/remove/").status_code == 404
    assert acts() == ["line.added", "line.added", "line.removed"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"person": []}, "Choose the person"),
        ({"person": "999999"}, "Choose people from the list"),
        ({"handle": ""}, "Enter the name in the chat"),
        ({"handle": "mei chen"}, "Name in the chat must have letters, digits"),
        ({"handle": "@channel, @all"}, "Name in the chat must have letters, digits"),
        ({"handle": "x" * 66}, "Name in the chat must be 64 characters or fewer"),
    ],
)
def test_a_line_with_errors_keeps_what_was_typed(hr, given, said):
    channel = channel_at(HOOK)
    form = {"person": make_person().pk, "handle": "@mei"} | given
    page = hr.post(f"{URL}{channel.pk}/people/", form)
    assert said in errors(page)
    assert page.context["line_form"]["handle"].value() == form["handle"]
    assert DirectLine.objects.count() == 0


@pytest.mark.parametrize("handle", ["channel", "@here", "all"])
def test_everybody_is_no_person(hr, handle):
    channel = channel_at(HOOK)
    form = {"person": make_person().pk, "handle": handle}
    page = hr.post(f"{URL}{channel.pk}/people/", form)
    assert "Name in the chat must be one person’s" in errors(page)


def test_only_a_service_that_knows_handles_has_direct_lines(hr):
    channel = channel_at(HOOK, service="slack")
    assert "Direct lines" not in hr.get(f"{URL}{channel.pk}/").content.decode()
    form = {"person": make_person().pk, "handle": "@mei"}
    assert hr.post(f"{URL}{channel.pk}/people/", form).status_code == 404


def test_the_number_of_queries_does_not_grow(hr):
    counts, first = [], channel_at(HOOK)
    for more in (1, 2):
        for number in range(more):
            channel_at(HOOK, f"C{more}{number}")
            user = make_person(f"P {more} {number}").user
            DirectLine.objects.create(user=user, channel=first, handle="@x")
        hr.get(URL)
        with CaptureQueriesContext(connection) as queries:
            hr.get(URL)
            hr.get(f"{URL}{first.pk}/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30


@pytest.mark.parametrize("pk", [0, 999, 2**63, 10**30])
def test_a_channel_that_is_not_there(hr, pk):
    assert hr.get(f"{URL}{pk}/").status_code == 404
    assert hr.post(f"{URL}{pk}/test/").status_code == 404
