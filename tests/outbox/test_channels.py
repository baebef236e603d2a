"""Messages to a channel: the promises of mail, kept over HTTP, against a real server."""

import datetime as dt
import socket
import time

import pytest
from django.utils import timezone

from outbox import addresses, channels, claims, payloads, vault
from outbox.drain import drain, sweep
from outbox.models import Channel, DirectLine, Message
from outbox.queue import cancel, enqueue
from tests.mail import drain_outbox
from tests.outbox import kinds
from tests.people import make_person
from tests.web import Chat

pytestmark = pytest.mark.django_db
NOW_AND_THEN = [1, 5, 25, 120, 720]


@pytest.fixture
def chat(settings):
    settings.WEBHOOK_SECONDS = 0.5
    server = Chat().start()
    yield server
    server.shutdown()
    server.server_close()


def channel_at(url, name="General", service="mattermost", **fields) -> Channel:
    return Channel.objects.create(
        name=name, service=service, secret=vault.close(url), host="127.0.0.1", **fields
    )


def announced(channel, key="a") -> Message:
    channels.announce("Hello", "Sign-up is open.", key=key, now=timezone.now(), channels=[channel])
    return Message.objects.get(key=f"announcement:{key}:{channel.pk}")


def nudged(channel, person) -> Message:
    DirectLine.objects.create(user=person.user, channel=channel, handle="@mei.chen")
    assert kinds.queue
    enqueue("test-once", key="nudge", to=person.user, context={"subject": "Did you meet Sofia?"})
    return Message.objects.get(key="nudge")


@pytest.mark.parametrize("service", ["slack", "teams", "mattermost"])
def test_an_announcement_reaches_the_channel_once(chat, service):
    row = announced(channel_at(chat.url, service=service))
    assert (drain(), drain()) == (1, 0)
    row.refresh_from_db()
    assert (row.status, row.smtp_code, row.context) == ("sent", 200, {})
    assert chat.paths == ["/hooks/secret-token"]
    (call,) = chat.calls
    assert "Sign-up is open." in str(call)
    assert {"slack": "attachments", "teams": "attachments", "mattermost": "text"}[service] in call


def test_an_announcement_has_one_row_for_each_channel_and_key(chat):
    general, other = channel_at(chat.url), channel_at(chat.url, "Other")
    now = timezone.now()
    for new in (2, 0):
        assert channels.announce("A", "B", key="k", now=now, channels=[general, other]) == new


@pytest.mark.parametrize("service", ["slack", "teams", "mattermost"])
@pytest.mark.parametrize(
    "call", ["<!channel>", "<!here>", "!here", "@all", "<@U024BE7LH>", "@channel"]
)
def test_words_that_would_call_everybody_are_words(service, call):
    body = payloads.payload(service, call, f"{call} and mei@example.com").decode()
    word = call.strip("<>")
    assert word not in body
    assert "mei@example.com" in body


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_not_now_is_tried_again_later(chat, status):
    row = announced(channel_at(chat.url))
    chat.answer = (status, 0)
    now = timezone.now()
    for minutes in NOW_AND_THEN:
        drain(now=now)
        row.refresh_from_db()
        assert (row.status, row.smtp_code) == ("queued", status)
        assert row.not_before - now == dt.timedelta(minutes=minutes)
        now = row.not_before
    drain(now=now)
    row.refresh_from_db()
    assert (row.status, row.attempts, row.context) == ("failed", 6, {})


@pytest.mark.parametrize("status", [301, 302, 400, 403, 404, 410])
def test_a_no_is_final(chat, status):
    row = announced(channel_at(chat.url))
    chat.answer, chat.location = (status, 0), "http://127.0.0.1:1/"
    drain()
    row.refresh_from_db()
    assert (row.status, row.smtp_code, row.attempts) == ("failed", status, 1)
    assert len(chat.calls) == 1


@pytest.mark.parametrize("answer", ["hang up", "drip", (200, 1.5), (502, 0), (504, 0)])
def test_silence_after_the_call_is_unknown_and_not_repeated(chat, answer):
    row = announced(channel_at(chat.url))
    chat.answer = answer
    start = time.monotonic()
    drain()
    assert time.monotonic() - start < 5
    row.refresh_from_db()
    assert row.status == "unknown"
    chat.answer = (200, 0)
    assert drain(now=timezone.now() + dt.timedelta(hours=1)) == 0
    assert len(chat.calls) == 1


def test_an_answer_that_never_ends_is_not_listened_to(chat):
    row = announced(channel_at(chat.url))
    chat.answer = "drip words"
    start = time.monotonic()
    drain()
    assert time.monotonic() - start < 5
    row.refresh_from_db()
    assert row.status == "sent"


def test_a_channel_that_is_away_is_tried_again_and_holds_up_no_mail(smtp):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    rows = [announced(channel_at(f"http://127.0.0.1:{port}/x"), key=str(n)) for n in range(1)]
    kinds.queue("mail")
    assert len(drain_outbox()) == 1
    rows[0].refresh_from_db()
    assert (rows[0].status, rows[0].attempts) == ("queued", 1)
    assert rows[0].smtp_text == "ConnectionRefusedError"


def test_a_slow_channel_costs_a_batch_one_time_limit(chat, smtp):
    channel = channel_at(chat.url)
    for number in range(8):
        announced(channel, key=str(number))
    chat.answer = (200, 2)
    kinds.queue("mail")
    start = time.monotonic()
    assert len(drain_outbox()) == 1
    assert time.monotonic() - start < 4
    found = sorted(Message.objects.filter(channel=channel).values_list("status", flat=True))
    assert found == ["queued"] * 7 + ["unknown"]


def test_a_mail_server_that_is_away_holds_up_no_channel(chat, settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    kinds.queue("mail")
    row = announced(channel_at(chat.url))
    drain()
    row.refresh_from_db()
    assert row.status == "sent"
    assert Message.objects.get(key="mail").attempts == 1


def test_a_worker_that_dies_while_calling_leaves_unknown(chat):
    row = announced(channel_at(chat.url))
    (claimed,) = claims.claim("dead")
    assert claims.start_sending(claimed, message_id="<a>", body_hash="")
    Message.objects.update(lease_until=timezone.now() - dt.timedelta(hours=1))
    assert sweep() == 1
    row.refresh_from_db()
    assert row.status == "unknown"
    assert drain() == 0


def test_cancelled_after_the_claim_stops_at_the_fence(chat):
    row = announced(channel_at(chat.url))
    real = payloads.payload

    def slow(*arguments, **options):
        cancel(keys=[row.key])
        return real(*arguments, **options)

    payloads.payload, kept = slow, payloads.payload
    try:
        drain()
    finally:
        payloads.payload = kept
    assert chat.calls == []
    row.refresh_from_db()
    assert row.status == "cancelled"


def test_a_channel_that_is_off_gets_only_a_test(chat):
    channel = channel_at(chat.url, is_on=False)
    row = announced(channel)
    channels.send_test(channel, by=make_person().user, key="t", now=timezone.now())
    assert drain() == 1
    row.refresh_from_db()
    assert (row.status, row.smtp_text) == ("cancelled", "the channel is switched off")
    assert "This channel works." in chat.calls[0]["text"]


def test_a_nudge_takes_the_direct_line_and_tells_nothing(chat, smtp):
    row = nudged(channel_at(chat.url), make_person())
    assert drain_outbox() == []
    row.refresh_from_db()
    assert row.status == "sent"
    (call,) = chat.calls
    assert call["channel"] == "@mei.chen"
    assert "Mentoring has a question for you" in call["text"]
    assert "http://testserver/" in call["text"]
    assert "Sofia" not in str(call)


def test_other_mails_to_somebody_with_a_direct_line_stay_mails(chat, smtp):
    person = make_person()
    DirectLine.objects.create(user=person.user, channel=channel_at(chat.url), handle="@mei")
    kinds.queue("sure", "test-sure", to=person.user)
    assert len(drain_outbox()) == 1
    assert chat.calls == []


@pytest.mark.parametrize("answer", [(500, 0), (404, 0)])
def test_a_nudge_the_chat_refuses_goes_by_mail(chat, smtp, answer):
    row = nudged(channel_at(chat.url), make_person())
    chat.answer = answer
    (mail,) = drain_outbox()
    assert mail.subject == "Did you meet Sofia?"
    row.refresh_from_db()
    assert (row.status, row.channel) == ("sent", None)


def test_a_nudge_that_may_have_arrived_is_not_repeated_by_mail(chat, smtp):
    row = nudged(channel_at(chat.url), make_person())
    chat.answer = "hang up"
    assert drain_outbox(now=timezone.now()) == []
    row.refresh_from_db()
    assert row.status == "unknown"


@pytest.mark.parametrize("change", ["off", "gone"])
def test_a_lost_direct_line_means_mail(chat, smtp, change):
    channel = channel_at(chat.url)
    row = nudged(channel, make_person())
    if change == "off":
        Channel.objects.update(is_on=False)
    else:
        DirectLine.objects.all().delete()
    assert len(drain_outbox()) == 1
    row.refresh_from_db()
    assert (row.status, row.channel, chat.calls) == ("sent", None, [])


def test_the_address_is_in_no_row_and_no_log(chat, caplog):
    channel = channel_at(chat.url)
    announced(channel)
    chat.answer = "hang up"
    caplog.set_level("DEBUG")
    drain()
    assert "secret-token" not in caplog.text
    assert "secret-token" not in channel.secret
    assert "secret-token" not in str(list(Message.objects.values()))
    assert vault.open_(channel.secret) == chat.url


def test_a_key_that_is_gone_fails_the_row(chat, settings):
    row = announced(channel_at(chat.url))
    settings.SECRET_KEY = "another key entirely, long enough to be one"
    drain()
    row.refresh_from_db()
    assert (row.status, row.smtp_text) == ("failed", "its address has to be entered again")


def test_an_old_key_still_opens(settings):
    closed = vault.close("https://example.com/x")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key entirely, long enough to be one"
    assert vault.open_(closed) == "https://example.com/x"


@pytest.mark.parametrize(
    "url",
    ["http://hooks.example.com/x", "ftp://example.com/", "https://", "https:///x", "javascript:x",
     "https://user@example.com/", "https://a:b@example.com/", "https://exa mple.com/",
     "https://example.com\\@127.0.0.1/", "https://example.com:99999/", "https://[::1/", "//x.com/",
     "https://ex\r\nample.com/", "http://localhost.example.com/", "https://example.com/\u00e9"],
)  # fmt: skip
def test_what_is_no_address_to_call(url):
    with pytest.raises(addresses.AddressRefusedError) as refusal:
        addresses.split(url)
    assert "example" not in str(refusal.value)


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
     "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1%eth0",
     "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
     "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1"],
)  # fmt: skip
def test_numbers_inside_a_network_are_refused(settings, number):
    settings.WEBHOOKS_ON_LOOPBACK = False
    assert not addresses.is_allowed(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:4700::1111", "64:ff9b::5db8:d822"])
def test_numbers_of_the_open_internet_are_called(settings, number):
    settings.WEBHOOKS_ON_LOOPBACK = False
    assert addresses.is_allowed(number)


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "localhost", "127.1"])
def test_loopback_in_any_spelling_is_refused_in_production(settings, host):
    settings.WEBHOOKS_ON_LOOPBACK = False
    place = addresses.split(f"https://{host}/x")
    with pytest.raises(addresses.AddressRefusedError):
        addresses.numbers(place.host, place.port)
    with pytest.raises(addresses.AddressRefusedError):
        addresses.split(f"http://{host}/x")


def test_the_call_goes_to_the_number_that_was_checked(chat, monkeypatch):
    """A name that points elsewhere a moment later is not asked again."""
    asked = []

    def rebinding(host, port, *arguments, **options):
        asked.append(host)
        number = "127.0.0.1" if len(asked) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port))]

    real = socket.getaddrinfo
    channel = channel_at(f"http://localhost:{chat.port}/hooks/secret-token")
    row = announced(channel)
    monkeypatch.setattr(
        addresses.socket,
        "getaddrinfo",
        lambda host, *rest, **more: (
            rebinding(host, *rest, **more) if host == "localhost" else real(host, *rest, **more)
        ),
    )
    drain()
    monkeypatch.undo()
    row.refresh_from_db()
    assert (row.status, asked) == ("sent", ["localhost"])
